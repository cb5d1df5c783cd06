/**
 * `npm run bench -- --recall`: how many re-shared pictures are known again, and how near strangers come. Fetches a few
 * Debian packages of photographs into a temporary folder. `--every N` takes one picture of N (0: none); `--strangers N`
 * draws so many (by default few) from number `--from N` on, or as many as `--minutes M` are enough for, so that a long run
 * can be cut into parts; `--write` puts the tables into docs/recall.md. On one idle core all pictures take half an hour, and so do 100,000 strangers.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { compileKernel } from '../../../src/core/hash/kernel/build-wasm.mjs';
import { type Hash, type Hasher, MIN_QUALITY } from '../../../src/core/hash/types.ts';
import { variants } from '../../../src/core/hash/variants.ts';
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
    [
      'smallest distance seen',
      found.nearest === null ? 'over 60' : `${found.nearest.distance} (${found.nearest.kind})`,
    ],
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

async function recallOf(sources: readonly Source[], hasher: Hasher): Promise<string> {
  const measured = await measureRecall(sources, METHODS, hasher, done => {
    if (done % 10 === 0) console.error(`${done} of ${sources.length} pictures`);
  });
  return recallTable(measured);
}

/** Every way of listing at once: all variants, and the plain hashes of both habits. */
async function listedHashes(sources: readonly Source[], hasher: Hasher): Promise<readonly Hash[]> {
  const listed: Hash[] = [];
  for (const { picture } of sources) {
    const original = await pixelsOf(picture);
    const known = variants(original, hasher).filter(({ quality }) => quality >= MIN_QUALITY);
    listed.push(...known.map(({ hash }) => hash), listedHash(original, 0), listedHash(original, 1));
  }
  return listed;
}

interface Run {
  readonly from: number;
  readonly strangers: number;
  readonly minutes: number;
}

async function alarmsOf(listed: readonly Hash[], { from, strangers, minutes }: Run, hasher: Hasher): Promise<string> {
  const index = createWasmIndex(await WebAssembly.compile(await compileKernel('search')), joined(listed));
  const end = performance.now() + minutes * 60_000;
  const isEnough = ({ pictures, alarms, nearest }: Readonly<FalseAlarms>): boolean => {
    if (pictures % 1000 === 0) {
      console.error(`${pictures} strangers: ${alarms} alarms, the nearest at ${nearest?.distance ?? 'over 60'}`);
    }
    return pictures === strangers || performance.now() > end;
  };
  const found = await countFalseAlarms(index, hasher, isEnough, from);
  return alarmTable(found, listed.length);
}

export async function benchRecall(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: args.filter(arg => arg !== '--recall'),
    options: {
      every: { type: 'string', default: '1' },
      strangers: { type: 'string', default: '1000' },
      from: { type: 'string', default: '0' },
      minutes: { type: 'string', default: 'Infinity' },
      write: { type: 'boolean', default: false },
    },
  });
  const [every, strangers] = [Number(values.every), Number(values.strangers)];
  const run: Run = { from: Number(values.from), strangers, minutes: Number(values.minutes) };
  // One core is all that this takes: most pictures are too small to be worth sharing out.
  sharp.concurrency(1);
  const hasher = await createWasmHasher(await compileKernel('pdq'));
  const all = await collectSources();

  if (every > 0) {
    const sources = all.filter((_, number) => isHeldOut(number)).filter((_, i) => i % every === 0);
    const counted = `${sources.length} pictures: ${countSources(sources)}.`;
    const table = await recallOf(sources, hasher);
    console.log(`${counted}\n\n${table}`);
    if (values.write) {
      writeBetween('pictures', counted);
      writeBetween('recall', table);
    }
  }
  if (strangers > 0) {
    const alarms = await alarmsOf(await listedHashes(all, hasher), run, hasher);
    console.log(alarms);
    if (values.write) writeBetween('strangers', alarms);
  }
}
