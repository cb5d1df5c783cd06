/**
 * `npm run pictures`: makes the pictures of docs/ and of the stores anew, from the extension as it is built and on the
 * pretend Instagram. `npm run pictures -- NAME...` makes only these.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { LESSONS } from '../../src/pages/learn/lessons.ts';
import { photographOf, readDrawings } from '../fixtures/pretend-instagram/drawn-feed.ts';
import { articleOf, icon, showPost } from '../fixtures/pretend-instagram/reading.ts';
import { ask, askLock } from '../support/ask.ts';
import { ensureBrowsers } from '../support/ensure-browsers.ts';
import { choosePictures } from '../support/give-files.ts';
import type { Page } from '../support/page.ts';
import { type Stage, setStage } from '../support/stage.ts';
import { sleep, until } from '../support/timing.ts';
import { press, says } from '../support/words.ts';
import { demoPosts, LISTED } from './feed.ts';
import { openPopup } from './popup.ts';

/** Of the two sizes that the Chrome Web Store takes the larger one (developer.chrome.com/docs/webstore/images). */
const SIZE = { width: 1280, height: 800 };
const POPUP = { width: 380, height: 600 };
/** The popup's place under the toolbar, and the shadow that a browser gives it. */
const MARGIN = 16;
const SHADOW = 12;
const images = fileURLToPath(new URL('../../docs/images/', import.meta.url));

/** 24 bits without transparency, as the stores ask. */
const keep = async (name: string, picture: Uint8Array): Promise<void> => {
  await sharp(picture)
    .resize(SIZE)
    .removeAlpha()
    .png({ compressionLevel: 9 })
    .toFile(join(images, `${name}.png`));
};

async function openFeed(stage: Stage): Promise<Page> {
  const page = await stage.open('/');
  await page.setViewport({ ...SIZE, deviceScaleFactor: 1 });
  return page;
}

async function openOwnPage(stage: Stage, path: string, words: string): Promise<Page> {
  const page = await stage.browser.openExtensionPage(path);
  await page.setViewport({ ...SIZE, deviceScaleFactor: 1 });
  await says(page, words);
  await page.bringToFront();
  return page;
}

const codeOfListed = async (): Promise<string> => (await demoPosts())[LISTED]?.code ?? '';

async function askFirst(stage: Stage): Promise<Page> {
  const page = await openFeed(stage);
  const code = await codeOfListed();
  await showPost(page, code);
  await until('a match', async () => (await stage.status()).flagged.length > 0);
  await page.clickOn(icon('Share', `${articleOf(code)} section`));
  await sleep(1_000); // until its buttons can be pressed
  return page;
}

const setFamily = ({ probe }: Stage) => ask(probe, 'changeSettings', { profile: 'child', trustedAdult: 'Mum' });

/** The page of the longest lesson with this heading. */
async function openLesson(stage: Stage, heading: string): Promise<Page> {
  const page = await openOwnPage(stage, 'learn/learn.html', '45');
  await page.clickOn('button.primary', LESSONS.length - 1);
  await page.waitFor(
    `“${heading}”`,
    (heading: string) => {
      if (document.querySelector('h1')?.textContent === heading) return true;
      [...document.querySelectorAll('button')].at(-1)?.click();
      return false;
    },
    heading,
  );
  return page;
}

