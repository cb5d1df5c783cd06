/**
 * From the bank to a published version: `buildDraft` packs and describes it, `signDraft` adds signatures and, once
 * there are enough, opens the result as a subscriber would and only then puts it in place. The timestamp goes last.
 */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { VIDEO_RULE } from '../core/hash/video.ts';
import { type Bytes, digestOf } from '../core/list/bytes.ts';
import { buildCatalog, type Catalog, catalogPath, knownParts, parseCatalog } from '../core/list/catalog.ts';
import { type Chain, type ListFiles, readChain, readRoots, type Trust } from '../core/list/chain.ts';
import { addSignatures, countSigners, readEnvelope, sign, writeEnvelope } from '../core/list/envelope.ts';
import { keyIdOf, type Signer } from '../core/list/keys.ts';
import { LIMITS } from '../core/list/limits.ts';
import { ListError } from '../core/list/list-error.ts';
import { type OpenList, openList, readSegments } from '../core/list/open-list.ts';
import { type PackedEntries, packEntries, type WithdrawalMode } from '../core/list/pack-entries.ts';
import { type Part, recordsFilesOf } from '../core/list/parts.ts';
import { parseRoot, quorumOf, type Role, type Root, rootPath } from '../core/list/root.ts';
import { formatTime } from '../core/list/time.ts';
import { TIMESTAMP_PATH, writeTimestamp } from '../core/list/timestamp.ts';
import { countVideos, recordsOfVideos } from '../core/list/videos.ts';
import type { ListId } from '../core/verdict.ts';
import { readBank, sizeOf, sortedRecords, videoEntries } from './bank.ts';
import { CliError } from './command.ts';
import { filesIn, replaceFile } from './disk-files.ts';
import type { Progress } from './progress.ts';
import { readSettings, trustOf, type Workspace } from './workspace.ts';

const DAY = 86_400_000;

export interface Published {
  readonly trust: Trust;
  /** The newest root. */
  readonly root: Root;
  /** The version that is published now; null before the first. */
  readonly chain: Chain | null;
}

async function readPublished(files: ListFiles, trust: Trust): Promise<Published> {
  const newest = await readRoots(files, trust);
  if (newest === null) throw new CliError('the roots of this list do not hold');
  const isPublished = (await files.read(TIMESTAMP_PATH, LIMITS.timestampBytes)) !== null;
  return { trust, root: newest.root, chain: isPublished ? await readChain(files, trust) : null };
}

/** What is in the public folder; also if an earlier `sign` was ended between a new root and the timestamp that goes with it. */
export async function readState(workspace: Workspace): Promise<Published> {
  const files = filesIn(workspace.public);
  const drafted = filesIn(workspace.draft);
  const trust = await trustOf(files);
  try {
    return await readPublished(files, trust);
  } catch (error) {
    if (!(error instanceof ListError) || error.reason !== 'signature') throw error;
    const read: ListFiles['read'] = async (path, maxBytes) =>
      path.startsWith('v1/root/') && (await drafted.read(path, maxBytes)) !== null ? null : files.read(path, maxBytes);
    return readPublished({ read }, trust);
  }
}

export interface BuildOptions {
  /** The publisher's words on why these hashes may be public. */
  readonly attestation: string;
  readonly withdrawals: WithdrawalMode;
  /** Pack all entries anew instead of keeping the published segments. */
  readonly compact: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly progress?: Progress;
}

/** What a build replaces; a root that waits for signatures stays. */
async function clearDraft(workspace: Workspace): Promise<void> {
  for (const folder of ['catalog', 'seg', 'withdrawn']) {
    await rm(join(workspace.draft, 'v1', folder), { recursive: true, force: true });
  }
}

/** Writes the next catalog, unsigned. */
export async function draftCatalog(workspace: Workspace, payload: Bytes): Promise<Catalog> {
  const catalog = parseCatalog(payload);
  const envelope = writeEnvelope({ payload, signatures: [] });
  await replaceFile(join(workspace.draft, catalogPath(catalog.version)), envelope);
  return catalog;
}

