/**
 * `npm run pictures`: makes the pictures of docs/ and of the stores anew, from the extension as it is built and on the
 * pretend Instagram. `npm run pictures -- NAME...` makes only these.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { photographOf, readDrawings } from '../fixtures/pretend-instagram/drawn-feed.ts';
import { articleOf, icon, showPost } from '../fixtures/pretend-instagram/reading.ts';
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

async function ask(stage: Stage): Promise<Page> {
  const page = await openFeed(stage);
  const code = await codeOfListed();
  await showPost(page, code);
  await until('a match', async () => (await stage.status()).flagged.length > 0);
  await page.clickOn(icon('Share', `${articleOf(code)} section`));
  await sleep(1_000); // until its buttons can be pressed
  return page;
}

const PICTURES: Readonly<Record<string, (stage: Stage) => Promise<Uint8Array>>> = {
  async warning(stage) {
    return (await ask(stage)).screenshot(null);
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
    const feed = await ask(stage);
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
