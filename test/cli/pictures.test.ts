/** hash and check, on real files. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { MATCH_DISTANCE } from '../../src/core/hash/types.ts';
import { oddPictures } from '../support/odd-pictures.ts';
import { newFolder, runCli } from './run-cli.ts';
import { samplePicture, writePicture } from './sample-pictures.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const vectors = join(repository, '../shared/vectors');
const practiceList = join(repository, 'public/lists/practice');

/** Bits that differ between two hashes in hex. */
function distance(a: unknown, b: unknown): number {
  const difference = BigInt(`0x${a}`) ^ BigInt(`0x${b}`);
  return [...difference.toString(2)].filter(bit => bit === '1').length;
}

describe('hash', () => {
  test('prints hash, quality and file of each picture, also of those in folders', async () => {
    const folder = newFolder();
    await mkdir(join(folder, 'inner'));
    const files = [
      await writePicture(folder, 'a.png', 1),
      await writePicture(folder, 'b.jpg', 2),
      await writePicture(folder, 'inner/c.webp', 3),
    ];
    await writeFile(join(folder, 'notes.txt'), 'no picture');
    const { code, stdout } = await runCli(['hash', folder]);
    expect(code).toBe(0);
    const lines = stdout.trim().split('\n');
    expect(lines.map(line => line.split(',')[2])).toEqual(files);
    for (const line of lines) expect(line).toMatch(/^[0-9a-f]{64},\d+,/);
    expect(new Set(lines.map(line => line.slice(0, 64))).size).toBe(3);
  });

  test('takes patterns of names where the shell has not, and says so when nothing matches', async () => {
    const folder = newFolder();
    await mkdir(join(folder, 'inner', 'deep'), { recursive: true });
    const [a, b, c] = [
      await writePicture(folder, 'a.png', 1),
      await writePicture(folder, 'inner/b1.png', 2),
      await writePicture(folder, 'inner/deep/b2.jpg', 3),
    ];
    const filesOf = async (pattern: string) => (await runCli(['hash', '--json', pattern])).json.map(({ file }) => file);
    expect(await filesOf(`${folder}/*.png`)).toEqual([a]);
    expect(await filesOf(`${folder}/**/*.png`)).toEqual([a, b]);
    expect(await filesOf(`${folder}/**/b?.*`)).toEqual([b, c]);
    expect(await filesOf(`${folder}/inne*`)).toEqual([b, c]);
    const { code, json } = await runCli(['hash', '--json', `${folder}/*.bmp`]);
    expect({ code, json }).toEqual({ code: 1, json: [{ file: `${folder}/*.bmp`, reason: 'not-loaded' }] });
  });

  test('takes the names of files from stdin', async () => {
    const file = await writePicture(newFolder(), 'a.png', 1);
    const { stdout } = await runCli(['hash', '-'], `${file}\n`);
    expect(stdout.trim().split(',')[2]).toBe(file);
  });

  test('prints the eight orientations, and the mirrored file has the mirrored hash', async () => {
    const folder = newFolder();
    const file = await writePicture(folder, 'a.png', 1);
    const mirrored = join(folder, 'b.png');
    await samplePicture(1).flop().toFile(mirrored);
    const { json } = await runCli(['hash', '--orientations', '--json', file]);
    expect(json).toHaveLength(8);
    const upright = await runCli(['hash', '--json', mirrored]);
    const distances = json.map(({ hash, orientation }) => [orientation, distance(hash, upright.json[0]?.['hash'])]);
    // Not 0: windows of even width stand off-centre, so a mirrored picture is filtered a little differently.
    expect(distances.filter(([, bits]) => Number(bits) <= 18).map(([orientation]) => orientation)).toEqual(['flipy']);
  });

  test('reports a file that it cannot read on its line, goes on, and exits with 1', async () => {
    const folder = newFolder();
    const broken = join(folder, 'broken.jpg');
    await writeFile(broken, 'no picture at all');
    const good = await writePicture(folder, 'good.png', 1);
    const { code, json } = await runCli(['hash', '--json', broken, join(folder, 'absent.jpg'), good]);
    expect(code).toBe(1);
    expect(json).toMatchObject([{ reason: 'undecodable' }, { reason: 'not-loaded' }, { file: good, quality: 100 }]);
  });

  test('turns a picture upright as its EXIF says, as browsers do', async () => {
    const folder = newFolder();
    const upright = join(folder, 'upright.png');
    const turned = join(folder, 'turned.png');
    await samplePicture(4).toFile(upright);
    await sharp(await samplePicture(4).rotate(90).png().toBuffer())
      .withMetadata({ orientation: 8 })
      .toFile(turned);
    const { json } = await runCli(['hash', '--json', upright, turned]);
    expect(json[1]?.['hash']).toBe(json[0]?.['hash']);
  });

  test('knows a picture again in whatever form it comes, turned as its EXIF says', async () => {
    const folder = newFolder();
    const original = await samplePicture(8, 640, 480).png().toBuffer();
    const forms = await oddPictures(original);
    const write = async (name: string, body: Buffer) => {
      await writeFile(join(folder, name), body);
      return join(folder, name);
    };
    const files = [await write('original.png', original)];
    for (const { what, body } of forms) files.push(await write(what, body));
    const { code, json } = await runCli(['hash', '--orientations', '--json', ...files]);
    expect(code).toBe(0);
    const hashesOf = (file: string) => json.filter(line => line['file'] === file).map(({ hash }) => hash);
    const upright = hashesOf(files[0] as string)[0];
    const nearest = new Map(
      forms.map(({ what }, i) => [what, Math.min(...hashesOf(files[i + 1] as string).map(h => distance(h, upright)))]),
    );
    expect([...nearest].filter(([, bits]) => bits > MATCH_DISTANCE)).toEqual([]);
  });

  test('a strip of a single pixel has quality 0, and half a file is hashed as far as it goes', async () => {
    const folder = newFolder();
    const [strip, half] = [join(folder, 'strip.png'), join(folder, 'half.jpg')];
    await samplePicture(9, 400, 300).extract({ left: 0, top: 0, width: 400, height: 1 }).toFile(strip);
    const jpeg = await samplePicture(9).jpeg().toBuffer();
    await writeFile(half, jpeg.subarray(0, jpeg.length / 2));
    const { code, json } = await runCli(['hash', '--json', strip, half]);
    expect(code).toBe(0);
    expect(json[0]).toMatchObject({ file: strip, quality: 0, hash: '0'.repeat(64) });
    expect(json[1]?.['quality']).toBeGreaterThan(49);
  });

  test.skipIf(!existsSync(vectors))(
    'agrees with the reference to within 10 bits on every vector of good quality',
    async () => {
      const published = readFileSync(join(vectors, 'expected/pdq-images.json'), 'utf8');
      const expected = JSON.parse(published) as { file: string; fullres: { hash: string; quality: number } }[];
      const files = readdirSync(join(vectors, 'images')).map(name => join(vectors, 'images', name));
      const { json } = await runCli(['hash', '--json', ...files]);
      let compared = 0;
      for (const { file, hash } of json) {
        const reference = expected.find(entry => String(file).endsWith(entry.file))?.fullres;
        if (reference === undefined || reference.quality < 80) continue;
        expect(distance(hash, reference.hash), String(file)).toBeLessThanOrEqual(10);
        compared++;
      }
      expect(compared).toBeGreaterThan(20);
    },
  );
});

