/** My private media in real browsers: chosen from files, known again on the site, gone when removed, never sent. */
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeOf, photographOf, postOf, readDrawings } from '../fixtures/pretend-instagram/drawn-feed.ts';
import { expectAccessible } from '../support/axe.ts';
import { BROWSERS_OWN } from '../support/browsers-own.ts';
import type { Page } from '../support/page.ts';
import { type Stage, setStage } from '../support/stage.ts';
import { until } from '../support/timing.ts';
import { press, says, textOf } from '../support/words.ts';

/** As if the person had chosen them: the same event on the same control. */
const choose = (page: Page, files: readonly Buffer[]): Promise<void> =>
  page.evaluate(
    (files: readonly string[]) => {
      const chosen = new DataTransfer();
      for (const [i, base64] of files.entries()) {
        const bytes = Uint8Array.from(atob(base64), character => character.charCodeAt(0));
        chosen.items.add(new File([bytes], `${i}.jpg`, { type: 'image/jpeg' }));
      }
      const input = document.querySelector<HTMLInputElement>('input[type=file][multiple]');
      if (input === null) throw new Error('nowhere to choose files');
      input.files = chosen.files;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    },
    files.map(file => file.toString('base64')),
  );

const openOwn = async (stage: Stage): Promise<Page> => {
  const page = await stage.browser.openExtensionPage('own/own.html');
  await says(page, 'Add pictures or videos');
  await page.bringToFront();
  return page;
};

describe.each(['chromium', 'firefox'] as const)('my private media in %s', kind => {
  let stage: Stage;
  let original: Buffer;
  let other: Buffer;

  beforeAll(async () => {
    const drawings = (await readDrawings()).filter(drawing => !drawing.listed);
    const [mine, theirs] = await Promise.all(drawings.slice(0, 2).map(drawing => photographOf(drawing)));
    if (mine === undefined || theirs === undefined) throw new Error('two drawings are needed');
    original = await sharp(mine).jpeg({ quality: 92 }).toBuffer();
    other = await sharp(theirs).jpeg({ quality: 92 }).toBuffer();
    const { width, height } = await sharp(mine).metadata();
    const area = { left: Math.round(width * 0.2), top: Math.round(height * 0.15) };
    const cut = { ...area, width: Math.round(width * 0.7), height: Math.round(height * 0.7) };
    const forms = [
      await sharp(mine).extract(cut).flop().jpeg({ quality: 75 }).toBuffer(),
      await sharp(theirs).jpeg({ quality: 75 }).toBuffer(),
    ];
    const posts = forms.map((body, number) => postOf(number, body));
    stage = await setStage(kind, posts);
  });

  afterAll(() => stage?.close());

  test('a chosen picture is known again on the site, cut and mirrored, and the picture of another is not', async () => {
    stage.server.clearLog();
    const page = await openOwn(stage);
    await choose(page, [original]);
    await says(page, '1 of 1 looked at, 1 added.');
    await says(page, '1 is looked for');
    await page.close();
    expect(stage.server.requests.filter(({ host, method }) => method !== 'GET' && !BROWSERS_OWN.test(host))).toEqual(
      [],
    );
    const mine = await stage.open(`/p/${codeOf(0)}/`);
    await until('a match', async () => (await stage.status(`/p/${codeOf(0)}/`)).flagged.length === 1);
    await mine.close();
    const theirs = await stage.open(`/p/${codeOf(1)}/`);
    await until('a verdict', async () => (await stage.status(`/p/${codeOf(1)}/`)).clear === 1);
    await theirs.close();
  });

  test('breaks no accessibility rule and fits, light and dark, narrow and wide', async () => {
    const page = await openOwn(stage);
    await says(page, '1 is looked for');
    await expectAccessible(page);
    expect(page.consoleErrors()).toEqual([]);
    await page.close();
  });

  test('many are added in one go, what cannot be read is told, and all can be removed for good', async () => {
    const page = await openOwn(stage);
    await choose(page, [other, Buffer.from('no picture'), other]);
    await says(page, '3 of 3 looked at, 2 added.');
    await says(page, 'This browser cannot read the file.');
    await press(page, 'Remove all');
    await press(page, 'Remove all for good');
    await until('an empty list', async () => !(await textOf(page)).includes('looked for\n'));
    await page.close();
    const mine = await stage.open(`/p/${codeOf(0)}/`);
    await until('a verdict', async () => (await stage.status(`/p/${codeOf(0)}/`)).clear === 1);
    await mine.close();
  });
});
