/**
 * Brings the copy of a list that is held here up to what its publisher signed last. A state machine over ports: it
 * knows no browser, no clock and no network, and may be cut off after any of its steps:
 *
 *   roots -> timestamp -> catalog     believed only as a whole (chain.ts), against what is trusted so far
 *     -> each file of records         that is not held: fetched, checked against its digest, staged; a later run goes on
 *     -> the end state                opened as it would be for use
 *     -> flip                         one transaction: signed files and what is active change together, the rest goes
 *
 * Nothing that was fetched is trusted, and no version is remembered, before the flip.
 */
import { digestOf } from './bytes.ts';
import { type Catalog, catalogPath, knownParts } from './catalog.ts';
import { type Chain, type ListFiles, readChain, readRoots, type Trust } from './chain.ts';
import { countSigners, readEnvelope } from './envelope.ts';
import { LIMITS } from './limits.ts';
import { ListError } from './list-error.ts';
import { type OpenList, openChain } from './open-list.ts';
import { recordsFilesOf } from './parts.ts';
import { quorumOf, rootPath } from './root.ts';
import { type FetchFile, type RemoteFiles, remoteFiles, SyncStop } from './sync-files.ts';
import type { SyncOutcome } from './sync-outcome.ts';
import { type Setback, setbackOf } from './sync-setback.ts';
import { type SyncStore, stoppingStore } from './sync-store.ts';
import { TIMESTAMP_PATH } from './timestamp.ts';

export interface SyncSource {
  /** As its link names it. The mirrors that the catalog in use names serve as well. */
  readonly address: string;
  readonly trust: Trust;
}

export interface SyncPorts {
  readonly fetch: FetchFile;
  readonly store: SyncStore;
  /** Milliseconds since 1970. */
  now(): number;
  /** 0 to 1. */
  random(): number;
  /** Bytes of records that are held and checked, of all that the new version has. */
  onProgress(done: number, total: number): void;
}

export interface SyncReport {
  readonly outcome: SyncOutcome;
  /** True if anything about the copy in use is another now, be it only the time until which it is vouched for. */
  readonly changed: boolean;
  /** Milliseconds that publisher or server ask to be left alone from now on. */
  readonly wait: number;
  /** The new version as it was opened to be checked, so that nobody has to open it again; null if there is none. */
  readonly opened: OpenedList | null;
}

export interface OpenedList {
  readonly chain: Chain;
  readonly list: OpenList;
}

/** What is trusted so far. A damaged copy is none, and its lowest root is then the pin again. */
interface Held {
  readonly rootVersion: number;
  readonly chain: Chain | null;
}

/** A list that is refused is asked for once more from scratch, elsewhere if there is an elsewhere. */
const MAX_REFUSALS = 2;

const unlessRefused = (error: unknown): null => {
  if (error instanceof ListError) return null;
  throw error;
};

async function readHeld(store: ListFiles, trust: Trust): Promise<Held> {
  const newest = await readRoots(store, trust).catch(unlessRefused);
  const chain = newest === null ? null : await readChain(store, trust).catch(unlessRefused);
  return { rootVersion: newest?.root.version ?? 0, chain };
}

const rootPaths = (newest: number): readonly string[] =>
  Array.from({ length: newest }, (_, index) => rootPath(index + 1));

/**
 * Roots that are held are not asked for again, nor is, with `reuse`, a catalog of the very length that the timestamp
 * names (its digest is checked in any case; should it be another one, the next attempt does without).
 */
function preferHeld(remote: RemoteFiles, store: ListFiles, held: Held, reuse: boolean): ListFiles {
  const roots = new Set(rootPaths(held.rootVersion));
  const catalog = held.chain === null || !reuse ? null : catalogPath(held.chain.catalog.version);
  return {
    async read(path, maxBytes) {
      const kept = roots.has(path) || path === catalog ? await store.read(path, maxBytes) : null;
      return kept !== null && (path !== catalog || kept.length === maxBytes) ? kept : remote.read(path, maxBytes);
    },
  };
}

const recordsOf = (catalog: Catalog) => recordsFilesOf(knownParts(catalog));

async function stageRecords(remote: ListFiles, catalog: Catalog, { store, onProgress }: SyncPorts): Promise<void> {
  const records = recordsOf(catalog);
  const total = records.reduce((sum, { bytes }) => sum + bytes, 0);
  await store.retain(new Set(records.map(({ path }) => path)));
  let done = 0;
  onProgress(done, total);
  for (const { path, sha256, bytes } of records) {
    const held = await store.read(path, bytes);
    if (held === null || held.length !== bytes || (await digestOf(held)) !== sha256) {
      const file = await remote.read(path, bytes);
      if (file === null) throw new ListError('missing', path);
      if (file.length !== bytes) throw new ListError('length', `${path} is not of ${bytes} bytes`);
      if ((await digestOf(file)) !== sha256) throw new ListError('digest', path);
      await store.stage(path, file);
    }
    done += bytes;
    onProgress(done, total);
  }
}

async function checkStaged(chain: Chain, { store, now }: SyncPorts): Promise<OpenedList> {
  try {
    return { chain, list: await openChain(store, chain, now()) };
  } catch (error) {
    if (error instanceof ListError) await store.retain(new Set()); // signed or not, nobody can use it
    throw error;
  }
}

