/**
 * The built extension with another packaged list: a list of the test's own hashes, made and signed by our own tools,
 * takes the place of the practice list, and its root the place of the pinned one. Everything else is what ships.
 */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PRACTICE_ROOT_DIGEST } from '../../src/background/list-practice.ts';
import { offer, offerDigest, offerVideo, readBank, writeBank } from '../../src/cli/bank.ts';
import { initWorkspace } from '../../src/cli/init.ts';
import { readKeyFolder } from '../../src/cli/key-files.ts';
import { buildDraft, signDraft } from '../../src/cli/publish.ts';
import { workspaceIn } from '../../src/cli/workspace.ts';
import { LIMITS } from '../../src/core/list/limits.ts';
import type { BrowserKind } from './ensure-browsers.ts';

/** The extension as built. */
export const dist = (kind: BrowserKind): string =>
  fileURLToPath(new URL(`../../dist/${kind === 'chromium' ? 'chrome' : 'firefox'}`, import.meta.url));

export const LIST_NAME = 'Test list';

export interface TestExtension {
  readonly dir: string;
  remove(): Promise<void>;
}

/** 64 hex digits a hash; of a video, one for each of its frames; of an exact file, its SHA-256. */
export interface ListedHashes {
  readonly pictures: readonly string[];
  readonly videos: readonly (readonly string[])[];
  readonly files?: readonly string[];
}

/** Signs a list of these hashes in `folder` and returns its root's digest. */
async function publishList(folder: string, { pictures, videos, files = [] }: ListedHashes): Promise<string> {
  const workspace = workspaceIn(folder);
  const settings = {
    id: 'practice',
    name: LIST_NAME,
    publisher: 'Consentry tests',
    purpose: 'community',
    covers: 'Photographs used by the tests.',
    contact: '',
    mirrors: [],
    threshold: LIMITS.threshold,
    minWait: LIMITS.minWaitSeconds,
    catalogDays: 365,
    timestampDays: 365,
  } as const;
  const root = await initWorkspace(workspace, settings, { algorithm: 'ed25519', keys: 1, quorum: 1 });
  const bank = await readBank(workspace.bank);
  for (const hash of pictures) offer(bank, hash, null);
  for (const frames of videos)
    offerVideo(
      bank,
      frames.map(hash => ({ hash, quality: null })),
    );
  for (const digest of files) offerDigest(bank, digest);
  await writeBank(workspace.bank, bank);
  const now = Date.now();
  await buildDraft(workspace, { attestation: 'Test data.', withdrawals: 'rewrite', compact: true, now });
  await signDraft(workspace, await readKeyFolder(workspace.keys), now);
  return root;
}

export async function extensionWithList(kind: BrowserKind, hashes: ListedHashes): Promise<TestExtension> {
  const folder = await mkdtemp(join(tmpdir(), 'consentry-extension-'));
  const [dir, bank] = [join(folder, 'extension'), join(folder, 'list')];
  await cp(dist(kind), dir, { recursive: true });
  const root = await publishList(bank, hashes);
  await rm(join(dir, 'lists/practice'), { recursive: true });
  await cp(workspaceIn(bank).public, join(dir, 'lists/practice'), { recursive: true });
  const background = join(dir, 'background.js');
  const code = await readFile(background, 'utf8');
  if (!code.includes(PRACTICE_ROOT_DIGEST))
    throw new Error('the build does not pin the practice list: run npm run build');
  await writeFile(background, code.replaceAll(PRACTICE_ROOT_DIGEST, root));
  return { dir, remove: () => rm(folder, { recursive: true, force: true }) };
}
