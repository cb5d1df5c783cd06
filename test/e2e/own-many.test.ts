/**
 * Many of one's own at once in real browsers: stopped and gone on with, known again when re-shared, no original and no
 * readable hash on the disk, nothing sent, nothing left after removal. `OWN_PICTURES=500` does it at full size, with a
 * video for 25 pictures, and tells time and memory.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readOwnItems } from '../../src/core/own/item.ts';
import { openFile } from '../../src/core/vault/sealed-file.ts';
import { OWN_LIST } from '../../src/core/verdict.ts';
import { authorOf, codeOf, stemOf } from '../fixtures/pretend-instagram/drawn-feed.ts';
import type { PretendPost } from '../fixtures/pretend-instagram/server.ts';
import { BROWSERS_OWN } from '../support/browsers-own.ts';
import { hasFfmpeg, makeFilm } from '../support/film.ts';
import { type GivenFile, giveFiles } from '../support/give-files.ts';
import { settledMemory } from '../support/memory.ts';
import type { Page } from '../support/page.ts';
import { drawPicture } from '../support/pictures.ts';
import { type Stage, setStage } from '../support/stage.ts';
import { until } from '../support/timing.ts';
import { press, textOf } from '../support/words.ts';

const FULL = process.env['OWN_PICTURES'];
const PICTURES = Number(FULL ?? 10);
const VIDEOS = hasFfmpeg ? Math.ceil(PICTURES / 25) : 0;
const ALL = PICTURES + VIDEOS;
/** Some drawn pictures look as if they carried writing, which the page asks about. */
const DOUBTFUL = Math.floor(ALL / 20);
const MINUTES = FULL === undefined ? 1 : 15;
const PASSPHRASE = 'three green boats';
/** Bytes that are looked for on the disk: half of a hash. */
const PART = 16;
const FILM = { seed: 0, seconds: 5, width: 360, height: 640 };
const WIDTH = 540;
const HEIGHT = 675;

const jpeg = (seed: number) => {
  const { data } = drawPicture(seed, WIDTH, HEIGHT);
  return sharp(data, { raw: { width: WIDTH, height: HEIGHT, channels: 4 } }).jpeg({ quality: 90 });
};

/** As it comes back: cut, mirrored, encoded badly. */
const reshared = async (original: Buffer): Promise<Buffer> =>
  sharp(original).extract({ left: 54, top: 67, width: 432, height: 540 }).flop().jpeg({ quality: 70 }).toBuffer();

/** What the vault holds, as it lies there. */
const sealedRecords = (page: Page): Promise<readonly string[]> =>
  page.evaluate(`new Promise((resolve, reject) => {
    const asked = indexedDB.open('consentry-vault');
    asked.onerror = () => reject(asked.error);
    asked.onsuccess = () => {
      const all = asked.result.transaction('records').objectStore('records').getAll();
      all.onsuccess = () => { asked.result.close(); resolve(all.result.map(bytes => bytes.toBase64())); };
    };
  })`);

/** What an export holds: the only way out for hashes, and only with a passphrase. */
async function hashesOf(page: Page): Promise<readonly Buffer[]> {
  const file = await page.evaluate<string>(`(async () => {
    const call = { api: 'own', method: 'exportOwn', args: ['${PASSPHRASE}'] };
    const { value } = await (globalThis.browser ?? chrome).runtime.sendMessage(call);
    return new Uint8Array(await value.arrayBuffer()).toBase64();
  })()`);
  const opened = await openFile(new Uint8Array(Buffer.from(file, 'base64')), PASSPHRASE);
  if (!opened.ok) throw new Error(opened.reason);
  return (readOwnItems(opened.bytes) ?? []).flatMap(({ entry }) => entry.hashes.map(hash => Buffer.from(hash)));
}

/** Whether any of some byte strings is in a file: of thousands, by their first three bytes. */
function finder(needles: readonly Buffer[]): (bytes: Buffer) => boolean {
  const starts = new Map<number, Buffer[]>();
  const isStart = new Uint8Array(1 << 24);
  for (const needle of needles) {
    const start = needle.readUIntBE(0, 3);
    isStart[start] = 1;
    starts.set(start, [...(starts.get(start) ?? []), needle]);
  }
  return bytes => {
    let start = 0;
    for (let at = 0; at < bytes.length; at++) {
      start = ((start << 8) | (bytes[at] as number)) & 0xffffff;
      if (at < 2 || isStart[start] === 0) continue;
      const here = (needle: Buffer) => bytes.compare(needle, 0, PART, at - 2, at - 2 + PART) === 0;
      if (at - 2 + PART <= bytes.length && starts.get(start)?.some(here)) return true;
    }
    return false;
  };
}

/** All files of the profile that can be read while the browser runs, one after the other. */
async function isOnDisk(folder: string, needles: readonly Buffer[]): Promise<boolean> {
  const isIn = finder(needles);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const bytes = await readFile(join(entry.parentPath, entry.name)).catch(() => Buffer.alloc(0)); // gone meanwhile
    if (isIn(bytes)) return true;
  }
  return false;
}

/** Half a hash is as good as a whole one, and storage may part them anywhere. */
const halves = (hashes: readonly Buffer[]) => hashes.flatMap(hash => [hash.subarray(0, PART), hash.subarray(PART)]);