async function flip(chain: Chain, { fetched }: RemoteFiles, store: SyncStore): Promise<void> {
  const signed = [...rootPaths(chain.root.version), catalogPath(chain.catalog.version), TIMESTAMP_PATH];
  const written = new Map([...fetched].filter(([path]) => signed.includes(path)));
  await store.flip(written, new Set([...signed, ...recordsOf(chain.catalog).map(({ path }) => path)]));
}

/** One try at one server. Throws ListError for what is refused, SyncStop for what failed. */
async function attempt(
  remote: RemoteFiles,
  trust: Trust,
  held: Held,
  ports: SyncPorts,
  reuse: boolean,
): Promise<SyncReport> {
  const { store } = ports;
  const files = preferHeld(remote, store, held, reuse);
  const rules = held.chain === null ? {} : { previous: held.chain };
  const chain = await readChain(files, trust, { now: ports.now(), ...rules });
  const { catalog, timestamp } = chain;
  const wait = catalog.minWait * 1_000;
  const isSameCatalog = held.chain?.timestamp.catalog.sha256 === timestamp.catalog.sha256;
  const paths = await store.paths();
  const isWhole = isSameCatalog && recordsOf(catalog).every(({ path }) => paths.has(path));
  if (isWhole) {
    const isSame = held.chain?.timestampDigest === chain.timestampDigest && held.chain.rootDigest === chain.rootDigest;
    if (!isSame) await flip(chain, remote, store);
    return { outcome: 'unchanged', changed: !isSame, wait, opened: null };
  }
  await stageRecords(remote, catalog, ports);
  const opened = await checkStaged(chain, ports);
  await flip(chain, remote, store);
  return { outcome: 'updated', changed: true, wait, opened };
}

/**
 * Gives up the copy in use if a newer root takes back the keys that signed its catalog. Of what was fetched only roots
 * are looked at, and those are signed under the rules of the one that is trusted.
 */
async function giveUpRevoked(remote: RemoteFiles, store: SyncStore, held: Held): Promise<boolean> {
  const { chain } = held;
  if (chain === null) return false;
  const newest = await readRoots(preferHeld(remote, store, held, false), chain).catch(unlessRefused);
  if (newest === null || newest.root.version <= held.rootVersion) return false;
  const path = catalogPath(chain.catalog.version);
  const file = await store.read(path, LIMITS.catalogBytes);
  if (file === null) return false;
  const quorum = quorumOf(newest.root, 'catalog');
  const signers = await countSigners(readEnvelope(file, path, LIMITS.catalogBytes), 'catalog', quorum);
  if (signers >= quorum.threshold) return false;
  const roots = new Set(rootPaths(newest.root.version));
  await store.flip(new Map([...remote.fetched].filter(([name]) => roots.has(name))), roots);
  return true;
}

/** In random order, so that no mirror is everybody's first (Fisher and Yates). */
function shuffled(addresses: readonly string[], random: () => number): readonly string[] {
  const order = [...addresses];
  for (let left = order.length - 1; left > 0; left--) {
    const pick = Math.floor(random() * (left + 1));
    [order[left], order[pick]] = [order[pick] as string, order[left] as string];
  }
  return order;
}

/** What came of one server, if it did not end well. */
interface Try extends Setback {
  readonly remote: RemoteFiles;
}

/** Goes from server to server until one serves. A refusal is worth a second try, a failure only somewhere else. */
async function tryServers(source: SyncSource, held: Held, ports: SyncPorts): Promise<SyncReport | readonly Try[]> {
  const mirrors = held.chain?.catalog.mirrors ?? [];
  const order = shuffled([...new Set([source.address, ...mirrors])], ports.random);
  const setbacks: Try[] = [];
  for (const [index, address] of [...order, ...order.slice(0, 1)].entries()) {
    const refusals = setbacks.filter(({ outcome }) => 'refused' in outcome).length;
    if (refusals === MAX_REFUSALS || (index === order.length && refusals === 0)) break;
    const remote = remoteFiles(ports.fetch, address);
    try {
      return await attempt(remote, source.trust, held, ports, refusals === 0);
    } catch (error) {
      const setback = { remote, ...setbackOf(error) };
      setbacks.push(setback);
      if ('failed' in setback.outcome && setback.outcome.failed === 'storage') break;
    }
  }
  return setbacks;
}

/** Never rejects for anything that a server or a store does; what is in use stays whole, whatever the outcome. */
export async function syncList(source: SyncSource, ports: SyncPorts): Promise<SyncReport> {
  const store = stoppingStore(ports.store);
  try {
    const held = await readHeld(store, source.trust);
    const result = await tryServers(source, held, { ...ports, store });
    if ('outcome' in result) return result;
    const wait = Math.max(0, ...result.map(setback => setback.wait));
    const refused = result.findLast(({ outcome }) => 'refused' in outcome);
    if (refused !== undefined && (await giveUpRevoked(refused.remote, store, held))) {
      return { outcome: { refused: 'revoked' }, changed: true, wait, opened: null };
    }
    const { outcome } = refused ?? (result[0] as Try);
    if ('failed' in outcome && outcome.failed === 'storage') await store.retain(new Set());
    return { outcome, changed: false, wait, opened: null };
  } catch (error) {
    if (!(error instanceof SyncStop)) throw error;
    return { outcome: { failed: error.reason }, changed: false, wait: error.retryAfter, opened: null };
  }
}
