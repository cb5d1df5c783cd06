/**
 * FAISS beside our index: the same million hashes, the same queries, in the same run. Its two exact indexes for binary
 * hashes, from Debian's libfaiss-dev; the program that asks them is compiled when it is needed.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Figures } from '../figures.ts';
import { entries, MILLION, misses } from '../search.ts';

const QUERIES = 64;

const NONE: Figures = {
  faissMultiHash1mUs: null,
  faissMultiHash1mMinUs: null,
  faissFlat1mUs: null,
  faissFlat1mMinUs: null,
  faissMultiHashBuild1mMs: null,
};

/** Null figures where g++ or FAISS is missing, after saying so on stderr. */
export function benchFaiss(): Figures {
  const folder = mkdtempSync(join(tmpdir(), 'consentry-faiss-'));
  const [program, list, queries] = ['faiss', 'list', 'queries'].map(name => join(folder, name)) as [
    string,
    string,
    string,
  ];
  try {
    const source = fileURLToPath(new URL('faiss.cpp', import.meta.url));
    const compiled = spawnSync('g++', ['-O3', '-fopenmp', source, '-lfaiss', '-llapack', '-lblas', '-o', program]);
    if (compiled.status !== 0) {
      console.error('FAISS is not compared: it takes g++ and FAISS (Debian: apt install g++ libfaiss-dev).');
      return NONE;
    }
    writeFileSync(list, entries(MILLION));
    writeFileSync(queries, Buffer.concat(misses.slice(0, QUERIES)));
    return parse(execFileSync(program, [list, queries], { encoding: 'utf8' }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Lines of `name median least`, in microseconds. */
function parse(output: string): Figures {
  const lines = output
    .trim()
    .split('\n')
    .map(line => line.split(' '));
  const [median, least] = [1, 2].map(column => (name: string) => {
    const line = lines.find(([first]) => first === name);
    return line === undefined ? null : Number(line[column]);
  }) as [(name: string) => number | null, (name: string) => number | null];
  return {
    faissMultiHash1mUs: median('multiHash'),
    faissMultiHash1mMinUs: least('multiHash'),
    faissFlat1mUs: median('flat'),
    faissFlat1mMinUs: least('flat'),
    faissMultiHashBuild1mMs: Number(median('build')) / 1000,
  };
}
