import { mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadKernels } from '../../src/cli/kernels.ts';
import { buildWasm } from '../../src/core/hash/kernel/build-wasm.mjs';
import { PLAIN_KERNELS } from '../../src/core/kernels.ts';
import { manyHashes } from '../support/many-hashes.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'consentry-kernels-'));
  await buildWasm(folder);
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));

const load = () => loadKernels(pathToFileURL(`${folder}/`));

test('kernels that were built are used, and find what the plain ones find', async () => {
  const { hasher, indexOf } = await load();
  expect(hasher).not.toBe(PLAIN_KERNELS.hasher);
  const pixels = {
    width: 90,
    height: 70,
    data: Uint8Array.from({ length: 90 * 70 * 4 }, (_, i) => (i * i) >> (i % 7)),
  };
  expect(hasher(pixels)).toEqual(PLAIN_KERNELS.hasher(pixels));
  const hashes = manyHashes(5_000);
  const query = [hashes.slice(320, 352).map((byte, at) => (at < 3 ? byte ^ 1 : byte))];
  const found = indexOf(hashes).nearest(query, 31);
  expect(found).toMatchObject({ position: 10, distance: 3 });
  expect(found).toEqual(PLAIN_KERNELS.indexOf(hashes).nearest(query, 31));
});

test('kernels that are older than their sources, or not there at all, are done without', async () => {
  await utimes(join(folder, 'search.wasm'), 0, 0);
  expect(await load()).toBe(PLAIN_KERNELS);
  await rm(join(folder, 'search.wasm'));
  expect(await load()).toBe(PLAIN_KERNELS);
});
