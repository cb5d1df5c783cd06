/** `consentry rotate-keys`: a new root with new keys, signed by the old ones, and everything signed anew under it. */
import { join } from 'node:path';
import { digestOf } from '../core/list/bytes.ts';
import { buildCatalog, catalogPath } from '../core/list/catalog.ts';
import type { Chain } from '../core/list/chain.ts';
import { ROLE_NAMES, type RoleName, writeEnvelope } from '../core/list/envelope.ts';
import { readWord } from '../core/list/json.ts';
import { ALGORITHMS, type Algorithm, type PublicKey } from '../core/list/keys.ts';
import { LIMITS } from '../core/list/limits.ts';
import { parseRoot, type Role, type Root, rootPath, writeRoot } from '../core/list/root.ts';
import { formatTime } from '../core/list/time.ts';
import { CliError, defineCommand, firstOf, numberOption } from './command.ts';
import { filesIn, replaceFile } from './disk-files.ts';
import { createRoleKeys } from './init.ts';
import { readKeyFile, readKeyFolder, retiredKeys } from './key-files.ts';
import { draftCatalog, readState, signDraft, signRoot } from './publish.ts';
import { readSettings, type Workspace, workspaceIn } from './workspace.ts';

interface RolePlan {
  readonly role: RoleName;
  readonly algorithm: Algorithm;
  readonly keys: number;
  readonly quorum: number;
}

/** Writes the next root, unsigned, with new keys for the roles of `plans`; the other roles keep theirs. */
async function draftRoot(workspace: Workspace, before: Root, plans: readonly RolePlan[]): Promise<string> {
  const version = before.version + 1;
  const path = rootPath(version);
  if ((await filesIn(workspace.draft).read(path, LIMITS.rootBytes)) !== null) {
    throw new CliError(`root ${version} is drafted already: sign it, or delete ${join(workspace.draft, path)}`);
  }
  const roles: Record<RoleName, Role> = { ...before.roles };
  const known = new Map<string, PublicKey>(before.keys);
  for (const { role, algorithm, keys, quorum } of plans) {
    const made = await createRoleKeys(workspace, `${role}-r${version}`, algorithm, keys);
    for (const [keyId, { publicKey }] of made) known.set(keyId, publicKey);
    roles[role] = { keyIds: [...made.keys()], threshold: quorum };
  }
  const used = new Set(ROLE_NAMES.flatMap(role => roles[role].keyIds));
  const payload = writeRoot({ version, keys: new Map([...known].filter(([keyId]) => used.has(keyId))), roles });
  await parseRoot(payload);
  await replaceFile(join(workspace.draft, path), writeEnvelope({ payload, signatures: [] }));
  return digestOf(payload);
}

/** New keys of the catalog have to sign one: the published version over again, unless a next one is drafted. */
async function redraftCatalog(workspace: Workspace, chain: Chain, now: number): Promise<void> {
  const version = chain.catalog.version + 1;
  if ((await filesIn(workspace.draft).read(catalogPath(version), LIMITS.catalogBytes)) !== null) return;
  const { catalogDays } = await readSettings(workspace);
  const expiresAt = formatTime(now + catalogDays * 86_400_000);
  const prev = chain.timestamp.catalog.sha256;
  await draftCatalog(
    workspace,
    buildCatalog({ ...chain.catalog, version, prev, signedAt: formatTime(now), expiresAt }),
  );
}

export const rotateKeys = defineCommand({
  usage: 'DIR',
  about:
    'Replaces keys: makes new ones, and a new root that names them, signed by the old root keys and the new. Then signs\n' +
    'the list anew and publishes it. Subscribers follow without doing anything. If not enough keys are at hand, hand DIR\n' +
    'round and run sign with each. Do this when a key may have been seen by somebody, and when a keeper of one leaves.',
  example: 'consentry rotate-keys ./our-list --role catalog --key /media/usb/root.pem',
  options: {
    role: {
      type: 'string',
      multiple: true,
      value: 'NAME',
      help: `${ROLE_NAMES.join(', ')}; may be given several times, by default all`,
    },
    key: { type: 'string', multiple: true, value: 'FILE', help: 'private key to sign with, besides those in DIR/keys' },
    keys: {
      type: 'string',
      value: 'N',
      help: 'how many keys the new root and catalog have; by default as many as now',
    },
    quorum: { type: 'string', value: 'N', help: 'how many of them have to sign; by default as many as now' },
    algorithm: { type: 'string', value: 'NAME', help: `${ALGORITHMS.join(' or ')}; by default ed25519` },
  },
  async run({ positionals, values, say }) {
    const [folder] = firstOf(positionals, 'DIR');
    const workspace = workspaceIn(folder);
    await readSettings(workspace);
    const { root: before, chain } = await readState(workspace);
    const algorithm = readWord(values.algorithm ?? 'ed25519', '--algorithm', ALGORITHMS);
    const roles = new Set((values.role ?? ROLE_NAMES).map(role => readWord(role, '--role', ROLE_NAMES)));
    const plans = [...roles].map((role): RolePlan => {
      const now = before.roles[role];
      if (role === 'timestamp') return { role, algorithm, keys: now.keyIds.length, quorum: now.threshold };
      const keys = numberOption(values.keys, 'keys', now.keyIds.length, 1, 7);
      return {
        role,
        algorithm,
        keys,
        quorum: numberOption(values.quorum, 'quorum', Math.min(now.threshold, keys), 1, keys),
      };
    });
    const given = await Promise.all((values.key ?? []).map(readKeyFile));
    const digest = await draftRoot(workspace, before, plans);
    const now = Date.now();
    if (roles.has('catalog') && chain !== null) await redraftCatalog(workspace, chain, now);
    const inFolder = await readKeyFolder(workspace.keys);
    const signers = [...inFolder, ...given];
    const version = before.version + 1;

    if (chain === null) {
      await signRoot(workspace, before, signers);
      say({ state: 'drafted', root: digest, version }, `root ${version} is drafted; the first version will bring it`);
      return 0;
    }
    const outcome = await signDraft(workspace, signers, now);
    if (outcome.state === 'waiting') {
      const { role, have, need } = outcome;
      const text = `root ${version} is drafted; the ${role} has ${have} of ${need} signatures: sign with the next key`;
      say({ ...outcome, root: digest }, text);
      return 0;
    }
    const retired = await retiredKeys(inFolder, outcome.root);
    say(
      { state: 'published', root: digest, version, retired },
      `root ${version} is published: ${digest}\nThe pin that subscribers hold stays good. Of no more use in ` +
        `${workspace.keys}: ${retired.join(', ') || 'none'}`,
    );
    return 0;
  },
});
