/** consentry import: from files of other tools to the bank. */
import { once } from 'node:events';
import { createWriteStream, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { stopncii } from '../../src/cli/importers/stopncii.ts';
import { BRIDGE, CAT } from './importers/sample-rows.ts';
import { newFolder, prepare, runCli, runProcess, sampleHex } from './run-cli.ts';

async function newBank(): Promise<string> {
  const folder = join(newFolder(), 'list');
  await prepare('init', folder, '--name', 'One');
  return folder;
}

async function importText(folder: string, format: string, text: string, ...options: readonly string[]) {
  const file = join(folder, `in.${format}`);
  await writeFile(file, text);
  return runCli(['import', folder, '--format', format, file, '--json', ...options]);
}
const bankOf = (folder: string): string => readFileSync(join(folder, 'bank.jsonl'), 'utf8');

describe('consentry import', () => {
  test('counts what it refuses by reason, and takes withdrawals last', async () => {
    const folder = await newBank();
    const rows = [BRIDGE, BRIDGE.toUpperCase(), 'abc', '0'.repeat(64), 'f'.repeat(64)].map(hash => `${hash},100`);
    const table = ['hash,quality', ...rows, `${CAT},49`, ''].join('\n');
    const first = await importText(folder, 'csv', table);
    const counts = { duplicate: 1, malformed: 1, lopsided: 2, 'low-quality': 1 };
    expect(first).toMatchObject({ code: 0, json: [{ added: 1, refused: counts, withdrawn: 0, total: 1 }] });

    const gone = { id: '9', indicator: BRIDGE, type: 'HASH_PDQ', should_delete: true };
    const kept = { ...gone, should_delete: false, descriptors: { data: [{}] } };
    const updates = [gone, kept, { ...kept, indicator: CAT }].map(row => `${JSON.stringify(row)}\n`).join('');
    const second = await importText(folder, 'threat-updates', updates);
    expect(second.json).toEqual([{ added: 1, refused: { duplicate: 1 }, withdrawn: 1, total: 1 }]);
    const third = await importText(folder, 'csv', table);
    expect(third.json).toMatchObject([{ added: 0, refused: { withdrawn: 2 }, total: 1 }]);
  });

  test('refuses an unknown format and a file that is not there', async () => {
    const folder = await newBank();
    expect(await runCli(['import', folder, '--format', 'xyz', 'in.csv'])).toMatchObject({ code: 2 });
    const absent = await runCli(['import', folder, '--format', 'csv', join(folder, 'absent.csv')]);
    expect(absent).toMatchObject({ code: 1, stderr: expect.stringContaining('absent.csv cannot be read') });
  });

  test('takes several files at once, and videos beside pictures', async () => {
    const folder = await newBank();
    const files = await Promise.all(
      [0, 1].map(async n => {
        const file = join(folder, `${n}.txt`);
        await writeFile(file, [1, 2, 3].map(m => `${m},100,${sampleHex(10 * n + m)},${m}.000\n`).join(''));
        return file;
      }),
    );
    const videos = await runCli(['import', folder, '--format', 'vpdq-text', ...files, ...files, '--json']);
    expect(videos.json).toEqual([{ added: 2, refused: { duplicate: 2 }, withdrawn: 0, total: 2 }]);
    const pictures = await importText(folder, 'csv', `hash\n${sampleHex(1)}\n`);
    expect(pictures.json).toMatchObject([{ total: 3 }]);
  });

  test('keeps of a video the distinct frames of enough quality, and refuses one of none', async () => {
    const folder = await newBank();
    const line = (frame: number, quality: number, hash: string) => `${frame},${quality},${hash},0.000\n`;
    const mixed =
      line(0, 100, sampleHex(2)) + line(1, 49, sampleHex(3)) + line(2, 100, sampleHex(1)) + line(3, 100, sampleHex(1));
    const dull = line(0, 20, sampleHex(4)) + line(1, 100, '0'.repeat(64));
    const { json } = await importText(folder, 'vpdq-text', mixed + dull);
    expect(json).toEqual([{ added: 1, refused: { 'low-quality': 1 }, withdrawn: 0, total: 1 }]);
    expect(bankOf(folder)).toBe(`{"kind":"video","frames":["${sampleHex(1)}","${sampleHex(2)}"]}\n`);
  });
});

/** `CSV_MEGABYTES=1000` for a file of one gigabyte. */
const MEGABYTES = Number(process.env['CSV_MEGABYTES'] ?? 120);

describe('a file of any size', () => {
  test('is read in little memory, one giant line included', { timeout: 60_000 + MEGABYTES * 1_000 }, async () => {
    const folder = await newBank();
    const file = join(folder, 'large.csv');
    const out = createWriteStream(file);
    out.write('hash,note\n');
    const rows = Array.from({ length: 10_000 }, (_, n) => `${sampleHex(n)},${'x'.repeat(135)}\n`).join('');
    const pieces = Math.ceil(MEGABYTES / 4);
    const text = function* () {
      for (let piece = 0; piece < pieces; piece++) yield rows; // 2 MB
      for (let piece = 0; piece < pieces; piece++) yield 'y'.repeat(2_000_000);
    };
    for (const piece of text()) if (!out.write(piece)) await once(out, 'drain');
    out.end(`\n${BRIDGE},last\n`);
    await once(out, 'finish');
    const env = { ...process.env, NODE_OPTIONS: '--max-old-space-size=56' };
    const { code, stderr, json } = await runProcess(['import', folder, '--format', 'csv', file, '--json'], '', env);
    expect(code, stderr).toBe(0);
    expect(json).toEqual([
      { added: 10_001, refused: { duplicate: (pieces - 1) * 10_000, malformed: 1 }, withdrawn: 0, total: 10_001 },
    ]);
  });
});

describe('what people gave in confidence', () => {
  test.each(['stopncii', 'ncmec'])(
    'is refused from %s without an agreement that allows publishing it',
    async format => {
      const folder = await newBank();
      for (const options of [[], ['--attest-public', ' ']]) {
        const { code, stderr } = await importText(folder, format, stopncii.example, ...options);
        expect(code).toBe(2);
        expect(stderr).toContain('--attest-public');
      }
      expect(() => bankOf(folder)).toThrow();
    },
  );

  test('is imported with one, which subscribers then read', async () => {
    const folder = await newBank();
    const { json } = await importText(folder, 'stopncii', stopncii.example, '--attest-public', 'Agreement 7');
    expect(json).toEqual([{ added: 1, refused: { 'not-listed': 1, 'not-pdq': 1 }, withdrawn: 0, total: 1 }]);
    await prepare('build', folder, '--attest-public', 'Ours');
    await prepare('sign', folder);
    const catalog = JSON.parse(readFileSync(join(folder, 'public/v1/catalog/1.json'), 'utf8')) as { payload: string };
    expect(Buffer.from(catalog.payload, 'base64').toString()).toContain('"attestation":"Ours; Agreement 7"');
  });

  test('leaves no case number anywhere', async () => {
    const folder = await newBank();
    const { stdout, stderr } = await importText(folder, 'stopncii', stopncii.example, '--attest-public', 'A');
    expect(stopncii.example).toContain('1e5c9f0a');
    expect(bankOf(folder) + stdout + stderr).not.toMatch(/1e5c9f0a|1700000000|Sample/);
  });
});

describe('a source that takes items back by their names', () => {
  const NAMESPACE = 'https://hashsharing.ncmec.org/hashsharing/v2';
  const page = (items: string) => `<queryResult xmlns="${NAMESPACE}"><images>${items}</images></queryResult>`;
  const image = (member: number, id: string, hash: string) =>
    `<image><member id="${member}"/><id>${id}</id><fingerprints><pdq>${hash}</pdq></fingerprints></image>`;
  const deleted = (member: number, id: string) => `<deletedImage><member id="${member}"/><id>${id}</id></deletedImage>`;
  const importPage = async (folder: string, items: string) =>
    (await importText(folder, 'ncmec', page(items), '--attest-public', 'A')).json[0];

  test('is followed also when the deletion comes in a later file', async () => {
    const folder = await newBank();
    expect(await importPage(folder, image(1, 'a', BRIDGE) + image(1, 'b', CAT))).toMatchObject({ added: 2 });
    expect(await importPage(folder, deleted(1, 'a') + deleted(2, 'b'))).toMatchObject({ withdrawn: 1, total: 1 });
    expect(bankOf(folder)).not.toContain(BRIDGE);
    expect(bankOf(folder)).toContain(CAT);
    expect(await importPage(folder, image(1, 'a', BRIDGE))).toMatchObject({ refused: { withdrawn: 1 } });
  });

  test('keeps what another member still names', async () => {
    const folder = await newBank();
    await importPage(folder, image(1, 'a', BRIDGE) + image(2, 'x', BRIDGE));
    expect(await importPage(folder, deleted(1, 'a'))).toMatchObject({ withdrawn: 0, total: 1 });
    expect(await importPage(folder, deleted(2, 'x'))).toMatchObject({ withdrawn: 1, total: 0 });
  });

  test('leaves none of its names in the bank', async () => {
    const folder = await newBank();
    await importPage(folder, image(1, 'name-of-an-image', BRIDGE));
    expect(bankOf(folder)).not.toContain('name-of-an-image');
  });
});
