/** What a list says of itself, checked as far as its catalog, before anybody subscribes to it. Keeps nothing. */
import { digestOf } from './bytes.ts';
import { type Chain, type ListFiles, readChain } from './chain.ts';
import { readEnvelope } from './envelope.ts';
import { LIMITS } from './limits.ts';
import { ListError } from './list-error.ts';
import { rootPath } from './root.ts';
import { type FetchFile, remoteFiles } from './sync-files.ts';
import type { ListLink } from './sync-link.ts';
import { type Setback, setbackOf } from './sync-setback.ts';

export interface Previewed {
  readonly chain: Chain;
  /** The link's, or that of the first root where the link had none. */
  readonly rootDigest: string;
}

async function firstRootDigest(files: ListFiles): Promise<string> {
  const path = rootPath(1);
  const bytes = await files.read(path, LIMITS.rootBytes);
  if (bytes === null) throw new ListError('missing', path);
  return digestOf(readEnvelope(bytes, path, LIMITS.rootBytes).payload);
}

/** `now` in milliseconds since 1970. */
export async function previewList(link: ListLink, fetch: FetchFile, now: number): Promise<Previewed | Setback> {
  const files = remoteFiles(fetch, link.address);
  try {
    const rootDigest = link.rootDigest ?? (await firstRootDigest(files));
    return { chain: await readChain(files, { rootDigest }, { now }), rootDigest };
  } catch (error) {
    return setbackOf(error);
  }
}
