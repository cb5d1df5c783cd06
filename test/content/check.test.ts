/** In which order pictures are asked about, with a background that answers only when it is told to. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createChecker } from '../../src/content/check.ts';
import { createVerdicts } from '../../src/content/verdicts.ts';
import type { ContentApi, ContentVerdict, MediaBytes } from '../../src/platform/messages.ts';
import { remote, serve } from '../../src/platform/rpc.ts';
import { instagram } from '../../src/sites/instagram.ts';
import { fake } from '../support/fake-browser.ts';

interface OnlyChecks {
  check(bytes: MediaBytes): Promise<ContentVerdict>;
}

let life: AbortController;
/** Stems asked about and not answered yet, oldest first. */
let asked: { readonly stem: string; answer(): void }[];

/** A picture that has loaded; the layout that jsdom lacks is given. */
function picture(stem: string): HTMLImageElement {
  const image = document.createElement('img');
  image.src = `https://scontent.cdninstagram.com/v/t51.2885-15/${stem}_n.jpg`;
  Object.defineProperties(image, { complete: { value: true }, naturalWidth: { value: 640 } });
  image.getBoundingClientRect = () => new DOMRect(0, 0, 400, 400);
  return image;
}

const turn = () => new Promise(resolve => setTimeout(resolve));

beforeEach(() => {
  fake.reset();
  life = new AbortController();
  asked = [];
  const check = (_: unknown, bytes: MediaBytes) =>
    new Promise<ContentVerdict>(resolve => {
      const stem = bytes.kind === 'url' ? (/([^/]+)_n\.jpg/.exec(bytes.url)?.[1] ?? '') : '';
      asked.push({ stem, answer: () => resolve({ status: 'clear' }) });
    });
  serve<OnlyChecks>('content', 'content', { check }, life.signal);
});
afterEach(() => life.abort());

test('a picture that the person waits for goes before all that are only near', async () => {
  const checker = createChecker(
    remote<ContentApi>('content'),
    instagram,
    createVerdicts(),
    error => expect.fail(String(error)),
    life.signal,
  );
  const pictures = Array.from({ length: 10 }, (_, number) => picture(`p${number}`));
  for (const each of pictures) checker.check(each);
  await turn();
  expect(asked.map(({ stem }) => stem)).toEqual(['p0', 'p1', 'p2', 'p3', 'p4', 'p5']);
  checker.check(pictures[6] ?? expect.fail('no picture'), 'now');
  asked[0]?.answer();
  await turn();
  expect(asked.at(-1)?.stem, 'not p9, which was seen last').toBe('p6');
});
