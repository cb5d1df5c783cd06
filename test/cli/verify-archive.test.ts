/** `consentry verify` on a list in one file, as the extension gives it to somebody. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeGivenList } from '../../src/core/own/give.ts';
import { sampleHash } from '../core/list/sample-list.ts';
import { newFolder, runCli } from './run-cli.ts';

test('verify opens a list in one file, under its key and no other', async () => {
  const words = { name: 'Private pictures', publisher: 'Alex', covers: 'Mine.' };
  const { archive, keyDigest } = await writeGivenList([sampleHash(1)], words, Date.now());
  const file = join(newFolder(), 'list.tar');
  writeFileSync(file, archive);
  const right = await runCli(['verify', file, '--root', keyDigest]);
  expect(right.stdout).toContain('Private pictures (private) by Alex: 1 entry');
  expect(right.code).toBe(0);
  expect((await runCli(['verify', file, '--root', '00'.repeat(32)])).code).toBe(1);
});
