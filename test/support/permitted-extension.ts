/**
 * The built extension after the person allowed it more: nobody can answer a browser's question in a test, so what was
 * allowed stands in the manifest of a copy. Everything else is what ships.
 */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserKind } from './ensure-browsers.ts';
import { dist, type TestExtension } from './extension.ts';
import { LIST_HOST } from './list-host.ts';

/** May read from these origins; `prefix` runs before its background. */
export async function extensionAllowed(
  kind: BrowserKind,
  origins: readonly string[],
  prefix = '',
): Promise<TestExtension> {
  const folder = await mkdtemp(join(tmpdir(), 'consentry-allowed-'));
  const dir = join(folder, 'extension');
  await cp(dist(kind), dir, { recursive: true });
  const [file, background] = [join(dir, 'manifest.json'), join(dir, 'background.js')];
  const manifest = JSON.parse(await readFile(file, 'utf8')) as { host_permissions: string[] };
  const host_permissions = [...new Set([...manifest.host_permissions, ...origins])];
  await writeFile(file, JSON.stringify({ ...manifest, host_permissions }));
  await writeFile(background, prefix + (await readFile(background, 'utf8')));
  return { dir, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** May read from the server of lists. */
export const permittedExtension = (kind: BrowserKind, prefix = ''): Promise<TestExtension> =>
  extensionAllowed(kind, [`https://${LIST_HOST}/*`], prefix);
