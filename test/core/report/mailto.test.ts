import { describe, expect, test } from 'vitest';
import { mailtoAddress } from '../../../src/core/report/mailto.ts';

const HINDI = 'इसमें शायद कोई निजी तस्वीर या वीडियो है।';
const TAMIL = 'இதில் உள்ளவர் இதைப் பகிர ஒப்புக்கொள்ளாமல் இருக்கலாம்.';

const fieldsOf = (uri: string): URLSearchParams => new URLSearchParams(new URL(uri).search.replaceAll('+', '%2B'));

describe('a mail address with a text', () => {
  test.each([HINDI, TAMIL, 'عربي ٪ 100% & ? # +', "It's (quite) plain!\nTwo lines"])(
    'brings %s across unchanged',
    text => {
      const { uri, body } = mailtoAddress({
        to: 'abuse@example.org',
        subject: text.replace('\n', ' '),
        bodies: [text],
      });
      expect(body).toBe(text);
      expect(uri).toMatch(/^mailto:abuse@example\.org\?subject=[\w%.~&=-]*$/);
      expect(fieldsOf(uri).get('body')?.replaceAll('\r\n', '\n')).toBe(text);
      expect(fieldsOf(uri).get('subject')).toBe(text.replace('\n', ' '));
    },
  );

  test('breaks lines as mail does, and writes spaces so that no program shows plus signs', () => {
    const { uri } = mailtoAddress({ to: 'a@example.org', subject: 'A b', bodies: ['one\ntwo three'] });
    expect(uri).toBe('mailto:a@example.org?subject=A%20b&body=one%0D%0Atwo%20three');
  });

  test('takes the longest text that fits, and never cuts one', () => {
    const long = HINDI.repeat(10);
    const { uri, body } = mailtoAddress({ to: 'a@example.org', subject: 'A', bodies: [long, TAMIL, 'short'] });
    expect(body).toBe(TAMIL);
    expect(uri.length).toBeLessThanOrEqual(1_800);
    expect(mailtoAddress({ to: 'a@example.org', subject: 'A', bodies: [long, long] }).body).toBeNull();
  });

  test('a recipient cannot add headers of its own', () => {
    const { uri } = mailtoAddress({ to: 'a@example.org?cc=b@example.org', subject: 'A', bodies: ['B'] });
    expect(uri).not.toContain('?cc=');
    expect(new URL(uri).search).toBe('?subject=A&body=B');
  });
});
