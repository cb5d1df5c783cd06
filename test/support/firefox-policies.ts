/**
 * A Firefox that obeys a policies.json of its own: links to the installed one, around a folder `distribution` of the
 * test. So no other Firefox on this computer is told anything. Linux only.
 */
import { copyFile, mkdir, mkdtemp, readdir, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { browserProgram } from './ensure-browsers.ts';

export interface PolicedFirefox {
  /** For the environment variable FIREFOX. */
  readonly program: string;
  remove(): Promise<void>;
}

export async function firefoxWithPolicies(policies: object): Promise<PolicedFirefox> {
  const installed = await realpath(browserProgram('firefox'));
  const name = basename(installed);
  const folder = await mkdtemp(join(tmpdir(), 'consentry-policies-'));
  const own = new Set([name, 'distribution']);
  for (const item of await readdir(dirname(installed))) {
    if (!own.has(item)) await symlink(join(dirname(installed), item), join(folder, item));
  }
  // The program looks for its parts beside itself, where it really is; so it is no link.
  await copyFile(installed, join(folder, name));
  await mkdir(join(folder, 'distribution'));
  await writeFile(join(folder, 'distribution/policies.json'), JSON.stringify(policies));
  return { program: join(folder, name), remove: () => rm(folder, { recursive: true, force: true }) };
}
