/**
 * `npm run bench -- --recall`: how many re-shared pictures are known again, and how near strangers come. Fetches a few
 * Debian packages of photographs into a temporary folder. `--every N` takes one picture of N; `--strangers N` draws so
 * many (by default few); `--write` puts the tables into docs/recall.md, and wants all pictures and 100,000 strangers.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { compileKernel } from '../../../src/core/hash/kernel/build-wasm.mjs';
import type { Hash } from '../../../src/core/hash/types.ts';
import { createWasmHasher } from '../../../src/core/hash/wasm.ts';
import { createWasmIndex } from '../../../src/core/search/wasm-index.ts';
import { countFalseAlarms, type FalseAlarms, joined, upperBound } from './false-alarms.ts';
import { isHeldOut } from './halves.ts';
import { type Measured, measureRecall, type Row } from './measure.ts';
import { fromOriginals, hashOnly, listedHash, type Method, ownMedia } from './methods.ts';
import { pixelsOf } from './picture.ts';
import { collectSources, type Source } from './sources.ts';

const METHODS: readonly Method<unknown>[] = [
  hashOnly('seen'),
  hashOnly('share'),
  fromOriginals('seen'),
  fromOriginals('share'),
  ownMedia('seen'),
];

const DOCUMENT = fileURLToPath(new URL('../../../docs/recall.md', import.meta.url));

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function recallTable({ rows, sums }: Measured): string {
  const heads = ['transform', 'what it does', ...METHODS.map(method => method.name)];
  const cellsOf = ({ name, about, recall }: Row) => [name, about, ...recall.map(share => share.toFixed(0))];
  const exact = ({ name, about, recall }: Row) => [name, about, ...recall.map(share => share.toFixed(1))];
  const ruler = heads.map((_, i) => (i < 2 ? '---' : '---:'));
  return [line(heads), line(ruler), ...rows.map(row => line(cellsOf(row))), ...sums.map(row => line(exact(row)))].join(
    '\n',
  );
}

function alarmTable(found: FalseAlarms, entries: number): string {
  const whole = (value: number): string => value.toLocaleString('en');
  const rows: readonly (readonly [string, string])[] = [
    ['strangers', whole(found.pictures)],
    ['of quality 50 or more in any of what is asked', whole(found.asked)],
    ['hashes asked about', whole(found.queries)],
    ['listed hashes', whole(entries)],
    ['comparisons', (found.queries * entries).toExponential(1)],
    ['false alarms (distance 31 or less)', whole(found.alarms)],
    ['smallest distance seen', `${found.nearest} (${found.nearestKind})`],
    ...[...found.within].map(([mark, count]) => [`strangers within ${mark} bits`, whole(count)] as const),
  ];
  const bound = `at most ${(1e6 * upperBound(found.pictures)).toFixed(0)} in a million pictures`;
  const closing = found.alarms === 0 ? [line(['95 % upper bound of the rate', bound])] : [];
  return [line(['what', 'figure']), line(['---', '---:']), ...rows.map(line), ...closing].join('\n');
}

function countSources(sources: readonly Source[]): string {
  const names = [...new Set(sources.map(source => source.from))];
  return names.map(name => `${sources.filter(source => source.from === name).length} from ${name}`).join(', ');
}

/** Replaces what stands between two comments of a markdown file. */
function writeBetween(mark: string, text: string): void {
  const before = `<!-- ${mark} -->`;
  const after = `<!-- end of ${mark} -->`;
  const document = readFileSync(DOCUMENT, 'utf8');
  const [start, end] = [document.indexOf(before), document.indexOf(after)];
  if (start < 0 || end < start) throw new Error(`docs/recall.md has no place for ${mark}`);
  writeFileSync(DOCUMENT, `${document.slice(0, start)}${before}\n${text}\n${document.slice(end)}`);
}

export async function benchRecall(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: args.filter(arg => arg !== '--recall'),
    options: {
      every: { type: 'string', default: '1' },
      strangers: { type: 'string', default: '1000' },
      write: { type: 'boolean', default: false },
    },
  });
  const all = await collectSources();
  const sources = all.filter((_, number) => isHeldOut(number)).filter((_, i) => i % Number(values.every) === 0);
  console.log(`${sources.length} pictures: ${countSources(sources)}`);
  const hasher = await createWasmHasher(await compileKernel('pdq'));
  const measured = await measureRecall(sources, METHODS, hasher, done => {
    if (done % 10 === 0) console.error(`${done} of ${sources.length} pictures`);
  });
  const table = recallTable(measured);
  console.log(table);

  const listed: Hash[] = [];
  const everything = fromOriginals('share');
  for (const { picture } of all) {
    const original = await pixelsOf(picture);
    listed.push(...(await everything.list(original, 0)), listedHash(original, 0), listedHash(original, 1));
  }
  const index = createWasmIndex(await WebAssembly.compile(await compileKernel('search')), joined(listed));
  const found = await countFalseAlarms(0, Number(values.strangers), index, hasher, number => {
    if (number % 1000 === 999) console.error(`${number + 1} strangers`);
  });
  const alarms = alarmTable(found, listed.length);
  console.log(alarms);

  if (!values.write) return;
  writeBetween('pictures', `${sources.length} pictures: ${countSources(sources)}.`);
  writeBetween('recall', table);
  writeBetween('strangers', alarms);
}