describe('check', () => {
  test('flags a practice drawing, also mirrored and re-encoded, and no other drawing', async () => {
    const folder = newFolder();
    const drawings = join(repository, 'public/practice');
    const pictures = JSON.parse(await readFile(join(drawings, 'pictures.json'), 'utf8')) as {
      file: string;
      listed: boolean;
    }[];
    const expected = new Map<string, string>();
    for (const { file, listed } of pictures) {
      const drawn = sharp(join(drawings, file)).resize({ width: 1080 });
      const plain = join(folder, `${file}.png`);
      const changed = join(folder, `${file}.jpg`);
      await drawn.clone().toFile(plain);
      await sharp(await drawn.flop().png().toBuffer())
        .resize({ width: 640 })
        .jpeg({ quality: 70 })
        .toFile(changed);
      for (const name of [plain, changed]) expected.set(name, listed ? 'flagged' : 'clear');
    }
    const { code, json } = await runCli(['check', '--list', practiceList, '--json', folder]);
    expect(code).toBe(0);
    expect(new Map(json.map(({ file, verdict }) => [file, verdict]))).toEqual(expected);
    expect([...expected.values()]).toContain('flagged');
    const mirrored = json.find(({ file, verdict }) => verdict === 'flagged' && String(file).endsWith('.jpg'));
    expect(mirrored).toMatchObject({ list: 'practice', via: { orientation: 'flipy' }, reason: null });
    expect(mirrored?.['entry']).toMatch(/^[0-9a-f]{16}$/);
  });

  test('says unknown, with the reason, of what cannot be judged', async () => {
    const folder = newFolder();
    const write = async (name: string, content: Buffer | string) => {
      await writeFile(join(folder, name), content);
      return join(folder, name);
    };
    const blank = await sharp({ create: { width: 300, height: 300, channels: 3, background: '#777' } })
      .png()
      .toBuffer();
    const tiny = await sharp({ create: { width: 4, height: 300, channels: 3, background: '#777' } })
      .png()
      .toBuffer();
    const jpeg = await samplePicture(5).jpeg().toBuffer();
    const gif = await sharp([await samplePicture(6).png().toBuffer(), await samplePicture(7).png().toBuffer()], {
      join: { animated: true },
    })
      .gif()
      .toBuffer();
    const files = [
      await write('blank.png', blank),
      await write('tiny.png', tiny),
      await write('drawing.svg', '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>'),
      await write('half.jpg', jpeg.subarray(0, jpeg.length / 2)),
      await write('moving.gif', gif),
      await write('text.png', 'text'),
    ];
    const { code, json } = await runCli(['check', '--list', practiceList, '--json', ...files]);
    expect(json.map(({ verdict }) => verdict)).toEqual(files.map(() => 'unknown'));
    expect(json.map(({ reason }) => reason)).toEqual([
      'plain',
      'too-small',
      'vector',
      'truncated',
      'animated',
      'undecodable',
    ]);
    expect(code).toBe(1);
  });

  test('refuses a list that was tampered with', async () => {
    const folder = newFolder();
    const path = 'v1/timestamp.json';
    await mkdir(join(folder, 'v1/root'), { recursive: true });
    const text = await readFile(join(practiceList, path), 'utf8');
    await writeFile(join(folder, path), text.replace('"payload":"ey', '"payload":"eZ'));
    await writeFile(join(folder, 'v1/root/1.json'), await readFile(join(practiceList, 'v1/root/1.json')));
    const { code, stdout, stderr } = await runCli(['check', '--list', folder, 'any.png']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('signature');
  });
});
