/** consentry add: what a publisher who holds the originals can list, and what comes back when somebody wants out. */
import { readFileSync } from 'node:fs';
import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { newFolder, newList, prepare, publish, runCli } from './run-cli.ts';
import { samplePicture, writePicture } from './sample-pictures.ts';

async function writeCrop(folder: string, name: string, seed: number, share: number): Promise<string> {
  const [width, height] = [640, 480];
  const [left, top] = [Math.round(width * share), Math.round(height * share)];
  const file = join(folder, name);
  const whole = await samplePicture(seed, width, height).png().toBuffer();
  await sharp(whole)
    .extract({ left, top, width: width - 2 * left, height: height - 2 * top })
    .toFile(file);
  return file;
}
const verdicts = async (list: string, ...files: readonly string[]) =>
  (await prepare('check', '--list', list, '--json', ...files)).json;

describe('add', () => {
  test('lists a picture so that check finds it again, whole or cropped, and no other', async () => {
    const list = await newList([]);
    const folder = newFolder();
    const file = await writeCrop(folder, 'whole.png', 3, 0);
    const crop = await writeCrop(folder, 'crop.jpg', 3, 0.12);
    const other = await writePicture(folder, 'other.jpg', 2);
    const added = await prepare('add', list, file, file, '--json');
    expect(added.json.at(-1)).toMatchObject({ added: 1, refused: { duplicate: 1 }, unread: 0 });
    expect(Number(added.json.at(-1)?.['total'])).toBeGreaterThan(30);
    await publish(list);
    expect(await verdicts(list, file, crop, other)).toMatchObject([
      { verdict: 'flagged', distance: 0, list: 'a-school-s-list' },
      { verdict: 'flagged' },
      { verdict: 'clear' },
    ]);
  });

  test('lists with --whole the one hash that other tools make of the file', async () => {
    const list = await newList([]);
    const file = await writePicture(newFolder(), 'a.png', 1);
    const added = await prepare('add', list, '--whole', file, '--json');
    expect(added.json).toEqual([{ added: 1, refused: {}, exactFiles: 0, unread: 0, total: 1 }]);
    const [line] = (await prepare('hash', file)).stdout.split(',');
    const [entry, ...others] = readFileSync(join(list, 'bank.jsonl'), 'utf8').trim().split('\n');
    expect(JSON.parse(entry as string)).toMatchObject({ kind: 'pdq', hash: line });
    expect(others).toEqual([]);
  });

  test('goes on after a file that it cannot read, says which, and exits with 1', async () => {
    const list = await newList([]);
    const folder = newFolder();
    await writeFile(join(folder, 'broken.png'), 'text');
    await writePicture(folder, 'c.png', 3);
    const { code, json } = await runCli(['add', list, folder, '--json']);
    expect(code).toBe(1);
    expect(json[0]).toEqual({ file: join(folder, 'broken.png'), reason: 'undecodable' });
    expect(json.at(-1)).toMatchObject({ added: 1, unread: 1 });
  });

  test('cuts bars off, which would be alike on the pictures of many people', async () => {
    const list = await newList([]);
    const folder = newFolder();
    const barred = join(folder, 'barred.png');
    const picture = await samplePicture(4).png().toBuffer();
    await sharp(picture).extend({ top: 150, bottom: 150, background: '#000' }).toFile(barred);
    await prepare('add', list, barred);
    await publish(list);
    expect(await verdicts(list, await writePicture(folder, 'plain.png', 4))).toMatchObject([{ verdict: 'flagged' }]);
  });

  test('refuses a picture that still carries writing, shows where, and takes it when told to', async () => {
    const list = await newList([]);
    const file = join(newFolder(), 'two-with-writing-between.png');
    const rows = Array.from({ length: 4 }, (_, n) => `<text x="20" y="${40 + n * 26}">Somebody likes this ${n}</text>`);
    const writing = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="140" font-size="22" font-weight="bold">
      <rect width="400" height="140" fill="#fff"/>${rows.join('')}</svg>`;
    const picture = await samplePicture(5).png().toBuffer();
    const parts = [
      { input: Buffer.from(writing), top: 300, left: 0 },
      { input: picture, top: 440, left: 0 },
    ];
    await sharp(picture).extend({ bottom: 440, background: '#fff' }).composite(parts).toFile(file);
    const { code, json } = await runCli(['add', list, file, '--json']);
    expect(code).toBe(0);
    expect(json).toMatchObject([
      { reason: 'writing', strips: [{ top: 300 }] },
      { added: 0, refused: { writing: 1 }, total: 0 },
    ]);
    const kept = await prepare('add', list, '--keep-writing', file, '--json');
    expect(kept.json.at(-1)).toMatchObject({ added: 1 });
  });
});

describe('withdraw', () => {
  test('takes all hashes of an original back by the id that check prints for any of them', async () => {
    const list = await newList([]);
    const folder = newFolder();
    const crop = await writeCrop(folder, 'crop.jpg', 3, 0.12);
    const original = await writeCrop(folder, 'whole.png', 3, 0);
    const other = await writeCrop(folder, 'other.png', 2, 0);
    await prepare('add', list, original, other);
    await publish(list);
    const [found] = await verdicts(list, crop);
    const gone = await prepare('withdraw', list, String(found?.['entry']), '--json');
    expect(gone.json).toMatchObject([{ withdrawn: 1, absent: 0 }]);
    await publish(list);
    expect((await verdicts(list, original, crop, other)).map(({ verdict }) => verdict)).toEqual([
      'clear',
      'clear',
      'flagged',
    ]);
    const again = await prepare('add', list, original, '--json');
    expect(again.json.at(-1)).toMatchObject({ added: 0, refused: { withdrawn: 1 } });
  });

  describe('with --exact', () => {
    test('lists each file as it is beside what it shows; check and verify say so, one byte more and it is no match', async () => {
      const list = await newList([]);
      const folder = newFolder();
      const picture = await writePicture(folder, 'a.png', 1);
      const [film, longer] = [join(folder, 'film.bin'), join(folder, 'longer.bin')];
      await writeFile(film, 'no picture, no video');
      await writeFile(longer, 'no picture, no video');
      await appendFile(longer, '!');
      const added = await prepare('add', list, '--exact', '--whole', picture, film, picture, '--json');
      expect(added.json).toEqual([
        { file: film, reason: 'undecodable' },
        { file: picture, reason: 'duplicate' },
        { added: 1, refused: { duplicate: 1 }, exactFiles: 2, unread: 0, total: 3 },
      ]);
      await publish(list);
      expect((await prepare('verify', list, '--json')).json).toMatchObject([{ entries: 3, exactFiles: 2, videos: 0 }]);
      const { json } = await runCli(['check', '--list', list, '--json', picture, film, longer]);
      expect(json).toMatchObject([
        { verdict: 'flagged', distance: null, via: { file: 'sha256' } },
        { verdict: 'flagged', distance: null, via: { file: 'sha256' } },
        { verdict: 'unknown', reason: 'undecodable' },
      ]);
      const text = (await runCli(['check', '--list', list, film])).stdout;
      expect(text).toMatch(/^flagged\t.*film\.bin\ta-school-s-list [0-9a-f]{16}, file sha256\n$/);
    });

    test.each(['the file', 'the picture'])('%s and what was made of it are withdrawn together', async which => {
      const list = await newList([]);
      const folder = newFolder();
      const picture = await writePicture(folder, 'a.png', 1);
      const other = await writePicture(folder, 'b.png', 2);
      await prepare('add', list, '--exact', picture, other);
      await publish(list);
      const [{ entry } = {}] = await verdicts(list, picture);
      const hash = (await prepare('hash', picture)).stdout.split(',')[0] as string;
      await prepare('withdraw', list, which === 'the file' ? String(entry) : hash);
      const { bank } = await prepare('build', list, '--attest-public', 'Drawn.', '--json').then(({ json }) => ({
        bank: json[0],
      }));
      expect(bank).toMatchObject({ exactFiles: 1 });
      await prepare('sign', list);
      expect(await verdicts(list, picture, other)).toMatchObject([
        { verdict: 'clear' },
        { verdict: 'flagged', via: { file: 'sha256' } },
      ]);
      const again = await runCli(['add', list, '--exact', picture, '--json']);
      expect(again.json.at(-1)).toMatchObject({ added: 0, refused: { withdrawn: 1 }, exactFiles: 0 });
    });

    test('an empty file is nobody’s and not listed', async () => {
      const list = await newList([]);
      const empty = join(newFolder(), 'empty.bin');
      await writeFile(empty, '');
      const { code, stdout } = await runCli(['add', list, '--exact', empty]);
      expect(code).toBe(1);
      expect(stdout).toContain('1 empty-file');
    });
  });
});
