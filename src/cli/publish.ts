/**
 * From the bank to a published version: `buildDraft` packs and describes it, `signDraft` adds signatures and, once
 * there are enough, opens the result as a subscriber would and only then puts it in place. The timestamp goes last.
 */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Bytes, digestOf } from '../core/list/bytes.ts';
import { buildCatalog, type Catalog, catalogPath, parseCatalog } from '../core/list/catalog.ts';
import { type Chain, type ListFiles, readChain, readRoots } from '../core/list/chain.ts';
import { addSignatures, countSigners, readEnvelope, sign, writeEnvelope } from '../core/list/envelope.ts';
import { keyIdOf, type Signer } from '../core/list/keys.ts';
import { LIMITS } from '../core/list/limits.ts';
import { type OpenList, openList, readSegments } from '../core/list/open-list.ts';
import { packEntries, type WithdrawalMode } from '../core/list/pack-entries.ts';
import { quorumOf, type Role, type Root } from '../core/list/root.ts';
import { segmentPath } from '../core/list/segment.ts';
import { formatTime } from '../core/list/time.ts';
import { TIMESTAMP_PATH, writeTimestamp } from '../core/list/timestamp.ts';
import { withdrawalsPath } from '../core/list/withdrawals.ts';
import type { ListId } from '../core/verdict.ts';
import { readBank, sortedHashes } from './bank.ts';
import { CliError } from './command.ts';
import { filesIn, replaceFile } from './disk-files.ts';
import { readSettings, trustOf, type Workspace } from './workspace.ts';

const DAY = 86_400_000;

/** The version that is published now; null before the first. */
async function publishedChain(files: ListFiles): Promise<Chain | null> {
  const isPublished = (await files.read(TIMESTAMP_PATH, LIMITS.timestampBytes)) !== null;
  return isPublished ? readChain(files, await trustOf(files)) : null;
}

