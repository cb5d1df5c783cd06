/** That the bench can run in a browser at all: what it measures there must not need Node. */
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { bundleBackground } from './in-browser.ts';

test('what takes the place of the background is bundled without anything of Node', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'consentry-bench-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'background.js');
  await bundleBackground(file, 10);
  expect((await stat(file)).size).toBeGreaterThan(10_000);
});
