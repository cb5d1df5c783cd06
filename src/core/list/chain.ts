/**
 * From a pinned digest to a catalog that may be believed: root by root, timestamp, catalog; each file's signatures are
 * counted before it is parsed. Used for the copy that a browser holds and for one that is being fetched. A reader of
 * fetched files also passes `previous` and `now`, and must store nothing before this function returned.
 */
import { type Bytes, digestOf } from './bytes.ts';
import { type Catalog, catalogPath, parseCatalog } from './catalog.ts';
import { readEnvelope, requireQuorum } from './envelope.ts';
import { LIMITS } from './limits.ts';
import { ListError } from './list-error.ts';
import { isSameRole, parseRoot, quorumOf, type Root, rootPath } from './root.ts';
import { parseTime } from './time.ts';
import { parseTimestamp, TIMESTAMP_PATH, type Timestamp } from './timestamp.ts';

/** Where a list's files are. Paths are relative to the list: `v1/timestamp.json`. */
export interface ListFiles {
  /** Null if there is none. May stop after `maxBytes` + 1 and hand back what it has; it will be refused. */
  read(path: string, maxBytes: number): Promise<Bytes | null>;
}

export interface Trust {
  /** SHA-256 of the payload of any one root of the list, in hex: what a subscription link carries. */
  readonly rootDigest: string;
}

export interface Chain {
  readonly root: Root;
  /** Of the newest root's payload. */
  readonly rootDigest: string;
  readonly timestamp: Timestamp;
  /** Of the timestamp's payload. */
  readonly timestampDigest: string;
  readonly catalog: Catalog;
}

export interface ChainRules {
  /** What is trusted so far: nothing older, and nothing else under the same version, is taken after it. */
  readonly previous?: Chain;
  /** Milliseconds since 1970. Refuses files that had expired by then; without it, expiry is not looked at. */
  readonly now?: number;
}

async function readRequired(files: ListFiles, path: string, maxBytes: number): Promise<Bytes> {
  const bytes = await files.read(path, maxBytes);
  if (bytes === null) throw new ListError('missing', path);
  return bytes;
}

/**
 * Walks up to the newest root, or gives null if none has the pinned digest. Roots below the pinned one are only passed
 * by: the pin stands in for their signatures.
 */
export async function readRoots(
  files: ListFiles,
  trust: Trust,
): Promise<{ readonly root: Root; readonly rootDigest: string } | null> {
  let trusted: { root: Root; rootDigest: string } | null = null;
  for (let version = 1; ; version++) {
    const path = rootPath(version);
    const bytes = await files.read(path, LIMITS.rootBytes);
    if (bytes === null) break;
    if (version > LIMITS.rootHops) throw new ListError('length', `more than ${LIMITS.rootHops} roots`);
    const envelope = readEnvelope(bytes, path, LIMITS.rootBytes);
    const rootDigest = await digestOf(envelope.payload);
    if (trusted === null && rootDigest !== trust.rootDigest) continue;
    if (trusted !== null) await requireQuorum(envelope, 'root', quorumOf(trusted.root, 'root'), path);
    const root = await parseRoot(envelope.payload, path);
    await requireQuorum(envelope, 'root', quorumOf(root, 'root'), path);
    if (root.version !== version) throw new ListError('rollback', `${path} calls itself version ${root.version}`);
    trusted = { root, rootDigest };
  }
  return trusted;
}

function refuseExpired(expiresAt: string, { now }: ChainRules, what: string): void {
  if (now !== undefined && parseTime(expiresAt) <= now)
    throw new ListError('expired', `${what} expired at ${expiresAt}`);
}

interface Numbered {
  readonly version: number;
  readonly digest: string;
}

/** One version never has two contents, and versions only go up while the same keys sign. */
function refuseRollback(next: Numbered, trusted: Numbered, what: string): void {
  if (next.version < trusted.version) {
    throw new ListError('rollback', `${what} ${next.version} is older than ${trusted.version}`);
  }
  if (next.version === trusted.version && next.digest !== trusted.digest) {
    throw new ListError('rollback', `${what} ${next.version} is not the one that is trusted`);
  }
}

async function readTimestamp(files: ListFiles, root: Root, rules: ChainRules) {
  const bytes = await readRequired(files, TIMESTAMP_PATH, LIMITS.timestampBytes);
  const envelope = readEnvelope(bytes, TIMESTAMP_PATH, LIMITS.timestampBytes);
  await requireQuorum(envelope, 'timestamp', quorumOf(root, 'timestamp'), TIMESTAMP_PATH);
  const timestamp = parseTimestamp(envelope.payload);
  const timestampDigest = await digestOf(envelope.payload);
  const { previous } = rules;
  if (previous && isSameRole(root.roles.timestamp, previous.root.roles.timestamp)) {
    const trusted = { version: previous.timestamp.version, digest: previous.timestampDigest };
    refuseRollback({ version: timestamp.version, digest: timestampDigest }, trusted, 'timestamp');
  }
  refuseExpired(timestamp.expiresAt, rules, 'timestamp');
  return { timestamp, timestampDigest };
}

async function readCatalog(files: ListFiles, root: Root, timestamp: Timestamp, rules: ChainRules): Promise<Catalog> {
  const { version, length, sha256 } = timestamp.catalog;
  const path = catalogPath(version);
  const bytes = await readRequired(files, path, length);
  if (bytes.length !== length) throw new ListError('length', `${path} is not of ${length} bytes`);
  if ((await digestOf(bytes)) !== sha256) throw new ListError('digest', path);
  const envelope = readEnvelope(bytes, path, LIMITS.catalogBytes);
  await requireQuorum(envelope, 'catalog', quorumOf(root, 'catalog'), path);
  const catalog = parseCatalog(envelope.payload);
  if (catalog.version !== version) throw new ListError('rollback', `${path} calls itself version ${catalog.version}`);
  const { previous } = rules;
  if (previous && isSameRole(root.roles.catalog, previous.root.roles.catalog)) {
    const trusted = previous.timestamp.catalog;
    refuseRollback({ version, digest: sha256 }, { version: trusted.version, digest: trusted.sha256 }, 'catalog');
    if (version === trusted.version + 1 && catalog.prev !== trusted.sha256) {
      throw new ListError('rollback', `${path} does not follow the trusted catalog`);
    }
  }
  refuseExpired(catalog.expiresAt, rules, 'catalog');
  return catalog;
}

/** Throws ListError only, unless `files` itself fails. */
export async function readChain(files: ListFiles, trust: Trust, rules: ChainRules = {}): Promise<Chain> {
  const { previous } = rules;
  const newest = await readRoots(files, previous ?? trust);
  if (newest === null) throw new ListError(previous ? 'rollback' : 'digest', 'the trusted root is not among the roots');
  const { root, rootDigest } = newest;
  const { timestamp, timestampDigest } = await readTimestamp(files, root, rules);
  const catalog = await readCatalog(files, root, timestamp, rules);
  return { root, rootDigest, timestamp, timestampDigest, catalog };
}
