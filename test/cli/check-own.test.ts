/** `consentry check --own`: entries made in memory from originals. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { newFolder, newList, publish, repository, runCli } from './run-cli.ts';
import { samplePicture, writePicture } from './sample-pictures.ts';

const vectors = join(repository, '../shared/vectors/images');

/** The middle of a sample picture, mirrored: too little of it for its hash, enough for its features. */
async function writePart(folder: string, name: string, seed: number): Promise<string> {
  const file = join(folder, name);
  const whole = await samplePicture(seed, 640, 480).png().toBuffer();
  await sharp(whole).extract({ left: 90, top: 70, width: 400, height: 330 }).flop().jpeg({ quality: 80 }).toFile(file);
  return file;
}

async function writeWhole(folder: string, name: string, seed: number): Promise<string> {
  const file = join(folder, name);
  await samplePicture(seed, 640, 480).png().toFile(file);
  return file;
}

describe('check --own', () => {
  test('flags copies and parts of originals, tells which and how, and lets others pass', async () => {
    const folder = newFolder();
    const [one, two] = [await writeWhole(folder, '1.png', 1), await writeWhole(folder, '2.png', 2)];
    const part = await writePart(folder, 'part.jpg', 2);
    const other = await writePart(folder, 'other.jpg', 3);
    const { code, json } = await runCli(['check', '--own', one, two, '--json', '--', one, part, other]);
    expect(code).toBe(0);
    expect(json).toEqual([
      {
        file: one,
        verdict: 'flagged',
        distance: 0,
        entry: one,
        list: 'own',
        via: expect.objectContaining({ own: 'hash', orientation: 'upright', input: 'full', guess: null }),
        reason: null,
      },
      {
        file: part,
        verdict: 'flagged',
        distance: null,
        entry: two,
        list: 'own',
        via: expect.objectContaining({ own: 'features', mirrored: true }),
        reason: null,
      },
      { file: other, verdict: 'clear', distance: null, entry: null, list: null, via: null, reason: null },
    ]);
  });

  test('takes one original per option when there is no --, and folders', async () => {
    const [originals, shared] = [newFolder(), newFolder()];
    const one = await writeWhole(originals, '1.png', 1);
    await writeWhole(originals, '2.png', 2);
    const part = await writePart(shared, 'part.jpg', 2);
    const single = await runCli(['check', '--own', one, part, '--json']);
    expect(single.json.map(({ verdict }) => verdict)).toEqual(['clear']);
    const folders = await runCli(['check', '--own', originals, '--', shared]);
    expect(folders.stdout).toMatch(/^flagged\t.*part\.jpg\town .*2\.png, own features, inliers \d+/);
  });

  test('is asked after the lists, which may be given as well', async () => {
    const folder = newFolder();
    const [one, two] = [await writeWhole(folder, '1.png', 1), await writeWhole(folder, '2.png', 2)];
    const list = await newList([1]);
    await publish(list);
    const { json } = await runCli(['check', '--list', list, '--own', one, '--json', '--', one, two]);
    expect(json.map(({ verdict, list: by }) => [verdict, by])).toEqual([
      ['flagged', 'own'],
      ['clear', null],
    ]);
  });

  test('says of plain and of unreadable files why they are unknown', async () => {
    const folder = newFolder();
    const one = await writeWhole(folder, '1.png', 1);
    const plain = join(folder, 'plain.png');
    await sharp({ create: { width: 300, height: 200, channels: 3, background: '#777' } }).toFile(plain);
    const { code, json } = await runCli(['check', '--own', one, '--json', '--', plain, join(folder, 'none.png')]);
    expect(code).toBe(1);
    expect(json.map(({ verdict, reason }) => [verdict, reason])).toEqual([
      ['unknown', 'plain'],
      ['unknown', 'not-loaded'],
    ]);
  });

  test('does not answer when an original gives no entry, or nothing is asked', async () => {
    const folder = newFolder();
    const one = await writePicture(folder, '1.png', 1);
    const plain = join(folder, 'plain.png');
    await sharp({ create: { width: 300, height: 200, channels: 3, background: '#777' } }).toFile(plain);
    const refused = await runCli(['check', '--own', plain, '--', one]);
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toContain('plain.png cannot be looked for: plain');
    expect((await runCli(['check', '--own', one])).code).toBe(2);
    expect((await runCli(['check', one])).code).toBe(2);
  });

  test.skipIf(!existsSync(vectors))(
    'knows photographs again by parts of them, if the test vectors are there',
    async () => {
      const folder = newFolder();
      const photographs = ['q0122', 'q0746'].map(name => join(vectors, `reg-test-input__labelme-subset__${name}.jpg`));
      for (const photograph of photographs) {
        const { width, height } = await sharp(photograph).metadata();
        const part = join(folder, 'part.jpg');
        const area = {
          left: Math.round(width * 0.2),
          top: Math.round(height * 0.1),
          width: Math.round(width * 0.7),
          height: Math.round(height * 0.7),
        };
        await sharp(photograph).extract(area).rotate(4).jpeg({ quality: 70 }).toFile(part);
        const { json } = await runCli(['check', '--own', ...photographs, '--json', '--', part]);
        expect(json).toMatchObject([{ verdict: 'flagged', entry: photograph, list: 'own' }]);
      }
    },
  );
});
