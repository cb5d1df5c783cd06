/** Files that go out by Instagram's own dialogs: a new post, and a message. They are sent as they were chosen, or not at all. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { drawnPosts, readDrawings } from '../fixtures/pretend-instagram/drawn-feed.ts';
import { icon, press } from '../fixtures/pretend-instagram/reading.ts';
import type { Page } from '../support/page.ts';
import { until } from '../support/timing.ts';
import { factsOf, middleOf, question, setUploadStage, shareAnyway, type UploadRig } from './upload-rig.ts';

const THREAD = '/direct/t/1784300112/';
const COMPOSER = '[contenteditable][data-lexical-editor]';
const DIALOG = '[role="dialog"]';

describe.each(['chromium', 'firefox'] as const)('files on Instagram in %s', kind => {
  let rig: UploadRig;
  let page: Page;

  beforeAll(async () => {
    const others = (await readDrawings()).filter(({ listed }) => !listed);
    rig = await setUploadStage(kind, await drawnPosts(others.slice(0, 2)));
  });
  afterAll(() => rig?.close());
  beforeEach(async () => {
    await rig.forget();
    rig.stage.server.clearLog();
  });

  const digests = (paths: readonly string[]) => Promise.all(paths.map(async path => (await factsOf(path)).digest));
  const configured = () =>
    until('the page has sent it', () => rig.stage.server.requests.some(({ path }) => path.startsWith('/api/')));
  const shown = (what: string, selector: string) =>
    page.waitFor(what, selector => document.querySelector(selector) !== null, selector);
  /** Until they have loaded the dialog still grows. */
  const previewed = () =>
    page.waitFor(
      'the first step',
      selector => {
        const previews = [...document.querySelectorAll<HTMLImageElement>(selector)];
        return previews.length > 0 && previews.every(({ naturalWidth }) => naturalWidth > 0);
      },
      `${DIALOG} img`,
    );

  describe('in a new post', () => {
    beforeEach(async () => {
      page = await rig.stage.open('/');
      await page.clickOn('nav a[href^="/create/"]');
      await shown('the dialog', `${DIALOG} input[type="file"]`);
      return () => page.close();
    });

    /** Crop, edit, share: each in a dialog of its own. */
    const shareIt = async () => {
      for (const action of ['next', 'next', 'send'] as const) await press(page, action, null);
    };

    test('chosen ones that nobody listed are posted as they are', async () => {
      await page.chooseFiles(() => press(page, 'attach', null), rig.others);
      await previewed();
      await shareIt();
      await configured();
      expect(rig.stage.site.filesSent()).toEqual(await digests(rig.others));
      expect(page.consoleErrors()).toEqual([]);
    });

    test('a listed one that is dropped waits for the answer, which also counts for the last press', async () => {
      await page.dropFiles(...(await middleOf(page, `${DIALOG} form`)), [rig.listed], '');
      await question(page);
      expect(await page.evaluate(`document.querySelector('${DIALOG} img')`)).toBeNull();
      await shareAnyway(page);
      await previewed();
      await shareIt();
      await configured();
      expect(rig.stage.site.filesSent()).toEqual(await digests([rig.listed]));
    });
  });

  test('a listed picture is attached to a message only after the answer, others at once', async () => {
    page = await rig.stage.open(THREAD);
    const attach = icon('Add Photo or Video', '*');
    await page.chooseFiles(() => page.clickOn(attach), [rig.listed]);
    await question(page);
    expect(await page.evaluate(`document.querySelector('img[src^="blob:"]')`)).toBeNull();
    await page.key('Enter');
    await page.dropFiles(...(await middleOf(page, COMPOSER)), rig.others.slice(0, 1), '');
    await shown('what is attached', 'img[src^="blob:"]');
    await press(page, 'send', null);
    await configured();
    expect(rig.stage.site.filesSent()).toEqual(await digests(rig.others.slice(0, 1)));
    await page.close();
  });
});
