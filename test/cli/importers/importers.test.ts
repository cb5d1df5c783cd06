/** One contract for all importers, over the example that each carries, and what is particular to some. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Importer, ImportRow } from '../../../src/cli/importers/importer.ts';
import { IMPORTERS } from '../../../src/cli/importers/registry.ts';
import { newFolder, prepare, runCli } from '../run-cli.ts';

const BRIDGE = 'f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22';
const CAT = 'e64cc9d91c623882f8d1f1d9a398e78c9f199b3bd83924f2b7e11e0bf861b064';

async function* inPieces(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

async function rowsOf(importer: Importer, text: string, size = 1_000): Promise<readonly ImportRow[]> {
  const rows: ImportRow[] = [];
  for await (const row of importer.rows(inPieces(text, size))) rows.push(row);
  return rows;
}

const byFormat = (format: string): Importer => {
  const importer = IMPORTERS.find(candidate => candidate.format === format);
  if (importer === undefined) throw new Error(`no importer ${format}`);
  return importer;
};
const entry = (hash: string, quality: number | null = null): ImportRow => ({ kind: 'entry', hash, quality });
const refused = (reason: 'malformed' | 'not-pdq' | 'not-listed'): ImportRow => ({ kind: 'refused', reason });

const EXAMPLES: Readonly<Record<string, readonly ImportRow[]>> = {
  'pdq-tool': [entry(BRIDGE, 100), entry(CAT, 100), entry('0'.repeat(64), 0)],
  csv: [entry(BRIDGE, 100), entry(CAT)],
  'tx-csv': [entry(BRIDGE), refused('not-listed'), refused('not-pdq')],
  'tx-text': [entry(BRIDGE), refused('not-listed'), refused('not-pdq')],
  te: [entry(BRIDGE)],
  'threat-updates': [entry(BRIDGE), { kind: 'withdrawn', hash: CAT }, refused('not-pdq')],
  hma: [entry(BRIDGE), refused('not-listed'), refused('not-pdq')],
};

describe.each(IMPORTERS.map(importer => [importer.format, importer] as const))(
  'the importer %s',
  (format, importer) => {
    test('reads its example', async () => {
      expect(await rowsOf(importer, importer.example)).toEqual(EXAMPLES[format]);
    });

    test('reads the same with CRLF, and in pieces of any size', async () => {
      expect(await rowsOf(importer, importer.example.replaceAll('\n', '\r\n'))).toEqual(EXAMPLES[format]);
      for (const size of [1, 7, 64]) expect(await rowsOf(importer, importer.example, size)).toEqual(EXAMPLES[format]);
    });

    test('finds nothing in an empty file', async () => {
      expect(await rowsOf(importer, '')).toEqual([]);
    });

    test('gets through anything', async () => {
      const text = fc.oneof(
        fc.string(),
        fc.string({ unit: fc.constantFrom('"', ',', '\n', '{', '}', '[', ' ', 'a', '0') }),
        fc.json(),
      );
      await fc.assert(
        fc.asyncProperty(text, fc.integer({ min: 1, max: 20 }), async (noise, size) => {
          for (const row of await rowsOf(importer, importer.example + noise, size)) {
            expect(['entry', 'withdrawn', 'refused']).toContain(row.kind);
          }
        }),
        { numRuns: Number(process.env['FUZZ_RUNS'] ?? 200) },
      );
    });
  },
);

describe('csv', () => {
  test('prefers a column that says pdq to one that says hash, and never takes a quality for a hash', async () => {
    const text = `pdq_quality,md5_hash,"PDQ, as hex"\n80,d41d8cd98f00b204e9800998ecf8427e,${BRIDGE}\n`;
    expect(await rowsOf(byFormat('csv'), text)).toEqual([entry(BRIDGE, 80)]);
  });

  test('says that a table without such a column is malformed', async () => {
    expect(await rowsOf(byFormat('csv'), 'a,b\n1,2\n')).toEqual([refused('malformed'), refused('malformed')]);
  });

  test('reads quoted fields with commas, quotes and line ends in them', async () => {
    const text = `note,hash,quality\n"one, ""two""\nthree",${BRIDGE},90\nplain,${CAT},much\n`;
    expect(await rowsOf(byFormat('csv'), text)).toEqual([entry(BRIDGE, 90), refused('malformed')]);
  });
});

describe('tx-csv', () => {
  test('says that another table is malformed', async () => {
    expect(await rowsOf(byFormat('tx-csv'), 'hash,quality\n')).toEqual([refused('malformed')]);
  });
});

describe('tx-text', () => {
  test('takes a hash that stands alone, as with -S', async () => {
    expect(await rowsOf(byFormat('tx-text'), `${BRIDGE}\npdq ${CAT}\n`)).toEqual([entry(BRIDGE), entry(CAT)]);
  });
});

describe('JSON', () => {
  test('may be one object a line, an array, or a page with data', async () => {
    const record = { indicator: BRIDGE, type: 'HASH_PDQ', should_delete: false, descriptors: { data: [{}] } };
    const importer = byFormat('threat-updates');
    for (const text of [
      `${JSON.stringify(record)}\n`,
      JSON.stringify([record]),
      JSON.stringify({ data: [record] }),
      JSON.stringify([record], null, 2),
      JSON.stringify({ data: [record] }, null, 2),
    ]) {
      expect(await rowsOf(importer, text)).toEqual([entry(BRIDGE)]);
    }
  });
});

describe('consentry import', () => {
  test('counts what it refuses by reason, and takes withdrawals last', async () => {
    const folder = join(newFolder(), 'list');
    await prepare('init', folder, '--name', 'One');
    const file = join(folder, 'in.csv');
    const rows = [BRIDGE, BRIDGE.toUpperCase(), 'abc', '0'.repeat(64), 'f'.repeat(64)].map(hash => `${hash},100`);
    await writeFile(file, ['hash,quality', ...rows, `${CAT},49`, ''].join('\n'));
    const { code, json } = await runCli(['import', folder, '--format', 'csv', file, '--json']);
    expect(code).toBe(0);
    const counts = { duplicate: 1, malformed: 1, lopsided: 2, 'low-quality': 1 };
    expect(json).toEqual([{ added: 1, refused: counts, withdrawn: 0, total: 1 }]);

    const updates = join(folder, 'updates.json');
    const gone = { id: '9', indicator: BRIDGE, type: 'HASH_PDQ', should_delete: true };
    const kept = { ...gone, should_delete: false, descriptors: { data: [{}] } };
    await writeFile(updates, [gone, kept, { ...kept, indicator: CAT }].map(row => `${JSON.stringify(row)}\n`).join(''));
    const second = await runCli(['import', folder, '--format', 'threat-updates', updates, '--json']);
    expect(second.json).toEqual([{ added: 1, refused: { duplicate: 1 }, withdrawn: 1, total: 1 }]);
    const third = await runCli(['import', folder, '--format', 'csv', file, '--json']);
    expect(third.json).toMatchObject([{ added: 0, refused: { withdrawn: 2 }, total: 1 }]);
  });

  test('refuses an unknown format and a file that is not there', async () => {
    const folder = join(newFolder(), 'list');
    await prepare('init', folder, '--name', 'One');
    expect(await runCli(['import', folder, '--format', 'xyz', 'in.csv'])).toMatchObject({ code: 2 });
    const absent = await runCli(['import', folder, '--format', 'csv', join(folder, 'absent.csv')]);
    expect(absent).toMatchObject({ code: 1, stderr: expect.stringContaining('absent.csv cannot be read') });
  });
});