describe.each(['chromium', 'firefox'] as const)(`${ALL} of one's own in %s`, kind => {
  let stage: Stage;
  let files: readonly GivenFile[];
  let originals: readonly Buffer[];

  beforeEach(async () => {
    const pictures: GivenFile[] = [];
    for (let seed = 0; seed < PICTURES; seed++) {
      pictures.push({ name: `${seed}.jpg`, type: 'image/jpeg', bytes: await jpeg(seed).toBuffer() });
    }
    const films: GivenFile[] = [];
    for (let seed = 0; seed < VIDEOS; seed++) {
      const bytes = await makeFilm({ ...FILM, seed });
      films.push({ name: `${seed}.mp4`, type: 'video/mp4', bytes });
    }
    files = [...pictures, ...films];
    const watched = new Set([0, PICTURES >> 1, PICTURES - 1]);
    originals = pictures.filter((_, i) => watched.has(i)).map(({ bytes }) => Buffer.from(bytes));
    const posts = await Promise.all(
      originals.map(
        async (original, number): Promise<PretendPost> => ({
          code: codeOf(number),
          author: authorOf(number),
          media: [{ stem: stemOf(number), body: await reshared(original), type: 'image/jpeg' }],
        }),
      ),
    );
    if (VIDEOS > 0) {
      const again = { ...FILM, filter: 'hflip', quality: 34 };
      const film = { body: await makeFilm(again), poster: false, delivery: 'mse' } as const;
      const cover = { stem: stemOf(posts.length), body: await jpeg(PICTURES).toBuffer(), type: 'image/jpeg', film };
      posts.push({ code: codeOf(posts.length), author: authorOf(posts.length), repostedBy: null, media: [cover] });
    }
    stage = await setStage(kind, posts);
  }, MINUTES * 120_000);

  afterEach(async () => {
    await stage?.close();
  });

  test(
    'are added in one go, with a stop in between, and leave nothing readable',
    async () => {
      const before = FULL === undefined ? 0 : await settledMemory();
      const page = await stage.browser.openExtensionPage('own/own.html');
      const says = (words: string) =>
        until(`“${words}”`, async () => (await textOf(page)).includes(words), { timeoutMs: MINUTES * 60_000 });
      const counts = async () => {
        const [, done, , added] = /(\d+) of (\d+) looked at, (\d+) added/.exec(await textOf(page)) ?? [];
        return { done: Number(done), added: Number(added) };
      };
      await page.bringToFront();
      await says('Add pictures or videos');
      stage.server.clearLog();
      const started = performance.now();
      await giveFiles(page, 'input[multiple]', files);
      await until('two are looked at', async () => (await counts()).done >= 2);
      await press(page, 'Stop');
      await says('Go on');
      const stopped = await counts();
      expect(stopped.done).toBeLessThan(ALL);
      await says(`${stopped.added} are looked for`);
      await press(page, 'Go on');
      await says(`${ALL} of ${ALL} looked at`);
      const { added } = await counts();
      expect(added).toBeGreaterThanOrEqual(ALL - DOUBTFUL);
      await says(`${added} are looked for`);
      if (FULL !== undefined) {
        const seconds = Math.round((performance.now() - started) / 1_000);
        const more = Math.round(((await settledMemory()) - before) / 1e6);
        console.log(`${kind}: ${PICTURES} pictures and ${VIDEOS} videos in ${seconds} s, ${more} MB more than before`);
      }

      const ours = stage.server.requests.filter(({ host }) => !BROWSERS_OWN.test(host));
      expect(ours).toEqual([]);
      const sealed = await sealedRecords(page);
      expect(sealed).toHaveLength(added);
      const hashes = await hashesOf(page);
      expect(hashes.length).toBeGreaterThan(added);
      const { profileDir } = stage.browser;
      const middles = originals.map(original => original.subarray(original.length >> 1, (original.length >> 1) + PART));
      expect(await isOnDisk(profileDir, middles), 'an original').toBe(false);
      const parts = sealed.map(record => Buffer.from(record, 'base64').subarray(100, 100 + PART));
      expect(await isOnDisk(profileDir, parts), 'what was sealed, so the search finds what is there').toBe(true);
      expect(await isOnDisk(profileDir, halves(hashes)), 'a hash').toBe(false);

      for (const number of originals.keys()) {
        const post = await stage.open(`/p/${codeOf(number)}/`);
        await until('a match', async () => (await stage.status(`/p/${codeOf(number)}/`)).flagged.length === 1);
        await post.close();
      }
      if (VIDEOS > 0) {
        const reel = await stage.open(`/reels/${codeOf(originals.length)}/`);
        const isOwn = async () =>
          (await stage.status('/reels/')).flagged.some(({ listed }) => listed.list === OWN_LIST);
        await until('a match while it plays', isOwn);
        await reel.close();
      }

      await page.bringToFront();
      await press(page, 'Remove all');
      await press(page, 'Remove all for good');
      await until('an empty vault', async () => (await sealedRecords(page)).length === 0);
      expect(await isOnDisk(profileDir, halves(hashes)), 'a hash').toBe(false);
      expect(page.consoleErrors()).toEqual([]);
      await page.close();
    },
    MINUTES * 90_000,
  );
});
