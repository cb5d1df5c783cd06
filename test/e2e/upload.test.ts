/** Files that a person gives to a page: none that is listed reaches it before the answer, and then exactly those. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Page } from '../support/page.ts';
import { sleep, until } from '../support/timing.ts';
import {
  cancelled,
  factsIn,
  factsOf,
  got,
  middleOf,
  question,
  sawNothing,
  setUploadStage,
  shareAnyway,
  UPLOAD_PAGE,
  type UploadRig,
} from './upload-rig.ts';

/** How the page opens a chooser -> what it calls that manner. */
const CHOOSERS = [
  ['#visible', 'visible'],
  ['#open-hidden', 'hidden'],
  ['#open-detached', 'detached'],
  ['#open-picker', 'showpicker'],
  ['#open-synthetic', 'synthetic'],
  ['#open-shadow', 'shadow'],
] as const;

describe.each(['chromium', 'firefox'] as const)('files for the page in %s', kind => {
  let rig: UploadRig;
  let page: Page;

  beforeAll(async () => {
    rig = await setUploadStage(kind);
  });
  afterAll(() => rig?.close());
  beforeEach(async () => {
    page = await rig.open();
    return () => page.close();
  });

  const choose = (press: string, ...paths: readonly string[]) => page.chooseFiles(() => page.clickOn(press), paths);
  const arrived = (event: string, count = 1) =>
    until(`${event} in the page`, async () => {
      const found = (await got(page)).filter(entry => entry.event === event);
      return found.length >= count ? found : null;
    });

  test.each(CHOOSERS)('innocent files chosen by %s arrive once, the same and in order', async (press, manner) => {
    const paths = manner === 'shadow' ? rig.others.slice(0, 1) : rig.others;
    await choose(press, ...paths);
    await arrived('change');
    await sleep(300);
    const facts = await Promise.all(paths.map(factsOf));
    const all = await got(page);
    expect(all.map(({ manner, event }) => [manner, event])).toEqual([
      [manner, 'input'],
      [manner, 'change'],
    ]);
    for (const entry of all) {
      expect(factsIn(entry)).toEqual(facts);
      expect(new Set(entry.types)).toEqual(new Set(['image/jpeg']));
    }
  });

  test.each(CHOOSERS)(
    'a listed file chosen by %s reaches the page neither before the answer nor after "Don’t share"',
    async (press, manner) => {
      await choose(press, rig.listed);
      await question(page);
      expect(await sawNothing(page)).toBe(true);
      await page.key('Enter');
      await until('the page is told', async () => (await cancelled(page)).includes(manner));
      await sleep(300);
      expect(await sawNothing(page)).toBe(true);
    },
  );

  test('"Share anyway" gives the page all of them, once, and does not ask about the same again', async () => {
    const paths = [...rig.others.slice(0, 2), rig.listed];
    await choose('#open-detached', ...paths);
    await question(page);
    expect(await sawNothing(page)).toBe(true);
    await shareAnyway(page);
    await arrived('change');
    await choose('#open-detached', rig.listed);
    await arrived('change', 2);
    await sleep(300);
    const changes = (await got(page)).filter(({ event }) => event === 'change');
    expect(changes.map(factsIn)).toEqual([await Promise.all(paths.map(factsOf)), [await factsOf(rig.listed)]]);
  });

  test('a document is not held at all', async () => {
    await choose('#visible', rig.document);
    const [change] = await arrived('change');
    expect(factsIn(change ?? expect.fail('nothing came'))).toEqual([await factsOf(rig.document)]);
  });

  test('a drop arrives with its files, its text and its place', async () => {
    await page.dropFiles(...(await middleOf(page, '#zone')), rig.others, 'a caption');
    const [drop] = await arrived('drop');
    expect(drop?.text).toBe('a caption');
    expect(factsIn(drop ?? expect.fail('nothing came'))).toEqual(await Promise.all(rig.others.map(factsOf)));
  });

  test('a drop with a listed file is held, and given when the person says so', async () => {
    await page.dropFiles(...(await middleOf(page, '#zone')), [rig.listed, ...rig.others], 'a caption');
    await question(page);
    expect(await sawNothing(page)).toBe(true);
    await shareAnyway(page);
    const [drop] = await arrived('drop');
    expect(factsIn(drop ?? expect.fail('nothing came'))).toEqual(
      await Promise.all([rig.listed, ...rig.others].map(factsOf)),
    );
    await sleep(300);
    expect(await got(page)).toHaveLength(1);
  });

  test('a film that is listed as a file is held, and the warning says that it is that very file', async () => {
    await choose('#open-detached', rig.films.listed);
    await question(page);
    expect(await sawNothing(page)).toBe(true);
    const spoken = await page.readAloud();
    if (spoken !== null) expect(spoken.join(' ')).toContain('the very file');
    await page.key('Enter');
    await until('the page is told', async () => (await cancelled(page)).includes('detached'));
    expect(await sawNothing(page)).toBe(true);
  });

  test('the same film in a longer file is on no list, and arrives with exactly its bytes', async () => {
    await choose('#open-detached', rig.films.longer);
    const [change] = await arrived('change');
    expect(factsIn(change ?? expect.fail('nothing came'))).toEqual([await factsOf(rig.films.longer)]);
    expect((await rig.stage.status(UPLOAD_PAGE)).unknown).toEqual({});
  });

  test('a broken file is let go, and counted', async () => {
    const broken = await rig.write('broken.jpg', Buffer.from('not a picture'));
    await choose('#visible', broken);
    const [change] = await arrived('change');
    expect(factsIn(change ?? expect.fail('nothing came'))).toEqual([await factsOf(broken)]);
    expect((await rig.stage.status(UPLOAD_PAGE)).unknown).toEqual({ undecodable: 1 });
  });

  // Firefox's driver leaves the first chooser open, and there is only one for each input.
  test.runIf(kind === 'chromium')('another choice after "Don’t share" is one of its own', async () => {
    await choose('#open-hidden', rig.listed);
    await question(page);
    await page.key('Escape');
    await choose('#open-hidden', rig.others[0] ?? '');
    const [change] = await arrived('change');
    expect(factsIn(change ?? expect.fail('nothing came'))).toEqual([await factsOf(rig.others[0] ?? '')]);
  });

  test('with the background ended a moment before, files are checked all the same', async () => {
    await rig.stage.browser.killBackground();
    await choose('#visible', rig.listed);
    await question(page);
    expect(await sawNothing(page)).toBe(true);
    await page.key('Escape');
  });
});
