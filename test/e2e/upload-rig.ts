/** The stage for uploads: files on disk, the page that takes them in every manner, and what it got. */
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import sharp from 'sharp';
import { toHex } from '../../src/core/hash/hex.ts';
import { photographOf, readDrawings } from '../fixtures/pretend-instagram/drawn-feed.ts';
import type { PretendPost } from '../fixtures/pretend-instagram/server.ts';
import type { Got } from '../fixtures/pretend-upload/model.ts';
import { createPretendUpload } from '../fixtures/pretend-upload/server.ts';
import type { BrowserKind } from '../support/ensure-browsers.ts';
import { makeFilm } from '../support/film.ts';
import { question as isAsked } from '../support/held.ts';
import type { Page } from '../support/page.ts';
import { hashOfPicture } from '../support/picture-hash.ts';
import { type Stage, setStage } from '../support/stage.ts';
import { sleep } from '../support/timing.ts';

export const UPLOAD_PAGE = '/pretend-upload/';

export interface UploadRig {
  readonly stage: Stage;
  /** Where the files lie. */
  readonly folder: string;
  /** Paths of files: a picture on the list, some on no list, and neither picture nor video. */
  readonly listed: string;
  /** A film that is listed as a file and not by its frames; and one of the same frames, a few bytes longer. */
  readonly films: { readonly listed: string; readonly longer: string };
  readonly others: readonly string[];
  readonly document: string;
  /** Writes a file into the rig's folder. */
  write(name: string, bytes: Uint8Array): Promise<string>;
  /** Forgets what was answered before: what was shared after a question is not asked about again today. */
  forget(): Promise<void>;
  open(): Promise<Page>;
  close(): Promise<void>;
}

/** A picture that is on no list: coarse noise, another for every seed. */
export async function noise(seed: number, side = 1_200): Promise<Uint8Array> {
  let state = seed * 2_654_435_761 + 1;
  const raw = Uint8Array.from({ length: 16 * 16 * 3 }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  });
  return sharp(raw, { raw: { width: 16, height: 16, channels: 3 } })
    .resize(side, side, { kernel: 'cubic' })
    .jpeg({ quality: 88 })
    .toBuffer();
}

/** A box that players skip, and that makes another file of the same film. */
const EMPTY_BOX = Buffer.from([0, 0, 0, 8, ...Buffer.from('free')]);

export async function setUploadStage(kind: BrowserKind, posts: readonly PretendPost[] = []): Promise<UploadRig> {
  const folder = await mkdtemp(join(tmpdir(), 'consentry-uploads-'));
  const write = async (name: string, bytes: Uint8Array): Promise<string> => {
    await writeFile(join(folder, name), bytes);
    return join(folder, name);
  };
  const drawing = (await readDrawings()).find(({ listed }) => listed);
  if (drawing === undefined) throw new Error('the practice list is empty');
  const photograph = await photographOf(drawing);
  const film = await makeFilm({ seed: 5, seconds: 2, width: 320, height: 320 });
  const stage = await setStage(kind, posts, {
    pictures: [toHex(await hashOfPicture(photograph))],
    videos: [],
    files: [createHash('sha256').update(film).digest('hex')],
  });
  await createPretendUpload(stage.server, photograph);
  const forget = (): Promise<void> =>
    stage.probe.evaluate(async () => {
      // biome-ignore lint/suspicious/noExplicitAny: the extension API of whichever browser this runs in
      const api = (globalThis as any).browser ?? (globalThis as any).chrome;
      await api.storage.session.clear();
    });
  return {
    stage,
    folder,
    write,
    listed: await write('listed.jpg', photograph),
    others: await Promise.all([1, 2, 3].map(async seed => write(`other-${seed}.jpg`, await noise(seed)))),
    films: {
      listed: await write('film.mp4', film),
      longer: await write('longer.mp4', Buffer.concat([film, EMPTY_BOX])),
    },
    document: await write('paper.pdf', Buffer.from('%PDF-1.4\n')),
    forget,
    open: async () => {
      await forget();
      return stage.open(UPLOAD_PAGE);
    },
    close: async () => {
      await stage.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export const got = (page: Page): Promise<readonly Got[]> => page.evaluate<readonly Got[]>('window.__got');
export const cancelled = (page: Page): Promise<readonly string[]> =>
  page.evaluate<readonly string[]>('window.__cancelled');
/** Nothing of the person's files has come to the page, by no event and in no input. */
export const sawNothing = async (page: Page): Promise<boolean> =>
  (await page.evaluate<number>('window.__seen')) === 0 && (await got(page)).length === 0;

/** What the page should have got of a file. */
export const factsOf = async (path: string) => ({
  name: basename(path),
  digest: createHash('sha256')
    .update(await readFile(path))
    .digest('hex'),
  modified: Math.floor((await stat(path)).mtimeMs),
});

export const factsIn = ({ names, digests, modified }: Got) =>
  names.map((name, i) => ({ name, digest: digests[i], modified: modified[i] }));

/** Resolves once the question takes answers. */
export async function question(page: Page): Promise<void> {
  await isAsked(page);
  await sleep(800); // its buttons are armed after 600 ms
}

/** Don't share comes first; Share anyway is next, since there is nothing to report yet. */
export async function shareAnyway(page: Page): Promise<void> {
  await page.key('Tab');
  await page.key('Enter');
}

export const middleOf = async (page: Page, selector: string): Promise<readonly [number, number]> => {
  const box = await page.boxOf(selector);
  if (box === null) throw new Error(`no ${selector}`);
  return [box.x + box.width / 2, box.y + box.height / 2];
};
