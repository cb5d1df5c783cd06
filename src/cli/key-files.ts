/** Private keys as PKCS#8 PEM files, which every other tool for keys reads and writes too. */
import { createPrivateKey, type JsonWebKey as NodeJwk } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Algorithm, generateJwk, keyIdOf, type Signer, signerFromJwk } from '../core/list/keys.ts';
import type { Root } from '../core/list/root.ts';
import { CliError } from './command.ts';
import { createPrivateFile } from './disk-files.ts';

export async function createKeyFile(path: string, algorithm: Algorithm): Promise<Signer> {
  const jwk = await generateJwk(algorithm);
  const pem = createPrivateKey({ key: jwk as NodeJwk, format: 'jwk' }).export({ type: 'pkcs8', format: 'pem' });
  await createPrivateFile(path, pem.toString());
  return signerFromJwk(jwk);
}

export async function readKeyFile(path: string): Promise<Signer> {
  const pem = await readFile(path, 'utf8');
  try {
    return await signerFromJwk(createPrivateKey(pem).export({ format: 'jwk' }));
  } catch {
    throw new CliError(`${path} is not a private key of Ed25519 or ECDSA P-256 in PEM form`);
  }
}

export interface NamedSigner extends Signer {
  /** Name of its file. */
  readonly name: string;
}

/** The signers of all `.pem` files of a folder, by name; none if there is no such folder. */
export async function readKeyFolder(folder: string): Promise<readonly NamedSigner[]> {
  const names = (await readdir(folder).catch(() => [])).filter(name => name.endsWith('.pem')).sort();
  return Promise.all(names.map(async name => ({ name, ...(await readKeyFile(join(folder, name))) })));
}

/** Names of the key files that a root has no use for any longer. */
export async function retiredKeys(signers: readonly NamedSigner[], root: Root): Promise<readonly string[]> {
  const ids = await Promise.all(signers.map(({ publicKey }) => keyIdOf(publicKey)));
  return signers.filter((_, index) => !root.keys.has(ids[index] as string)).map(({ name }) => name);
}
