/** hash, add and check on films: real files, made and read by the ffmpeg of this machine. */
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { readPams, stillsOf } from '../../src/cli/video-stills.ts';
import { parseVpdqLine, type VideoFrame } from '../../src/core/hash/video.ts';
import { distance } from '../../src/core/search/distance.ts';
import { newFolder, newList, prepare, publish, repository, runCli } from './run-cli.ts';
import { samplePicture, writePicture } from './sample-pictures.ts';

const run = promisify(execFile);
const hasFfmpeg = (() => {
  try {
    execFileSync('ffmpeg', ['-version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();
const vectors = join(repository, '../shared/vectors');

/** A film that shows each of some sample pictures for a second. */
async function writeVideo(folder: string, name: string, seeds: readonly number[], ...filter: readonly string[]) {
  const stills = newFolder();
  for (const [n, seed] of seeds.entries()) await samplePicture(seed).toFile(join(stills, `${n}.png`));
  const file = join(folder, name);
  const input = ['-framerate', '1', '-i', join(stills, '%d.png')];
  await run('ffmpeg', ['-v', 'error', ...input, ...filter, '-r', '10', '-pix_fmt', 'yuv420p', file]);
  return file;
}
const framesOf = (text: string): readonly VideoFrame[] =>
  text
    .trim()
    .split('\n')
    .map(line => parseVpdqLine(line) as VideoFrame);

afterEach(() => vi.unstubAllEnvs());

describe('without ffmpeg', () => {
  test('videos are reported as not compared, pictures are read all the same, and the reason is said once', async () => {
    const folder = newFolder();
    for (const name of ['a.mp4', 'b.webm']) await writeFile(join(folder, name), 'film');
    await writePicture(folder, 'c.png', 1);
    const list = await newList([1]);
    await publish(list);
    vi.stubEnv('PATH', newFolder());
    const hashed = await runCli(['hash', '--json', folder]);
    expect(hashed).toMatchObject({ code: 1, json: [{ reason: 'video' }, { reason: 'video' }, { quality: 100 }] });
    const checked = await runCli(['check', '--list', list, '--json', folder]);
    expect(checked.json.map(({ verdict, reason }) => [verdict, reason])).toEqual([
      ['unknown', 'video'],
      ['unknown', 'video'],
      ['clear', null],
    ]);
    const added = await runCli(['add', list, folder, '--json']);
    expect(added.json.at(-1)).toMatchObject({ added: 1, unread: 2 });
    for (const { stderr } of [hashed, checked, added]) {
      expect(stderr.trim().split('\n')).toEqual([expect.stringContaining('install ffmpeg')]);
    }
  });
});

describe('pictures from a pipe', () => {
  const pam = (width: number, height: number, value: number) =>
    Buffer.concat([
      Buffer.from(`P7\nWIDTH ${width}\nHEIGHT ${height}\nDEPTH 4\nMAXVAL 255\nTUPLTYPE RGB_ALPHA\nENDHDR\n`),
      Buffer.alloc(width * height * 4, value),
    ]);
  async function* inPieces(bytes: Buffer, size: number) {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  const read = async (bytes: Buffer, size: number) => {
    const pictures = [];
    for await (const picture of readPams(inPieces(bytes, size))) pictures.push(picture);
    return pictures;
  };

  test.each([1, 3, 64, 100, 129, 5_000])('are told apart in pieces of %i bytes', async size => {
    const pictures = await read(Buffer.concat([pam(5, 7, 1), pam(20, 20, 2), pam(1, 1, 3)]), size);
    expect(pictures.map(({ width, height, data }) => [width, height, data.length, data[0], data.at(-1)])).toEqual([
      [5, 7, 140, 1, 1],
      [20, 20, 1_600, 2, 2],
      [1, 1, 4, 3, 3],
    ]);
  });

  test('that end too soon, are no PAM, or are too large, are refused', async () => {
    await expect(read(pam(5, 5, 1).subarray(0, 120), 50)).rejects.toMatchObject({ reason: 'truncated' });
    await expect(read(Buffer.from('P7\nWIDTH'), 50)).rejects.toMatchObject({ reason: 'truncated' });
    await expect(read(Buffer.alloc(200, 'x'), 50)).rejects.toMatchObject({ reason: 'undecodable' });
    const large = pam(1, 1, 0).toString('latin1').replace('WIDTH 1', 'WIDTH 99999').replace('HEIGHT 1', 'HEIGHT 9999');
    await expect(read(Buffer.from(large, 'latin1'), 500)).rejects.toMatchObject({ reason: 'too-large' });
  });
});

describe.skipIf(!hasFfmpeg)('with ffmpeg', () => {
  test('hash prints a frame a second as a vPDQ file, which import reads', async () => {
    const folder = newFolder();
    const file = await writeVideo(folder, 'a.mp4', [1, 2, 3]);
    const { code, stdout } = await runCli(['hash', file]);
    expect(code).toBe(0);
    const frames = framesOf(stdout);
    expect(frames.map(({ frame, timestamp }) => [frame, timestamp])).toEqual([
      [0, 0],
      [10, 1],
      [20, 2],
    ]);
    const vpdq = join(folder, 'a.txt');
    await writeFile(vpdq, stdout);
    const list = await newList([]);
    const { json } = await prepare('import', list, '--format', 'vpdq-text', vpdq, '--json');
    expect(json).toMatchObject([{ added: 1, total: 1 }]);
    await publish(list);
    const checked = await prepare('check', '--list', list, '--json', file);
    expect(checked.json).toMatchObject([{ verdict: 'flagged', via: { frames: 3, seenPercent: 100 } }]);
  });

  test('check flags a listed film also when it was cut, made smaller and mirrored, and no other', async () => {
    const folder = newFolder();
    const list = await newList([]);
    const original = await writeVideo(folder, 'original.mp4', [1, 2, 3, 4, 5, 6, 7, 8]);
    const added = await prepare('add', list, original, '--json');
    expect(added.json).toEqual([{ added: 1, refused: {}, exactFiles: 0, unread: 0, total: 1 }]);
    await publish(list);
    const clip = await writeVideo(folder, 'clip.webm', [3, 4, 5, 6], '-vf', 'scale=240:-2,hflip');
    const other = await writeVideo(folder, 'other.mp4', [11, 12, 13, 14]);
    const { json } = await prepare('check', '--list', list, '--json', clip, other, original);
    expect(json.map(({ verdict }) => verdict)).toEqual(['flagged', 'clear', 'flagged']);
    expect(json[0]).toMatchObject({ list: 'a-school-s-list', via: { frames: 4, seenPercent: 100, listedPercent: 50 } });
    const entry = String(json[0]?.['entry']);
    expect(entry).toMatch(/^[0-9a-f]{16}$/);

    const gone = await prepare('withdraw', list, entry, '--json');
    expect(gone.json).toEqual([{ withdrawn: 1, absent: 0, total: 0 }]);
    await publish(list);
    expect((await prepare('check', '--list', list, '--json', clip)).json).toMatchObject([{ verdict: 'clear' }]);
    const again = await prepare('add', list, original, '--json');
    expect(again.json.at(-1)).toMatchObject({ added: 0, refused: { withdrawn: 1 } });
  });

  test('check finds a listed picture within a film, and says when', async () => {
    const folder = newFolder();
    const list = await newList([]);
    await prepare('add', list, await writePicture(folder, 'a.png', 4));
    await publish(list);
    const file = await writeVideo(folder, 'film.mp4', [1, 2, 3, 4, 5]);
    const { json } = await prepare('check', '--list', list, '--json', file);
    expect(json).toMatchObject([{ verdict: 'flagged', via: { orientation: 'upright', timestamp: 3 } }]);
  });

  test('check --own finds originals that are films, and in films originals that are pictures', async () => {
    const folder = newFolder();
    const film = await writeVideo(folder, 'film.mp4', [1, 2, 3, 4, 5]);
    const clip = await writeVideo(folder, 'clip.mp4', [2, 3, 4], '-vf', 'hflip');
    const other = await writeVideo(folder, 'other.mp4', [3, 7, 8, 8, 9]);
    const { json } = await prepare('check', '--own', film, '--json', '--', clip, other);
    expect(json).toMatchObject([
      { verdict: 'flagged', entry: film, list: 'own', via: { own: 'frames', frames: 3, seenPercent: 100 } },
      { verdict: 'clear' },
    ]);
    const picture = await writePicture(folder, 'picture.png', 8);
    const pictures = await prepare('check', '--own', picture, '--json', '--', other, clip); // in two stills of the first
    expect(pictures.json).toMatchObject([{ verdict: 'flagged', entry: picture, list: 'own' }, { verdict: 'clear' }]);
  });

  test('what cannot be read or compared is unknown, with the reason', async () => {
    const folder = newFolder();
    const list = await newList([1]);
    await publish(list);
    const whole = readFileSync(await writeVideo(folder, 'whole.ts', [1, 2, 3]));
    const write = async (name: string, content: Buffer | string) => {
      await writeFile(join(folder, name), content);
      return join(folder, name);
    };
    const grey = join(folder, 'grey.mp4');
    await run('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', 'color=gray:s=64x64:d=2', '-pix_fmt', 'yuv420p', grey]);
    const sound = join(folder, 'sound.mp4');
    await run('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', 'sine=d=1', sound]);
    const files = [
      await write('text.mp4', 'no film'),
      join(folder, 'absent.mp4'),
      grey,
      sound,
      await write('half.ts', whole.subarray(0, 1_000)),
    ];
    const { code, json } = await runCli(['check', '--list', list, '--json', ...files]);
    expect(json.map(({ reason }) => reason)).toEqual([
      'undecodable',
      'not-loaded',
      'plain',
      'undecodable',
      'undecodable',
    ]);
    expect(code).toBe(1);
  });

  test('a file that only names other files or addresses is not followed', async () => {
    const folder = newFolder();
    const film = await writeVideo(folder, 'film.mp4', [1, 2]);
    const playlist = join(folder, 'list.mp4');
    for (const text of [
      `ffconcat version 1.0\nfile ${film}\n`,
      `#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\n${film}\n#EXT-X-ENDLIST\n`,
      '#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nhttp://127.0.0.1:1/a.ts\n#EXT-X-ENDLIST\n',
    ]) {
      await writeFile(playlist, text);
      expect((await runCli(['hash', '--json', playlist])).json).toEqual([{ file: playlist, reason: 'undecodable' }]);
    }
  });

  test('a name that looks like an option or a protocol is a name', async () => {
    const folder = newFolder();
    await writeVideo(folder, 'http:x.mp4', [1]);
    expect((await runCli(['hash', '--json', join(folder, 'http:x.mp4')])).json).toHaveLength(1);
  });

  test('leaving off early ends ffmpeg', async () => {
    const file = await writeVideo(newFolder(), 'a.mp4', [1, 2, 3, 4]);
    for await (const still of stillsOf(file)) {
      expect(still.frame).toBe(0);
      break;
    }
  });
});

describe.skipIf(!hasFfmpeg || !existsSync(vectors))('the published videos', () => {
  const published = ['doorknob-hd-no-bar', 'pattern-sd-grey-bar', 'test-padded-dimensions'];

  test.each(published)('%s: each frame lies within 31 bits of the reference, at quality 50 and more', async name => {
    const file = join(vectors, 'video', `${name}.mp4`);
    if (!existsSync(file)) return;
    const text = readFileSync(join(vectors, 'expected', `vpdq-${name}.txt`), 'utf8');
    const reference = new Map(framesOf(text).map(frame => [frame.frame, frame]));
    const frames = framesOf((await prepare('hash', file)).stdout);
    expect(frames.length).toBeGreaterThan(2);
    let compared = 0;
    for (const { frame, quality, hash, timestamp } of frames) {
      const expected = reference.get(frame);
      expect(expected, `frame ${frame}`).toBeDefined();
      if (expected === undefined) continue;
      expect(Math.abs(timestamp - expected.timestamp)).toBeLessThan(0.002);
      if (quality < 50 || expected.quality < 50) continue;
      expect(distance(hash, expected.hash), `frame ${frame}`).toBeLessThan(31);
      compared++;
    }
    expect(compared).toBeGreaterThan(0);
  });
});
