/** What a publisher, or somebody else, signs with keys other than those that a reader trusts. */
import { encodeText } from '../../../src/core/list/bytes.ts';
import { type RoleName, sign } from '../../../src/core/list/envelope.ts';
import type { Signer } from '../../../src/core/list/keys.ts';
import { type Json, newSigner, type Publisher, rootPayload } from './sample-list.ts';

export type Signers = Readonly<Record<RoleName, readonly Signer[]>>;

export const THRESHOLDS = { root: 2, catalog: 2, timestamp: 1 };

export const newKeys = async (): Promise<Signers> => ({
  root: [await newSigner(), await newSigner('ecdsa-p256')],
  catalog: [await newSigner(), await newSigner()],
  timestamp: [await newSigner()],
});

/** Writes a root as version `at`, which calls itself `version`, signed by `by`. */
export async function putRoot(
  publisher: Publisher,
  at: number,
  version: number,
  signers: Signers,
  by: readonly Signer[],
): Promise<void> {
  const payload = encodeText(JSON.stringify(await rootPayload(version, signers, THRESHOLDS)));
  publisher.files.set(`v1/root/${at}.json`, await sign(payload, 'root', by));
}

/** The root that follows the first, signed by its keys and by those of the first. */
export const rotateTo = (publisher: Publisher, next: Signers): Promise<void> =>
  putRoot(publisher, 2, 2, next, [...publisher.signers.root, ...next.root]);

/** Signs what is up with other keys; of the catalog, changed like this. */
export async function signAllWith(
  publisher: Publisher,
  { catalog, timestamp }: Signers,
  change: Json = {},
): Promise<void> {
  await publisher.putCatalog(payload => Object.assign(payload, change), catalog);
  await publisher.putTimestamp(undefined, timestamp);
}
