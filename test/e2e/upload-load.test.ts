/** Uploads by the number: what innocent files wait for us, many at once, large ones, videos; and what stays untouched. */
import { execFile } from 'node:child_process';
import { appendFile, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ask } from '../support/ask.ts';
import type { Page } from '../support/page.ts';
import { sleep, until } from '../support/timing.ts';
import {
  factsIn,
  factsOf,
  got,
  noise,
  question,
  sawNothing,
  setUploadStage,
  UPLOAD_PAGE,
  type UploadRig,
} from './upload-rig.ts';

/** What an innocent picture of a phone's usual size may wait for us; measured on two busy cores. */
const MEDIAN_MS = 400;
const MANY = 30;

const quantile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN;

/** Four seconds of one picture, followed by 50 MB that players skip. */
async function videoOf(picture: string, path: string): Promise<string> {
  const shape = 'scale=720:720:force_original_aspect_ratio=decrease,crop=trunc(iw/2)*2:trunc(ih/2)*2';
  const encode = ['-t', '4', '-r', '10', '-vf', shape, '-pix_fmt', 'yuv420p', '-c:v', 'libx264'];
  await promisify(execFile)('ffmpeg', ['-y', '-loglevel', 'error', '-loop', '1', '-i', picture, ...encode, path]);
  const filler = Buffer.alloc(50_000_000);
  filler.writeUInt32BE(filler.length);
  filler.write('free', 4);
  await appendFile(path, filler);
  return path;
}

describe.each(['chromium', 'firefox'] as const)('many and large files in %s', kind => {
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

  const choose = (...paths: readonly string[]) => page.chooseFiles(() => page.clickOn('#open-detached'), paths);
  const arrived = (count = 1) =>
    until(
      'files in the page',
      async () => {
        const found = (await got(page)).filter(({ event }) => event === 'change');
        return found.length >= count ? found : null;
      },
      { timeoutMs: 60_000 },
    );
  const pause = (pausedSites: readonly string[]) => ask(rig.stage.probe, 'changeSettings', { pausedSites });

  /** Milliseconds from the choice to the page, one picture after another. */
  async function waits(paths: readonly string[]): Promise<readonly number[]> {
    const origin = await page.evaluate<number>('performance.timeOrigin');
    const times: number[] = [];
    for (const [i, path] of paths.entries()) {
      const chosen = await choose(path);
      const change = (await arrived(i + 1))[i];
      times.push(origin + (change?.at ?? Number.NaN) - chosen);
    }
    return times;
  }

  test('an innocent picture waits for us no longer than the bound', async () => {
    const paths = await Promise.all(
      Array.from({ length: 20 }, async (_, i) => rig.write(`wait-${i}.jpg`, await noise(100 + i))),
    );
    await waits(paths.slice(0, 2)); // the first starts the background
    await page.close();
    page = await rig.open();
    const guarded = await waits(paths);
    await pause(['instagram']);
    await page.close();
    page = await rig.open();
    await until('paused', async () => !(await rig.stage.status(UPLOAD_PAGE)).active);
    const bare = await waits(paths);
    await pause([]);
    const ours = quantile(guarded, 0.5) - quantile(bare, 0.5);
    const worst = quantile(guarded, 0.99) - quantile(bare, 0.5);
    console.log(
      `${kind}: an innocent picture of 1200x1200 waits ${ours.toFixed(0)} ms (p50), ${worst.toFixed(0)} ms (p99)`,
    );
    expect(ours).toBeLessThan(MEDIAN_MS);
  });

  test('paused, a listed file goes straight to the page', async () => {
    await pause(['instagram']);
    await page.close();
    page = await rig.open();
    await until('paused', async () => !(await rig.stage.status(UPLOAD_PAGE)).active);
    await choose(rig.listed);
    const [change] = await arrived();
    expect(factsIn(change ?? expect.fail('nothing came'))).toEqual([await factsOf(rig.listed)]);
    await pause([]);
  });

  test('thirty pictures at once are all compared, and none reaches the page before the last is', async () => {
    const paths = await Promise.all(
      Array.from({ length: MANY }, async (_, i) => rig.write(`many-${i}.jpg`, await noise(300 + i, 2_000))),
    );
    await choose(...paths);
    await sleep(900);
    expect(await sawNothing(page)).toBe(true);
    const [change] = await arrived();
    expect(factsIn(change ?? expect.fail('nothing came'))).toEqual(await Promise.all(paths.map(factsOf)));
    expect((await rig.stage.status(UPLOAD_PAGE)).unknown).toEqual({});
  });

  test('a video of 50 MB whose frames are listed is held; one whose frames are not arrives as it was', async () => {
    const clip = await videoOf(rig.listed, await rig.write('clip.mp4', new Uint8Array()));
    await choose(clip);
    await question(page);
    expect(await sawNothing(page)).toBe(true);
    await page.key('Escape');
    const other = await videoOf(rig.others[0] ?? '', await rig.write('other.mp4', new Uint8Array()));
    const chosen = await choose(other);
    const [change] = await arrived();
    const wait = (await page.evaluate<number>('performance.timeOrigin')) + (change?.at ?? 0) - chosen;
    console.log(`${kind}: an innocent video of 50 MB waits ${wait.toFixed(0)} ms`);
    expect(factsIn(change ?? expect.fail('nothing came'))).toEqual([await factsOf(other)]);
    expect((await readFile(other)).length).toBeGreaterThan(50_000_000);
    expect((await rig.stage.status(UPLOAD_PAGE)).unknown).toEqual({});
  });

  test.runIf(kind === 'chromium')('a folder that is dropped goes by unheld, and is counted', async () => {
    const box = await page.boxOf('#zone');
    await page.dropFiles((box?.x ?? 0) + 20, (box?.y ?? 0) + 20, [rig.folder], 'a folder');
    await until('it is counted', async () => (await rig.stage.status(UPLOAD_PAGE)).unknown.unreadable === 1);
    expect(await page.evaluate<string>(`document.querySelector('#zone').className`)).toBe(''); // the page had its drop
  });

  test('what stands in front of the browser’s functions looks like them, and names us in no error', async () => {
    const looks = await page.evaluate(async () => {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      const bare = frame.contentWindow as unknown as typeof globalThis;
      const read = (world: typeof globalThis) => {
        const functions = [
          ...[world.Clipboard.prototype.write, world.Clipboard.prototype.writeText],
          ...[world.HTMLElement.prototype.click, world.HTMLInputElement.prototype.showPicker],
          ...[world.EventTarget.prototype.dispatchEvent, world.Function.prototype.toString],
        ];
        return functions.map(native => [
          native.name,
          native.length,
          native.toString(),
          Object.getOwnPropertyNames(native).sort(),
        ]);
      };
      const stacks: string[] = [];
      const keep = (error: unknown) => void stacks.push(String((error as Error).stack));
      await navigator.clipboard.writeText.call({} as Clipboard, 'x').catch(keep);
      try {
        HTMLInputElement.prototype.showPicker.call(document.body as HTMLInputElement);
      } catch (error) {
        keep(error);
      }
      return { ours: read(globalThis), native: read(bare), stacks };
    });
    expect(looks.ours).toEqual(looks.native);
    expect(looks.stacks).toHaveLength(2);
    expect(looks.stacks.join('\n')).not.toMatch(/extension:/);
  });
});
