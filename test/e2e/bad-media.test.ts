/** Whatever cannot be compared is unknown with its reason, never clear; and the feed around it goes on. */
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { UnknownReason } from '../../src/core/verdict.ts';
import { authorOf, codeOf, photographOf, readDrawings, stemOf } from '../fixtures/pretend-instagram/drawn-feed.ts';
import type { PretendMedia } from '../fixtures/pretend-instagram/media.ts';
import { acted } from '../fixtures/pretend-instagram/reading.ts';
import type { PretendPost } from '../fixtures/pretend-instagram/server.ts';
import type { Page } from '../support/page.ts';
import { type Stage, setStage } from '../support/stage.ts';
import { sleep, until } from '../support/timing.ts';

const SHARE = 'article svg path[d^="M13.973 20.046"]';
/** A slow line, and one that is nearly dead. */
const SLOW_MS = [1_200, 5_000];

interface Case {
  readonly what: string;
  readonly expected: UnknownReason;
  readonly media: Omit<PretendMedia, 'stem'>;
}

/** An animation of two frames, drawn here. */
async function animation(): Promise<Buffer> {
  const raw = { width: 200, height: 400, channels: 3, pageHeight: 200 } as const;
  const data = Buffer.alloc(200 * 400 * 3, 0).map((_, i) => ((i * 31) ^ (i >> 7)) & 255);
  return sharp(data, { raw })
    .gif({ delay: [200, 200] })
    .toBuffer();
}

async function makeCases(): Promise<readonly Case[]> {
  const drawing = (await readDrawings()).find(({ listed }) => !listed) ?? expect.fail('no drawing');
  const whole = Buffer.from(await photographOf(drawing));
  const jpeg = { type: 'image/jpeg', exact: true };
  const huge = sharp({ create: { width: 30_000, height: 8, channels: 3, background: '#35a' } });
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="640"><circle cx="320" cy="320" r="200"/></svg>';
  return [
    { what: 'broken bytes', expected: 'not-loaded', media: { ...jpeg, body: whole.subarray(5_000, 9_000) } },
    {
      what: 'a file cut in half',
      expected: 'truncated',
      media: { ...jpeg, body: whole.subarray(0, whole.length >> 1) },
    },
    { what: 'no bytes at all', expected: 'not-loaded', media: { ...jpeg, body: Buffer.alloc(0) } },
    {
      what: '30,000 px wide',
      expected: 'too-large',
      media: { type: 'image/png', exact: true, body: await huge.png().toBuffer() },
    },
    { what: 'an animation', expected: 'animated', media: { type: 'image/gif', exact: true, body: await animation() } },
    {
      what: 'a vector drawing',
      expected: 'vector',
      media: { type: 'image/svg+xml', exact: true, body: Buffer.from(svg) },
    },
    { what: 'a 404 with a picture in it', expected: 'unreachable', media: { ...jpeg, body: whole, status: 404 } },
    { what: 'no CORS', expected: 'not-loaded', media: { ...jpeg, body: whole, cors: false } },
    {
      what: 'one colour',
      expected: 'plain',
      media: {
        ...jpeg,
        body: await sharp({ create: { width: 640, height: 640, channels: 3, background: '#7a8' } })
          .jpeg()
          .toBuffer(),
      },
    },
  ];
}

describe.each(['chromium', 'firefox'] as const)('media that cannot be compared in %s', kind => {
  let stage: Stage;
  let cases: readonly Case[];

  beforeAll(async () => {
    cases = await makeCases();
    const drawing = (await readDrawings()).find(({ listed }) => !listed) ?? expect.fail('no drawing');
    const good = { type: 'image/jpeg', body: await photographOf(drawing) };
    const posts = [...cases.map(({ media }) => media), good, good].map(
      (media, number): PretendPost => ({
        code: codeOf(number),
        author: authorOf(number),
        media: [{ ...media, stem: stemOf(number) }],
      }),
    );
    stage = await setStage(kind, posts);
  });

  afterAll(() => stage?.close());

  const scrollThrough = async (page: Page) => {
    for (let step = 0; step < 30; step++) {
      await page.scrollBy(400);
      await sleep(80);
    }
  };

  test('each is unknown with its reason, and good ones after them are clear', async () => {
    const page = await stage.open('/');
    await scrollThrough(page);
    const expected: Partial<Record<UnknownReason, number>> = {};
    for (const { expected: reason } of cases) expected[reason] = (expected[reason] ?? 0) + 1;
    const status = await until(
      'the good ones too',
      async () => {
        const now = await stage.status();
        return now.clear === 2 ? now : null;
      },
      { timeoutMs: 30_000 },
    );
    expect(status.unknown).toEqual(expected);
    expect(status.flagged).toEqual([]);
    await page.close();
  });

  /** Opens a post's page in front without waiting for its picture; `close` also ends what still loads. */
  async function openAtOnce(number: number): Promise<{ page: Page; path: string; close(): Promise<void> }> {
    const path = `/p/${codeOf(number)}/`;
    const page = await stage.browser.newPage();
    const going = page.goto(`${stage.site.origin}${path}`).catch(() => undefined); // its tab may be closed under it
    await page.waitFor('the post', selector => document.querySelector(selector) !== null, SHARE);
    await page.bringToFront();
    const close = async () => {
      await page.close();
      await going;
    };
    return { page, path, close };
  }

  test.each(SLOW_MS)('one that takes %i ms is unknown until it is there, and then clear', async delayMs => {
    const number = cases.length;
    stage.server.fault(new RegExp(stemOf(number)), { delayMs });
    const start = performance.now();
    const { path, close } = await openAtOnce(number);
    const seen = await until('a verdict', async () => {
      const { clear, unknown } = await stage.status(path);
      if (clear === 0) expect(unknown).toEqual(unknown.loading === undefined ? {} : { loading: 1 });
      return clear === 1 ? performance.now() : null;
    });
    expect(seen - start).toBeGreaterThan(delayMs);
    stage.server.fault(new RegExp(stemOf(number)), null);
    await close();
  });

  test('a slow one is unknown while it loads, and a press on Share waits for it 1.5 s at the most', async () => {
    const number = cases.length + 1;
    stage.server.fault(new RegExp(stemOf(number)), { delayMs: 20_000 });
    const { page, path, close } = await openAtOnce(number);
    const { unknown, clear } = await until('the picture to be seen', async () => {
      const now = await stage.status(path);
      return now.unknown.loading === 1 ? now : null;
    });
    expect({ unknown, clear }).toEqual({ unknown: { loading: 1 }, clear: 0 });
    const pressed = performance.now();
    await page.clickOn(SHARE);
    await until('the page is reached', async () => (await acted(page, 'share')).length === 1, { everyMs: 20 });
    expect(performance.now() - pressed).toBeGreaterThan(1_200);
    expect(performance.now() - pressed).toBeLessThan(3_500);
    await close();
  });
});
