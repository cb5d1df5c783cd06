import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reportNote } from '../../../src/core/report/note.ts';

const POST = 'https://www.instagram.com/p/C8kQ/';

describe('reportNote', () => {
  test('puts the address of the post after the first sentence', () => {
    const note = reportNote({ sentences: ['I report a post.', 'Please check.'], permalink: POST });
    expect(note).toBe(`I report a post.\n${POST}\nPlease check.`);
  });

  test('cleans the address', () => {
    expect(reportNote({ sentences: ['A.'], permalink: `${POST}?igsh=abc` })).toBe(`A.\n${POST}`);
  });

  test('works without an address, and is the bare address without a sentence', () => {
    expect(reportNote({ sentences: ['A.', 'B.'], permalink: null })).toBe('A.\nB.');
    expect(reportNote({ sentences: [], permalink: POST })).toBe(POST);
    expect(reportNote({ sentences: [], permalink: null })).toBe('');
  });

  test.each([
    'https://scontent.cdninstagram.com/v/1_n.jpg?oh=1&oe=2',
    'https://www.instagram.com/direct/t/123/',
    'data:image/png;base64,AAAA',
  ])('never holds %s as its address', permalink => {
    expect(reportNote({ sentences: ['A.', 'B.'], permalink })).toBe('A.\nB.');
  });

  test('leaves out a sentence that smuggles an address in, for example as the name of a list', () => {
    const sentences = ['A.', 'On the list “https://scontent.cdninstagram.com/1_n.jpg”.', 'On www.example.org.', 'B.'];
    expect(reportNote({ sentences, permalink: POST })).toBe(`A.\n${POST}\nB.`);
  });

  test('holds no address but that of a post, whatever it is given', () => {
    const piece = fc.oneof(fc.string(), fc.webUrl(), fc.constant('x blob:https://a.example/1'));
    fc.assert(
      fc.property(fc.array(piece), fc.option(fc.oneof(fc.webUrl(), fc.string())), (sentences, permalink) => {
        expect(reportNote({ sentences, permalink })).not.toMatch(/:\/\//);
      }),
    );
  });
});
