/**
 * The tool as people call it. `runCli` runs it in this process, since a process of its own costs more than most calls do;
 * `spawnCli` and `runProcess` are for what only a real process shows.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished } from 'vitest';
import type { Terminal } from '../../src/cli/progress.ts';
import { run } from '../../src/cli/run.ts';
import { sampleHash } from '../core/list/sample-list.ts';

export const repository = fileURLToPath(new URL('../..', import.meta.url));

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Standard output as one JSON value a line. */
  readonly json: readonly Record<string, unknown>[];
}

const jsonOf = (args: readonly string[], stdout: string): Run['json'] =>
  args.includes('--json')
    ? stdout
        .split('\n')
        .filter(line => line !== '')
        .map(line => JSON.parse(line))
    : [];

export async function runCli(args: readonly string[], stdin = '', terminal: Terminal | null = null): Promise<Run> {
  let [stdout, stderr] = ['', ''];
  const code = await run(args, {
    print: line => {
      stdout += `${line}\n`;
    },
    warn: line => {
      stderr += `${line}\n`;
    },
    stdin: Readable.from([stdin]),
    terminal,
  });
  return { code, stdout, stderr, json: jsonOf(args, stdout) };
}

export const spawnCli = (args: readonly string[], env: NodeJS.ProcessEnv = process.env): ChildProcess =>
  spawn(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', ...args], { cwd: repository, env });

export function runProcess(args: readonly string[], stdin = '', env: NodeJS.ProcessEnv = process.env): Promise<Run> {
  const child = spawnCli(args, env);
  let [stdout, stderr] = ['', ''];
  child.stdout?.on('data', piece => {
    stdout += piece;
  });
  child.stderr?.on('data', piece => {
    stderr += piece;
  });
  child.stdin?.end(stdin);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', code => resolve({ code, stdout, stderr, json: jsonOf(args, stdout) }));
  });
}

/** A folder that goes away with the test. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'consentry-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A call that has to succeed. */
export async function prepare(...args: readonly string[]): Promise<Run> {
  const result = await runCli(args);
  expect(result.code, result.stderr).toBe(0);
  return result;
}

/** Hash number `n`, in hex (sample-list.ts). */
export const sampleHex = (n: number): string => Buffer.from(sampleHash(n)).toString('hex');

export async function importNumbers(folder: string, numbers: readonly number[]): Promise<void> {
  const file = join(folder, 'numbers.csv');
  writeFileSync(file, ['hash', ...numbers.map(sampleHex), ''].join('\n'));
  await prepare('import', folder, '--format', 'csv', file);
}

/** A list with the hashes of some numbers in its bank. */
export async function newList(numbers: readonly number[], ...options: readonly string[]): Promise<string> {
  const folder = join(newFolder(), 'list');
  await prepare('init', folder, '--name', "A School's list", ...options);
  await importNumbers(folder, numbers);
  return folder;
}

export const ATTEST = ['--attest-public', 'Numbers; nobody is shown.'];

/** Builds and signs; gives the pin that subscribers hold. */
export async function publish(folder: string, ...options: readonly string[]): Promise<{ readonly root: string }> {
  await prepare('build', folder, ...ATTEST, ...options);
  await prepare('sign', folder);
  const { json } = await prepare('verify', folder, '--json');
  return { root: String(json[0]?.['root']) };
}
