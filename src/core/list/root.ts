/**
 * The root of a list: which keys may sign what, and how many must. Root N+1 is signed under the rules of N and under
 * its own, so keys can be replaced without asking anybody to subscribe anew. A root does not expire: the timestamp
 * does, and an expired root would silence every subscriber at once.
 */
import { type Bytes, encodeText } from './bytes.ts';
import { type Quorum, ROLE_NAMES, type RoleName } from './envelope.ts';
import { parseJson, readArray, readDigest, readInteger, readObject, readVersion, readWord } from './json.ts';
import { keyIdOf, type PublicKey, publicKeyJson, readPublicKey } from './keys.ts';
import { LIMITS } from './limits.ts';
import { ListError } from './list-error.ts';

export interface Role {
  readonly keyIds: readonly string[];
  readonly threshold: number;
}

export interface Root {
  readonly version: number;
  readonly keys: ReadonlyMap<string, PublicKey>;
  readonly roles: Readonly<Record<RoleName, Role>>;
}

export const rootPath = (version: number): string => `v1/root/${version}.json`;

function readRole(value: unknown, what: string, keys: ReadonlyMap<string, PublicKey>): Role {
  const object = readObject(value, what, ['keyIds', 'threshold']);
  const keyIds = readArray(object.keyIds, `${what}.keyIds`, LIMITS.keys, readDigest);
  if (new Set(keyIds).size !== keyIds.length) throw new ListError('format', `${what}.keyIds names a key twice`);
  const absent = keyIds.find(keyId => !keys.has(keyId));
  if (absent !== undefined)
    throw new ListError('format', `${what}.keyIds names ${absent}, which is not among the keys`);
  return { keyIds, threshold: readInteger(object.threshold, `${what}.threshold`, 1, keyIds.length) };
}

/** `payload` is that of an envelope whose digest is pinned or whose signatures were counted. */
export async function parseRoot(payload: Bytes, what = 'root'): Promise<Root> {
  const object = readObject(parseJson(payload, what), what, ['spec', 'version', 'keys', 'roles']);
  readWord(object.spec, `${what}.spec`, ['1']);
  const publicKeys = readArray(object.keys, `${what}.keys`, LIMITS.keys, readPublicKey);
  const keys = new Map<string, PublicKey>();
  for (const key of publicKeys) keys.set(await keyIdOf(key), key);
  if (keys.size !== publicKeys.length) throw new ListError('format', `${what}.keys has a key twice`);
  const roles = readObject(object.roles, `${what}.roles`, ROLE_NAMES);
  return {
    version: readVersion(object.version, `${what}.version`),
    keys,
    roles: {
      root: readRole(roles.root, `${what}.roles.root`, keys),
      catalog: readRole(roles.catalog, `${what}.roles.catalog`, keys),
      timestamp: readRole(roles.timestamp, `${what}.roles.timestamp`, keys),
    },
  };
}

export function writeRoot({ version, keys, roles }: Root): Bytes {
  return encodeText(JSON.stringify({ spec: '1', version, keys: [...keys.values()].map(publicKeyJson), roles }));
}

export function quorumOf(root: Root, role: RoleName): Quorum {
  const { keyIds, threshold } = root.roles[role];
  const keys = new Map([...root.keys].filter(([keyId]) => keyIds.includes(keyId)));
  return { keys, threshold };
}

/** Versions are compared only while the same keys answer for them: a new key set starts its own count. */
export function isSameRole(a: Role, b: Role): boolean {
  return (
    a.threshold === b.threshold && a.keyIds.length === b.keyIds.length && a.keyIds.every(id => b.keyIds.includes(id))
  );
}
