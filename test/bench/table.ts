/** The figures as a table to read, each beside what it is to be compared with. */
import type { Figures } from './figures.ts';

/** What, which figure, and another figure or its name's meaning to compare with. */
interface Row {
  readonly what: string;
  readonly figure: string;
  /** A figure that this one is divided by, and what that is called. */
  readonly against?: readonly [figure: string, words: string];
}

const million = ['lookup1mUs', 'the nearest of 1M'] as const;
const hash = ['hashJsMinMs', 'the hash in plain JS, both at their least'] as const;
const read = ['readFloorMinMs', 'the read, both at their least'] as const;

const ROWS: readonly Row[] = [
  { what: '1080x1350: read the bytes once', figure: 'readFloorMs' },
  { what: '  8 hashes and quality, WASM', figure: 'hashWasmMs' },
  { what: '    at its least', figure: 'hashWasmMinMs', against: read },
  { what: '  with the copy into WASM', figure: 'hashWasmCopyMs' },
  { what: '    at its least', figure: 'hashWasmCopyMinMs', against: read },
  { what: '  in plain JS', figure: 'hashJsMs' },
  { what: '    at its least', figure: 'hashJsMinMs', against: read },
  { what: 'own media: features of 1080x1350', figure: 'ownExtractMs' },
  { what: '    at its least', figure: 'ownExtractMinMs', against: hash },
  { what: '  looked for among 1,000 pictures', figure: 'ownMatch1kMs' },
  { what: '    at its least', figure: 'ownMatch1kMinMs', against: hash },
  { what: '  bytes an entry', figure: 'ownIndexBytesPerEntry' },
  { what: 'nearest of 10k', figure: 'lookup10kUs' },
  { what: 'nearest of 100k', figure: 'lookup100kUs' },
  { what: 'nearest of 1M', figure: 'lookup1mUs' },
  { what: '  of 1M with skewed bits', figure: 'lookupSkewed1mUs', against: million },
  { what: '  comparing with all, WASM', figure: 'lookupAll1mUs', against: million },
  { what: '  comparing with all, plain JS', figure: 'lookupJs1mUs', against: million },
  { what: '  FAISS MultiHash', figure: 'faissMultiHash1mUs', against: million },
  { what: '    at its least', figure: 'faissMultiHash1mMinUs', against: million },
  { what: '  FAISS Flat', figure: 'faissFlat1mUs', against: million },
  { what: '  16 queries of one picture', figure: 'batch16At1mMs' },
  { what: 'nearest of 10M', figure: 'lookup10mUs', against: million },
  { what: 'open 1M, to be compared with all', figure: 'open1mMs' },
  { what: 'build the index of 1M', figure: 'build1mMs' },
  { what: '  FAISS MultiHash', figure: 'faissMultiHashBuild1mMs', against: ['build1mMs', 'ours'] },
  { what: '  bytes an entry', figure: 'bytesPerEntry1m' },
  { what: 'add 1 % and withdraw some', figure: 'mergeDelta1mMs' },
  { what: 'cold start to the first answer, 100k', figure: 'coldLoad100kMs' },
  { what: '  the least', figure: 'coldLoad100kMinMs' },
  { what: '  an answer that needs no list', figure: 'coldLoad100kWakeMs' },
  { what: '  of its own life: to the answer', figure: 'coldLoad100kOwnMs' },
  { what: 'cold start to the first answer, 1M', figure: 'coldLoad1mMs' },
  { what: '  the least', figure: 'coldLoad1mMinMs' },
  { what: '  an answer that needs no list', figure: 'coldLoad1mWakeMs' },
  { what: '  of its own life: to the answer', figure: 'coldLoad1mOwnMs' },
  { what: '    until it was asked', figure: 'coldLoad1mAskedMs' },
  { what: '    then to have the hashes', figure: 'coldLoad1mReadMs' },
  { what: '    to have an index', figure: 'coldLoad1mIndexMs' },
  { what: '    to have searched', figure: 'coldLoad1mSearchMs' },
  { what: 'a picture on screen, to its verdict', figure: 'verdictMsSingle' },
  { what: '  30 at once, the first to the last verdict', figure: 'verdictMsBurst30' },
  { what: 'a press on Share, to the question', figure: 'shareToWarningMs' },
  { what: 'a feed: more CPU in all of the browser, a picture', figure: 'cpuMsPerImage' },
  { what: "  of the page's own thread", figure: 'mainThreadMsPerImage' },
  { what: '  the longest at one stretch', figure: 'longestTaskMs' },
  { what: '  how often 50 ms or more', figure: 'longTasks' },
  { what: '  downloads a picture', figure: 'requestsPerImage' },
  { what: '  more memory, in MB', figure: 'memoryMb' },
  { what: 'up and down for minutes on end', figure: 'soakMinutes' },
  { what: '  growth after the first, without us, in MB', figure: 'soakGrowthBareMb' },
  { what: '  how much more with us', figure: 'soakGrowthMb' },
  { what: 'a reel that plays: more CPU, in % of a core', figure: 'reelCpuPoints' },
];

export const round = (value: number): number => Number(value.toPrecision(4));

const unitOf = (figure: string): string => (figure.endsWith('Us') ? 'us' : /Ms(?![a-z])/.test(figure) ? 'ms' : '');

/** One line a figure; figures that were not measured have none. */
export function tableOf(figures: Figures): string {
  const lines = ROWS.flatMap(({ what, figure, against }) => {
    const value = figures[figure] ?? null;
    if (value === null) return [];
    const base = against === undefined ? null : (figures[against[0]] ?? null);
    const ratio = base === null ? '' : `${round(value / base)} x ${against?.[1]}`;
    return [`${what.padEnd(50)}${String(round(value)).padStart(10)} ${unitOf(figure).padEnd(4)}${ratio}`.trimEnd()];
  });
  return lines.join('\n');
}
