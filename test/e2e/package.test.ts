/** The two packages as a store would get them. */
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { dist } from '../support/extension.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));

interface LintReport {
  readonly errors: readonly object[];
  readonly warnings: readonly { readonly code: string; readonly file: string }[];
}

async function lint(dir: string): Promise<LintReport> {
  const program = join(repository, 'node_modules/web-ext/bin/web-ext.js');
  const args = [program, 'lint', '--source-dir', dir, '--output', 'json', '--no-config-discovery'];
  const run = promisify(execFile)(process.execPath, args, { maxBuffer: 10_000_000 });
  // It exits with 1 when there are errors, which are then in what it printed.
  const { stdout } = await run.catch((error: { stdout: string }) => error);
  return JSON.parse(stdout) as LintReport;
}

test('web-ext lint finds no error in the Firefox package, and warns of nothing but what preact and Readability could do', async () => {
  const { errors, warnings } = await lint(dist('firefox'));
  expect(errors).toEqual([]);
  // preact can set innerHTML when asked to by dangerouslySetInnerHTML; no file of ours asks. Readability sets it in
  // documents of its own, which are never shown.
  expect(warnings.filter(({ code }) => code !== 'UNSAFE_VAR_ASSIGNMENT')).toEqual([]);
  const sources = readdirSync(join(repository, 'src'), { recursive: true, encoding: 'utf8' });
  const asking = sources.filter(
    name =>
      /\.tsx?$/.test(name) && /innerHTML|insertAdjacentHTML/i.test(readFileSync(join(repository, 'src', name), 'utf8')),
  );
  expect(asking).toEqual([]);
});

describe.each(['chromium', 'firefox'] as const)('the package for %s', kind => {
  const manifest = JSON.parse(readFileSync(join(dist(kind), 'manifest.json'), 'utf8')) as Record<string, unknown>;

  test('shows no file to pages, listens to nobody outside, and may read only what docs/permissions.md explains', () => {
    expect(manifest).not.toHaveProperty('web_accessible_resources');
    expect(manifest).not.toHaveProperty('externally_connectable');
    const explained = readFileSync(join(repository, 'docs/permissions.md'), 'utf8');
    const asked = [...(manifest['permissions'] as string[]), ...(manifest['host_permissions'] as string[])];
    expect(asked.filter(permission => !explained.includes(`\`${permission}\``))).toEqual([]);
  });

  test('loads no code from elsewhere', () => {
    const scripts = readdirSync(dist(kind), { recursive: true, encoding: 'utf8' }).filter(name =>
      /\.(js|html)$/.test(name),
    );
    for (const name of scripts) {
      const text = readFileSync(join(dist(kind), name), 'utf8');
      expect(text, name).not.toMatch(
        /import\(\s*['"`]https?:|importScripts\(|<script[^>]+src=["']https?:|\beval\(|new Function\(/,
      );
    }
  });
});
