/**
 * One plain PDQ hash of each own picture, as a signed list in one file, for somebody who was chosen by hand: their
 * browser takes it like any list from a file. The key is made for this file and thrown away with it, so nobody can sign
 * another version, and two files cannot be told to be from one person.
 */
import { toHex } from '../hash/hex.ts';
import type { Hash } from '../hash/types.ts';
import { type Bytes, concatBytes, digestOf } from '../list/bytes.ts';
import { buildCatalog, catalogPath } from '../list/catalog.ts';
import { sign } from '../list/envelope.ts';
import { generateJwk, keyIdOf, signerFromJwk } from '../list/keys.ts';
import { LIMITS } from '../list/limits.ts';
import { packEntries } from '../list/pack-entries.ts';
import { rootPath, writeRoot } from '../list/root.ts';
import { formatTime } from '../list/time.ts';
import { TIMESTAMP_PATH, writeTimestamp } from '../list/timestamp.ts';
import { writeArchive } from '../list/write-archive.ts';
import type { ListId } from '../verdict.ts';

/** What the list says of itself. Each at most as long as LIMITS allows. */
export interface GivenWords {
  readonly name: string;
  readonly publisher: string;
  readonly covers: string;
}

export interface GivenList {
  /** A tar archive. */
  readonly archive: Bytes;
  /** Digest of the root: by it whoever gets the file knows that it is the right one. */
  readonly keyDigest: string;
  readonly entries: number;
}

/** Afterwards it is told to be old, and still matched. */
const VALID_MS = 365 * 86_400_000;
const ATTESTATION = 'Given by the person whose pictures these are, to people of their choice. Not for publication.';

const inOrder = (hashes: readonly Hash[]): Bytes =>
  concatBytes(
    [...new Map(hashes.map(hash => [toHex(hash), hash]))].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, hash]) => hash),
  );

/** `now` in milliseconds since 1970. At least one hash. */
export async function writeGivenList(hashes: readonly Hash[], words: GivenWords, now: number): Promise<GivenList> {
  const signer = await signerFromJwk(await generateJwk('ed25519'));
  const keyId = await keyIdOf(signer.publicKey);
  const role = { keyIds: [keyId], threshold: 1 };
  const keys = new Map([[keyId, signer.publicKey]]);
  const root = writeRoot({ version: 1, keys, roles: { root: role, catalog: role, timestamp: role } });

  const { part, files } = await packEntries('pdq', inOrder(hashes), [], 'rewrite');
  const [signedAt, expiresAt] = [formatTime(now), formatTime(now + VALID_MS)];
  const payload = buildCatalog({
    ...words,
    id: 'private' as ListId,
    version: 1,
    prev: null,
    signedAt,
    expiresAt,
    minWait: LIMITS.minWaitSeconds,
    purpose: 'community',
    contact: '',
    mirrors: [],
    reports: null,
    pdq: { kind: 'pdq', threshold: LIMITS.threshold, attestation: ATTESTATION, ...part },
    video: null,
    digest: null,
  });
  const catalog = await sign(payload, 'catalog', [signer]);
  const reference = { version: 1, length: catalog.length, sha256: await digestOf(catalog) };
  const timestamp = writeTimestamp({ version: 1, signedAt, expiresAt, catalog: reference });
  const archive = writeArchive(
    new Map([
      [rootPath(1), await sign(root, 'root', [signer])],
      [TIMESTAMP_PATH, await sign(timestamp, 'timestamp', [signer])],
      [catalogPath(1), catalog],
      ...files,
    ]),
  );
  return { archive, keyDigest: await digestOf(root), entries: part.count };
}
