/** Runs the real command: in a process of its own, or, for what a test only prepares, in this one. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished } from 'vitest';
import { runCommand } from '../../src/cli/command.ts';
import { COMMANDS } from '../../src/cli/commands.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Standard output as one JSON value a line. */
  readonly json: readonly Record<string, unknown>[];
}

export const spawnCli = (args: readonly string[]): ChildProcess =>
  spawn(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', ...args], { cwd: repository });

export function runCli(args: readonly string[], stdin = ''): Promise<Run> {
  const child = spawnCli(args);
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', piece => {
    stdout += piece;
  });
  child.stderr?.on('data', piece => {
    stderr += piece;
  });
  child.stdin?.end(stdin);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', code => {
      const lines = args.includes('--json') ? stdout.split('\n').filter(line => line !== '') : [];
      resolve({ code, stdout, stderr, json: lines.map(line => JSON.parse(line)) });
    });
  });
}

/** A folder that goes away with the test. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'consentry-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The same command without the cost of a process; it has to succeed. */
export async function prepare(name: string, ...args: readonly string[]): Promise<void> {
  const command = await COMMANDS[name]?.load();
  if (command === undefined) throw new Error(`no command ${name}`);
  expect(await runCommand(name, command, args, () => undefined)).toBe(0);
}
