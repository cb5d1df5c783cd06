import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CHANNELS, type Channel, channelForHost, channelsFor, type Role } from '../../../src/core/report/channels.ts';

const ROWS: readonly Channel[] = CHANNELS;
const MESSAGES = JSON.parse(
  readFileSync(new URL('../../../public/_locales/en/messages.json', import.meta.url), 'utf8'),
) as Record<string, unknown>;

/** Official hosts that a person has looked at. A new one is added here on purpose, never in passing. */
const KNOWN_HOSTS = [
  'findahelpline.com',
  'help.instagram.com',
  'stopncii.org',
  'takeitdown.ncmec.org',
  'www.inhope.org',
  'www.meta.com',
];

describe('every channel', () => {
  test.each(ROWS)('$id opens an official page over https', ({ url }) => {
    if (url === null) return;
    const { protocol, hostname, search } = new URL(url);
    expect(protocol).toBe('https:');
    expect(KNOWN_HOSTS).toContain(hostname);
    expect(search, 'numbered forms move').toBe('');
  });

  test.each(ROWS)('$id comes from a source that was read, and says from which and when', row => {
    expect(['S', 'T']).toContain(row.evidence);
    expect(row.sourceNote.length).toBeGreaterThan(10);
    expect(row.lastChecked).toMatch(/^20\d\d-(0[1-9]|1[0-2])-([0-2]\d|3[01])$/);
    expect(Number.isNaN(Date.parse(row.lastChecked))).toBe(false);
  });

  test.each(ROWS)('$id has a name and a hint in the locale files', ({ nameKey, inPageHintKey }) => {
    expect(MESSAGES).toHaveProperty(nameKey);
    if (inPageHintKey !== undefined) expect(MESSAGES).toHaveProperty(inPageHintKey);
  });

  test.each(ROWS)('$id can be used: it has an address, a phone number or a mail address', ({ url, phone, email }) => {
    expect(url ?? phone ?? email).toBeTruthy();
    if (phone !== undefined) expect(phone).toMatch(/^[\d+ -]+$/);
  });

  test('ids are unique', () => {
    expect(new Set(ROWS.map(({ id }) => id)).size).toBe(ROWS.length);
  });

  test('no hash bank is offered to just anyone', () => {
    const open = ROWS.filter(
      ({ kind, who }) => kind === 'hashbank' && (who.includes('anyone') || who.includes('account-holder')),
    );
    expect(open).toEqual([]);
  });

  test('every region has somebody to talk to', () => {
    expect(ROWS.some(({ kind, regions }) => kind === 'helpline' && regions.includes('*'))).toBe(true);
  });
});

describe('who is shown which channel', () => {
  const host = 'www.instagram.com';
  const table: readonly (readonly [Role, boolean, string, readonly string[]])[] = [
    ['bystander', false, host, ['ig-inplace', 'findahelpline']],
    ['bystander', true, host, ['inhope', 'ig-inplace', 'findahelpline']],
    ['depicted', false, host, ['meta-ncii', 'stopncii', 'findahelpline']],
    ['depicted', true, host, ['ncmec-tid', 'inhope', 'findahelpline']],
    ['representative', false, host, ['meta-ncii', 'findahelpline']],
    ['representative', true, host, ['ncmec-tid', 'inhope', 'findahelpline']],
    ['bystander', false, 'example.org', ['findahelpline']],
    ['bystander', true, 'example.org', ['inhope', 'findahelpline']],
    ['depicted', false, 'example.org', ['stopncii', 'findahelpline']],
    ['depicted', false, 'notinstagram.com', ['stopncii', 'findahelpline']],
  ];

  test.each(table)('%s, may be a minor: %s, on %s', (role, mayBeMinor, at, ids) => {
    expect(channelsFor({ role, mayBeMinor, host: at }).map(({ id }) => id)).toEqual(ids);
  });

  test('somebody who came across media is never led where only the person shown may go', () => {
    for (const mayBeMinor of [false, true]) {
      for (const { who } of channelsFor({ role: 'bystander', mayBeMinor, host }) as readonly Channel[]) {
        expect(who.includes('anyone') || who.includes('account-holder')).toBe(true);
      }
    }
  });

  test('where the person may be under 18, no channel for adults is shown', () => {
    for (const role of ['bystander', 'depicted', 'representative'] as const) {
      const rows: readonly Channel[] = channelsFor({ role, mayBeMinor: true, host });
      expect(rows.filter(({ minor }) => minor === 'adult')).toEqual([]);
    }
  });

  test('the page opened straight from the warning is the site’s own, for anybody', () => {
    expect(channelForHost('www.instagram.com')?.id).toBe('ig-inplace');
    expect(channelForHost('example.org')).toBeNull();
  });
});
