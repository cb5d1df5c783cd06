/** A listed picture is known in every form that files come in, whatever the browser's decoder makes of it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { authorOf, codeOf, photographOf, readDrawings, stemOf } from '../fixtures/pretend-instagram/drawn-feed.ts';
import { type OddPicture, oddPictures } from '../support/odd-pictures.ts';
import { type Stage, setStage } from '../support/stage.ts';
import { sleep, until } from '../support/timing.ts';

describe.each(['chromium', 'firefox'] as const)('a listed picture in %s', kind => {
  let stage: Stage;
  let forms: readonly OddPicture[];

  beforeAll(async () => {
    const listed = (await readDrawings()).find(drawing => drawing.listed) ?? expect.fail('no listed drawing');
    forms = await oddPictures(await photographOf(listed));
    const posts = forms.map(({ type, body }, number) => ({
      code: codeOf(number),
      author: authorOf(number),
      media: [{ stem: stemOf(number), body, type, exact: true }],
    }));
    stage = await setStage(kind, posts);
  });

  afterAll(() => stage?.close());

  test('is known in every form', async () => {
    const page = await stage.open('/');
    for (let step = 0; step < 60 && (await stage.status()).flagged.length < forms.length; step++) {
      await page.scrollBy(400);
      await sleep(80);
    }
    const status = await until('all to be checked', async () => {
      const now = await stage.status();
      return now.flagged.length + now.clear >= forms.length ? now : null;
    });
    expect({ flagged: status.flagged.length, clear: status.clear, unknown: status.unknown }).toEqual({
      flagged: forms.length,
      clear: 0,
      unknown: {},
    });
    await page.close();
  });
});