export interface BuildOptions {
  /** The publisher's words on why these hashes may be public. */
  readonly attestation: string;
  readonly withdrawals: WithdrawalMode;
  /** Pack all entries anew instead of keeping the published segments. */
  readonly compact: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Replaces the draft by the next version, unsigned, and says what is in it. */
export async function buildDraft(workspace: Workspace, options: BuildOptions): Promise<Catalog> {
  const { now, attestation } = options;
  const files = filesIn(workspace.public);
  const settings = await readSettings(workspace);
  const published = await publishedChain(files);
  const held = published?.catalog.pdq && !options.compact ? await readSegments(files, published.catalog.pdq) : [];
  const packed = await packEntries(sortedHashes(await readBank(workspace.bank)), held, options.withdrawals);
  const { threshold, catalogDays, timestampDays: _, ...described } = settings;
  const payload = buildCatalog({
    ...described,
    id: settings.id as ListId,
    version: (published?.catalog.version ?? 0) + 1,
    prev: published?.timestamp.catalog.sha256 ?? null,
    signedAt: formatTime(now),
    expiresAt: formatTime(now + catalogDays * DAY),
    pdq: { kind: 'pdq', threshold, attestation, ...packed.part },
  });
  const catalog = parseCatalog(payload);
  await rm(workspace.draft, { recursive: true, force: true });
  for (const [path, bytes] of packed.files) await replaceFile(join(workspace.draft, path), bytes);
  const envelope = writeEnvelope({ payload, signatures: [] });
  await replaceFile(join(workspace.draft, catalogPath(catalog.version)), envelope);
  return catalog;
}

export type SignOutcome =
  | { readonly state: 'published'; readonly list: OpenList; readonly version: number }
  | { readonly state: 'waiting'; readonly role: 'catalog' | 'timestamp'; readonly have: number; readonly need: number };

async function holders(role: Role, signers: readonly Signer[]): Promise<readonly Signer[]> {
  const ids = await Promise.all(signers.map(signer => keyIdOf(signer.publicKey)));
  return signers.filter((_, index) => role.keyIds.includes(ids[index] as string));
}

/** Adds the signatures that `signers` can give to the drafted catalog. */
async function signCatalog(workspace: Workspace, root: Root, version: number, signers: readonly Signer[]) {
  const path = catalogPath(version);
  const file = await filesIn(workspace.draft).read(path, LIMITS.catalogBytes);
  if (file === null) return null;
  const drafted = readEnvelope(file, path, LIMITS.catalogBytes);
  const envelope = await addSignatures(drafted, 'catalog', await holders(root.roles.catalog, signers));
  const bytes = writeEnvelope(envelope);
  await replaceFile(join(workspace.draft, path), bytes);
  const have = await countSigners(envelope, 'catalog', quorumOf(root, 'catalog'));
  return { have, reference: { version, length: bytes.length, sha256: await digestOf(bytes) } };
}

/** Files of the draft before those that are published, and one that is in neither yet. */
function overlay(workspace: Workspace, timestamp: Bytes): ListFiles {
  const layers = [filesIn(workspace.draft), filesIn(workspace.public)];
  return {
    async read(path, maxBytes) {
      if (path === TIMESTAMP_PATH) return timestamp;
      for (const layer of layers) {
        const bytes = await layer.read(path, maxBytes);
        if (bytes !== null) return bytes;
      }
      return null;
    },
  };
}

/** Segments that no subscriber needs any longer go at once: one of them may hold what was taken back. */
async function removeUnnamed(workspace: Workspace, { pdq }: Catalog): Promise<void> {
  const named = new Set(pdq?.segments.map(segment => segmentPath(segment.sha256)));
  if (pdq?.withdrawals) named.add(withdrawalsPath(pdq.withdrawals.sha256));
  for (const folder of ['v1/seg', 'v1/withdrawn']) {
    const names = await readdir(join(workspace.public, folder)).catch(() => []);
    for (const name of names) if (!named.has(`${folder}/${name}`)) await rm(join(workspace.public, folder, name));
  }
}

async function publish(workspace: Workspace, timestamp: Bytes): Promise<void> {
  const entries = await readdir(workspace.draft, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries.filter(found => found.isFile())) {
    const path = join(entry.parentPath, entry.name).slice(workspace.draft.length + 1);
    const bytes = await filesIn(workspace.draft).read(path, Number.MAX_SAFE_INTEGER);
    if (bytes !== null) await replaceFile(join(workspace.public, path), bytes);
  }
  await replaceFile(join(workspace.public, TIMESTAMP_PATH), timestamp);
}

/**
 * Signs the draft, or, where there is none, vouches anew for the published version (its timestamp runs out long before
 * it does). `now` in milliseconds since 1970.
 */
export async function signDraft(workspace: Workspace, signers: readonly Signer[], now: number): Promise<SignOutcome> {
  const published = filesIn(workspace.public);
  const trust = await trustOf(published);
  const newest = await readRoots(published, trust);
  if (newest === null) throw new CliError('the roots of this list do not hold');
  const { root } = newest;
  const chain = await publishedChain(published);
  const signed = await signCatalog(workspace, root, (chain?.catalog.version ?? 0) + 1, signers);
  const need = root.roles.catalog.threshold;
  if (signed !== null && signed.have < need) return { state: 'waiting', role: 'catalog', have: signed.have, need };
  const catalog = signed?.reference ?? chain?.timestamp.catalog;
  if (catalog === undefined) throw new CliError('there is nothing to sign: run build first');

  const { timestampDays } = await readSettings(workspace);
  const version = (chain?.timestamp.version ?? 0) + 1;
  const expiresAt = formatTime(now + timestampDays * DAY);
  const payload = writeTimestamp({ version, signedAt: formatTime(now), expiresAt, catalog });
  const timestampSigners = await holders(root.roles.timestamp, signers);
  const missing = root.roles.timestamp.threshold;
  if (timestampSigners.length < missing) {
    return { state: 'waiting', role: 'timestamp', have: timestampSigners.length, need: missing };
  }
  const timestamp = await sign(payload, 'timestamp', timestampSigners);
  const files = overlay(workspace, timestamp);
  const next = await readChain(files, trust, chain === null ? { now } : { now, previous: chain });
  const list = await openList(files, trust, now);
  await publish(workspace, timestamp);
  await removeUnnamed(workspace, next.catalog);
  await rm(workspace.draft, { recursive: true, force: true });
  return { state: 'published', list, version: next.catalog.version };
}