const PICTURES: Readonly<Record<string, (stage: Stage) => Promise<Uint8Array>>> = {
  async warning(stage) {
    return (await askFirst(stage)).screenshot(null);
  },
  async popup(stage) {
    const page = await openFeed(stage);
    for (const { code } of await demoPosts()) await showPost(page, code);
    await showPost(page, await codeOfListed());
    const feed = await page.screenshot(null);
    const popup = await openPopup(stage);
    await popup.setViewport({ ...POPUP, deviceScaleFactor: 1 });
    const shown = await popup.screenshot(null);
    const left = SIZE.width - POPUP.width - MARGIN;
    const shadow = `<svg width="${SIZE.width}" height="${SIZE.height}"><filter id="f"><feGaussianBlur stdDeviation="${SHADOW}"/></filter>
      <rect x="${left}" y="${MARGIN}" width="${POPUP.width}" height="${POPUP.height}" filter="url(#f)" opacity=".45"/></svg>`;
    return sharp(feed)
      .composite([{ input: Buffer.from(shadow) }, { input: Buffer.from(shown), left, top: MARGIN }])
      .png()
      .toBuffer();
  },
  async report(stage) {
    const feed = await askFirst(stage);
    await feed.key('Tab');
    await feed.key('Enter');
    const hash = await until('the report page', () =>
      stage.probe.evaluate<string | null>(`(async () => {
        const tabs = await (globalThis.browser ?? chrome).tabs.query({});
        const tab = tabs.find(({ url }) => url?.includes('/report/report.html#'));
        return tab === undefined ? null : new URL(tab.url).hash;
      })()`),
    );
    const page = await openOwnPage(stage, `report/report.html${hash}`, 'Who are you in this?');
    await press(page, 'I came across it');
    await press(page, 'No');
    await page.waitFor('what to do', () => document.querySelector('button.primary') !== null);
    return page.screenshot(null);
  },
  async 'own-media'(stage) {
    const page = await openOwnPage(stage, 'own/own.html', 'Add pictures or videos');
    const drawings = (await readDrawings()).filter(({ listed }) => !listed).slice(0, 3);
    const files = await Promise.all(
      drawings.map(async drawing =>
        sharp(await photographOf(drawing))
          .jpeg()
          .toBuffer(),
      ),
    );
    await choosePictures(page, files);
    await says(page, '3 of 3 looked at, 3 added.');
    return page.screenshot(null);
  },
  async flag(stage) {
    const page = await openFeed(stage);
    await until('a verdict', async () => (await stage.status()).clear > 0);
    const draft = await stage.probe.evaluate(async (origin: string) => {
      const { browser, chrome } = globalThis as unknown as Record<string, ExtensionApi | undefined>;
      interface ExtensionApi {
        tabs: { query(which: object): Promise<readonly { id?: number; url?: string }[]> };
        storage: { session: { set(what: object): Promise<void> } };
      }
      const api = browser ?? chrome;
      const tabs = await api?.tabs.query({});
      const tabId = tabs?.find(({ url }) => url?.startsWith(origin))?.id;
      await api?.storage.session.set({
        'flag-draft:shown': { tabId, frameId: 0, source: null, isPointedAt: false },
      });
      return tabId ?? null;
    }, stage.site.origin);
    if (draft === null) throw new Error(`no tab of ${await page.url()}`);
    const flag = await openOwnPage(stage, 'own/flag.html#shown', 'Could the person be under 18?');
    await press(flag, 'No');
    await says(flag, 'Warn me about this one');
    return flag.screenshot(null);
  },
  async family(stage) {
    await setFamily(stage);
    await askLock(stage.probe, 'setSettingsPin', '4092');
    const page = await openOwnPage(stage, 'options/options.html', 'Lock with a PIN');
    await page.evaluate(() => {
      const headings = [...document.querySelectorAll('h2')];
      headings.find(({ textContent }) => textContent === 'Family')?.scrollIntoView();
    });
    return page.screenshot(null);
  },
  async 'family-warning'(stage) {
    await setFamily(stage);
    return (await askFirst(stage)).screenshot(null);
  },
  async 'learn-spread'(stage) {
    const page = await openLesson(stage, 'How fast it spreads');
    await page.evaluate(() => document.querySelectorAll<HTMLElement>('input[type=range]')[1]?.focus());
    for (let round = 1; round < 4; round++) await page.key('ArrowRight');
    return page.screenshot(null);
  },
  async 'learn-try'(stage) {
    const page = await openLesson(stage, 'Try it');
    await sleep(1_500); // the marks come with the verdicts, in a closed root
    return page.screenshot(null);
  },
  async plan(stage) {
    return (await openOwnPage(stage, 'plan/plan.html', 'The first hours')).screenshot(null);
  },
};

async function main(): Promise<void> {
  const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(PICTURES);
  ensureBrowsers(['chromium']);
  const posts = await demoPosts();
  for (const name of names) {
    const make = PICTURES[name];
    if (make === undefined) throw new Error(`${name} is none of ${Object.keys(PICTURES).join(', ')}`);
    const stage = await setStage('chromium', posts);
    try {
      await keep(name, await make(stage));
      console.log(`docs/images/${name}.png`);
    } finally {
      await stage.close();
    }
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
