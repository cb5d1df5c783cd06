/** What people do to a picture before they pass it on, and a person who rests on it: it is known by then. */
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeOf, photographOf, postOf, readDrawings } from '../fixtures/pretend-instagram/drawn-feed.ts';
import { type Stage, setStage } from '../support/stage.ts';
import { sleep, until } from '../support/timing.ts';

/** Cuts `share` of width and height off each side. */
async function cutAround(bytes: Uint8Array, share: number): Promise<Buffer> {
  const { width, height } = await sharp(bytes).metadata();
  const [left, top] = [Math.round(width * share), Math.round(height * share)];
  const area = { left, top, width: width - 2 * left, height: height - 2 * top };
  return sharp(bytes).extract(area).jpeg({ quality: 75 }).toBuffer();
}

const FORMS = {
  'with a white border': (bytes: Uint8Array) =>
    sharp(bytes).extend({ top: 60, bottom: 60, left: 60, right: 60, background: '#fff' }).jpeg().toBuffer(),
  'in a story, with bars above and below': (bytes: Uint8Array) =>
    sharp(bytes).resize(1080, 1920, { fit: 'contain', background: '#1b2838' }).jpeg({ quality: 75 }).toBuffer(),
  'cut by 3 % on each side': (bytes: Uint8Array) => cutAround(bytes, 0.03),
  'turned by one degree': (bytes: Uint8Array) =>
    sharp(bytes).rotate(1, { background: '#888' }).jpeg({ quality: 80 }).toBuffer(),
} as const;

describe.each(['chromium', 'firefox'] as const)('a listed picture in %s', kind => {
  let stage: Stage;

  beforeAll(async () => {
    const drawings = await readDrawings();
    const listed = drawings.find(drawing => drawing.listed) ?? expect.fail('no listed drawing');
    const original = await photographOf(listed);
    const forms = await Promise.all(Object.values(FORMS).map(change => change(original)));
    const posts = forms.map((body, number) => postOf(number, body));
    stage = await setStage(kind, posts);
  });

  afterAll(() => stage?.close());

  test.each(Object.keys(FORMS))('%s is known once a person rests on it', async form => {
    const path = `/p/${codeOf(Object.keys(FORMS).indexOf(form))}/`;
    const page = await stage.open(path);
    await until('a match', async () => (await stage.status(path)).flagged.length === 1);
    await sleep(100);
    expect((await stage.status(path)).clear).toBe(0);
    await page.close();
  });
});
