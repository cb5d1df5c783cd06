/** A list on a server of the test's own, as a publisher would put it up. */
import { newPublisher, type Publisher, sampleHashes } from '../core/list/sample-list.ts';
import type { LoggedRequest, TlsServer } from './tls-server.ts';

export const LIST_HOST = 'lists.example';

const DAY = 86_400_000;
const timeIn = (days: number): string => new Date(Date.now() + days * DAY).toISOString().replace(/\.\d+Z$/, 'Z');

export interface ListHost {
  readonly publisher: Publisher;
  /** With the key digest. */
  readonly link: string;
  /** What was asked of the list's server, in order, without the leading slash. */
  paths(): readonly string[];
  requests(): readonly LoggedRequest[];
  /** Signs and puts up the next version with these entries (32 bytes each, sorted), in segments beside `held`. */
  publish(
    hashes: Uint8Array<ArrayBuffer>,
    held?: readonly Uint8Array<ArrayBuffer>[],
    mode?: 'rewrite' | 'defer',
  ): Promise<void>;
  /** Leaves whoever asks for the n-th file that matches without an answer, until it is released. */
  hold(path: RegExp, nth?: number): { readonly reached: Promise<void>; release(): void };
}

/** The first version holds hashes 1 to 3. Anybody may read it, from any origin. */
export async function hostList(server: TlsServer, folder = '/'): Promise<ListHost> {
  const publisher = await newPublisher();
  const holds: { path: RegExp; left: number; reach: () => void; released: Promise<void> }[] = [];

  server.route(LIST_HOST, async ({ path }) => {
    if (!path.startsWith(folder)) return null;
    const name = path.slice(folder.length);
    const hold = holds.find(each => each.path.test(name));
    if (hold !== undefined) {
      hold.left--;
      if (hold.left === 0) {
        hold.reach();
        await hold.released;
      }
    }
    const file = publisher.files.get(name);
    const headers = { 'access-control-allow-origin': '*', 'set-cookie': 'who=me; Max-Age=9999', etag: '"who"' };
    return file === undefined ? { status: 404, headers } : { headers, body: file };
  });

  async function putEntries(...args: Parameters<Publisher['putEntries']>): Promise<void> {
    Object.assign(publisher.payloads.catalog, { expiresAt: timeIn(90), signedAt: timeIn(0) });
    Object.assign(publisher.payloads.timestamp, { expiresAt: timeIn(7), signedAt: timeIn(0) });
    await publisher.putEntries(...args);
  }
  await putEntries(sampleHashes([1, 2, 3]));

  const requests = () => server.requests.filter(({ host, path }) => host === LIST_HOST && path.startsWith(folder));
  return {
    publisher,
    link: `https://${LIST_HOST}${folder}#${publisher.trust.rootDigest}`,
    requests,
    paths: () => requests().map(({ url }) => `${url.pathname}${url.search}`.slice(folder.length)),
    async publish(...args) {
      const { catalog, timestamp } = publisher.payloads;
      const { version, sha256 } = timestamp['catalog'] as { version: number; sha256: string };
      Object.assign(catalog, { version: version + 1, prev: sha256 });
      Object.assign(timestamp, { version: (timestamp['version'] as number) + 1 });
      await putEntries(...args);
    },
    hold(path, nth = 1) {
      let reach = (): void => undefined;
      let release = (): void => undefined;
      const reached = new Promise<void>(resolve => {
        reach = resolve;
      });
      const released = new Promise<void>(resolve => {
        release = resolve;
      });
      const held = { path, left: nth, reach, released };
      holds.push(held);
      return {
        reached,
        release() {
          holds.splice(holds.indexOf(held), 1);
          release();
        },
      };
    },
  };
}
