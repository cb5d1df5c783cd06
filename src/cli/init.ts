/** `consentry init`: a working folder with keys and the first root. */
import { join } from 'node:path';
import { digestOf } from '../core/list/bytes.ts';
import { PURPOSES } from '../core/list/catalog.ts';
import { ROLE_NAMES, type RoleName, sign } from '../core/list/envelope.ts';
import { readWord } from '../core/list/json.ts';
import { ALGORITHMS, type Algorithm, keyIdOf, type PublicKey, type Signer } from '../core/list/keys.ts';
import { LIMITS } from '../core/list/limits.ts';
import { parseRoot, type Role, rootPath, writeRoot } from '../core/list/root.ts';
import { CliError, defineCommand, firstOf, numberOption } from './command.ts';
import { createPrivateFile, readIfThere, replaceFile } from './disk-files.ts';
import { createKeyFile } from './key-files.ts';
import { type ListSettings, parseSettings, type Workspace, workspaceIn } from './workspace.ts';

/** Catalogs are vouched for by people, timestamps by a machine every day or so (The Update Framework's usual times). */
const CATALOG_DAYS = 90;
const TIMESTAMP_DAYS = 7;
const SIX_HOURS = 21_600;

export interface KeyPlan {
  readonly algorithm: Algorithm;
  /** Keys of the root and of the catalog, each; the timestamp has one, since a machine signs it. */
  readonly keys: number;
  /** How many of them have to sign. */
  readonly quorum: number;
}

/** New keys of one role, by their ids, in files named after it. */
export async function createRoleKeys(
  workspace: Workspace,
  name: string,
  algorithm: Algorithm,
  count: number,
): Promise<ReadonlyMap<string, Signer>> {
  const made = new Map<string, Signer>();
  for (let number = 1; number <= count; number++) {
    const file = count === 1 ? `${name}.pem` : `${name}-${number}.pem`;
    const signer = await createKeyFile(join(workspace.keys, file), algorithm);
    made.set(await keyIdOf(signer.publicKey), signer);
  }
  return made;
}

/** Makes the folder and gives the digest of its root, which is what subscribers pin. Overwrites nothing. */
export async function initWorkspace(workspace: Workspace, settings: ListSettings, plan: KeyPlan): Promise<string> {
  parseSettings(settings);
  if ((await readIfThere(workspace.settings)) !== null) throw new CliError(`${workspace.settings} is there already`);
  const keys = new Map<string, PublicKey>();
  const roles: Partial<Record<RoleName, Role>> = {};
  let rootSigners: readonly Signer[] = [];
  for (const role of ROLE_NAMES) {
    const isSingle = role === 'timestamp';
    const made = await createRoleKeys(workspace, role, plan.algorithm, isSingle ? 1 : plan.keys);
    for (const [keyId, { publicKey }] of made) keys.set(keyId, publicKey);
    roles[role] = { keyIds: [...made.keys()], threshold: isSingle ? 1 : plan.quorum };
    if (role === 'root') rootSigners = [...made.values()];
  }
  const payload = writeRoot({ version: 1, keys, roles: roles as Record<RoleName, Role> });
  await parseRoot(payload);
  await replaceFile(join(workspace.public, rootPath(1)), await sign(payload, 'root', rootSigners));
  await createPrivateFile(workspace.settings, `${JSON.stringify(settings, null, 2)}\n`);
  return digestOf(payload);
}

/** `My School's list` -> `my-school-s-list`. */
const idFrom = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 64);

export const init = defineCommand({
  usage: 'DIR --name NAME',
  about: 'Starts a list: makes its keys (only you may read them) and its first root. Overwrites nothing.',
  example: "consentry init ./our-list --name 'Our list' --publisher 'Example Helpline' --purpose helpline",
  options: {
    name: { type: 'string', value: 'NAME', help: 'name that subscribers see' },
    id: { type: 'string', value: 'ID', help: 'short name in a-z, 0-9 and -; by default made from NAME' },
    publisher: { type: 'string', value: 'TEXT', help: 'who publishes it; by default NAME' },
    purpose: { type: 'string', value: 'WORD', help: `${PURPOSES.join(', ')}; by default community` },
    covers: { type: 'string', value: 'TEXT', help: 'one sentence: what is on the list' },
    contact: { type: 'string', value: 'TEXT', help: 'where somebody can ask to take an entry back' },
    reports: { type: 'string', value: 'URL', help: 'https address that takes reports about entries' },
    threshold: { type: 'string', value: 'N', help: `largest distance that is a match, 0 to ${LIMITS.threshold}` },
    algorithm: { type: 'string', value: 'NAME', help: `${ALGORITHMS.join(' or ')}; by default ed25519` },
    keys: { type: 'string', value: 'N', help: 'keys of the root and of the catalog; by default 1' },
    quorum: { type: 'string', value: 'N', help: 'how many of them have to sign; by default 1' },
  },
  async run({ positionals, values, say }) {
    const [folder] = firstOf(positionals, 'DIR');
    const { name } = values;
    if (name === undefined) throw new CliError('--name is missing (see --help)', 2);
    const keys = numberOption(values.keys, 'keys', 1, 1, 7);
    const settings: ListSettings = {
      id: values.id ?? idFrom(name),
      name,
      publisher: values.publisher ?? name,
      purpose: readWord(values.purpose ?? 'community', '--purpose', PURPOSES),
      covers: values.covers ?? '',
      contact: values.contact ?? '',
      mirrors: [],
      ...(values.reports === undefined ? {} : { reports: values.reports }),
      threshold: numberOption(values.threshold, 'threshold', LIMITS.threshold, 0, LIMITS.threshold),
      minWait: SIX_HOURS,
      catalogDays: CATALOG_DAYS,
      timestampDays: TIMESTAMP_DAYS,
    };
    const root = await initWorkspace(workspaceIn(folder), settings, {
      algorithm: readWord(values.algorithm ?? 'ed25519', '--algorithm', ALGORITHMS),
      keys,
      quorum: numberOption(values.quorum, 'quorum', 1, 1, keys),
    });
    const text = `${folder} is ready. Subscribers pin its root:\n${root}\nKeep ${folder}/keys to yourself, and keep a copy.`;
    say({ folder, id: settings.id, root }, text);
    return 0;
  },
});