/** Replaces the draft by the next version, unsigned, and says what is in it. */
export async function buildDraft(workspace: Workspace, options: BuildOptions): Promise<Catalog> {
  const { now, progress = () => undefined } = options;
  const files = filesIn(workspace.public);
  const settings = await readSettings(workspace);
  progress(() => 'reading the bank');
  const bank = await readBank(workspace.bank);
  const { chain: published } = await readState(workspace);
  progress(() => `packing ${sizeOf(bank)} entries`);
  const pack = async (kind: Part['kind'], entries: Bytes): Promise<PackedEntries> => {
    const part = published?.catalog[kind] ?? null;
    const held = part === null || options.compact ? [] : await readSegments(files, part);
    return packEntries(kind, entries, held, options.withdrawals);
  };
  const frames = recordsOfVideos(videoEntries(bank));
  const pdq = await pack('pdq', sortedRecords(bank.hashes));
  const video = await pack('video', frames);
  const digest = await pack('digest', sortedRecords(bank.digests));
  const { threshold, catalogDays, timestampDays: _, video: shares = VIDEO_RULE, ...described } = settings;
  const { seenPercent, listedPercent } = shares;
  const said = [...bank.agreements].filter(agreement => !options.attestation.includes(agreement));
  const attestation = [options.attestation, ...said].join('; ');
  const videos = countVideos(frames);
  const payload = buildCatalog({
    ...described,
    id: settings.id as ListId,
    reports: settings.reports ?? null,
    version: (published?.catalog.version ?? 0) + 1,
    prev: published?.timestamp.catalog.sha256 ?? null,
    signedAt: formatTime(now),
    expiresAt: formatTime(now + catalogDays * DAY),
    pdq: { kind: 'pdq', threshold, attestation, ...pdq.part },
    video:
      video.part.segments.length === 0
        ? null
        : { kind: 'video', threshold, seenPercent, listedPercent, videos, attestation, ...video.part },
    digest: digest.part.segments.length === 0 ? null : { kind: 'digest', attestation, ...digest.part },
  });
  await clearDraft(workspace);
  for (const { files: packed } of [pdq, video, digest]) {
    for (const [path, bytes] of packed) await replaceFile(join(workspace.draft, path), bytes);
  }
  return draftCatalog(workspace, payload);
}

export type SignOutcome =
  | { readonly state: 'published'; readonly list: OpenList; readonly version: number; readonly root: Root }
  | {
      readonly state: 'waiting';
      readonly role: 'root' | 'catalog' | 'timestamp';
      readonly have: number;
      readonly need: number;
    };

async function holders(role: Role, signers: readonly Signer[]): Promise<readonly Signer[]> {
  const ids = await Promise.all(signers.map(signer => keyIdOf(signer.publicKey)));
  return signers.filter((_, index) => role.keyIds.includes(ids[index] as string));
}

/**
 * Adds the signatures that `signers` can give to the drafted root, if there is one: under the rules of the root before
 * it, and under its own.
 */
export async function signRoot(workspace: Workspace, before: Root, signers: readonly Signer[]) {
  const path = rootPath(before.version + 1);
  const file = await filesIn(workspace.draft).read(path, LIMITS.rootBytes);
  if (file === null) return null;
  const drafted = readEnvelope(file, path, LIMITS.rootBytes);
  const root = await parseRoot(drafted.payload, path);
  const able = [...(await holders(before.roles.root, signers)), ...(await holders(root.roles.root, signers))];
  const envelope = await addSignatures(drafted, 'root', able);
  await replaceFile(join(workspace.draft, path), writeEnvelope(envelope));
  for (const rules of [before, root]) {
    const have = await countSigners(envelope, 'root', quorumOf(rules, 'root'));
    const need = rules.roles.root.threshold;
    if (have < need) return { state: 'waiting', role: 'root', have, need } as const;
  }
  return { state: 'signed', root } as const;
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

/** Files that no subscriber needs any longer go at once: one of them may hold what was taken back. */
async function removeUnnamed(workspace: Workspace, catalog: Catalog): Promise<void> {
  const named = new Set(recordsFilesOf(knownParts(catalog)).map(({ path }) => path));
  for (const folder of ['v1/seg', 'v1/withdrawn']) {
    const names = await readdir(join(workspace.public, folder)).catch(() => []);
    for (const name of names) if (!named.has(`${folder}/${name}`)) await rm(join(workspace.public, folder, name));
  }
}

/** Every file before those that name it; a new root next to the timestamp, since one without the other is refused. */
const ORDER = ['seg', 'withdrawn', 'catalog', 'root'];

async function publish(workspace: Workspace, timestamp: Bytes): Promise<void> {
  for (const folder of ORDER) {
    const names = await readdir(join(workspace.draft, 'v1', folder)).catch(() => []);
    for (const name of names) {
      const path = `v1/${folder}/${name}`;
      const bytes = await filesIn(workspace.draft).read(path, Number.MAX_SAFE_INTEGER);
      if (bytes !== null) await replaceFile(join(workspace.public, path), bytes);
    }
  }
  await replaceFile(join(workspace.public, TIMESTAMP_PATH), timestamp);
}

/**
 * Signs the draft, or, where there is none, vouches anew for the published version (its timestamp runs out long before
 * it does). `now` in milliseconds since 1970.
 */
export async function signDraft(
  workspace: Workspace,
  signers: readonly Signer[],
  now: number,
  progress: Progress = () => undefined,
): Promise<SignOutcome> {
  const { trust, root: before, chain } = await readState(workspace);
  const rotation = await signRoot(workspace, before, signers);
  if (rotation?.state === 'waiting') return rotation;
  const root = rotation?.root ?? before;
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
  progress(() => 'checking the list as a subscriber would');
  const files = overlay(workspace, timestamp);
  const next = await readChain(files, trust, chain === null ? { now } : { now, previous: chain });
  const list = await openList(files, trust, now);
  await publish(workspace, timestamp);
  await removeUnnamed(workspace, next.catalog);
  await rm(workspace.draft, { recursive: true, force: true });
  return { state: 'published', list, version: next.catalog.version, root };
}
