/**
 * Rows 33 to 37 of the attack table in real browsers: the database of lists is wiped, damaged, locked, older or newer.
 * There is always the practice list; a subscribed list comes back by itself, and by no more than what is lacking.
 */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ListSummary } from '../../src/platform/messages.ts';
import { ask } from '../support/ask.ts';
import { hostList, type ListHost } from '../support/list-host.ts';
import type { Page } from '../support/page.ts';
import { permittedExtension } from '../support/permitted-extension.ts';
import { type Stage, setStage } from '../support/stage.ts';
import { until } from '../support/timing.ts';

/** What the page does to the database. Its functions run in a page of the extension, which shares it. */
const inDatabase = (probe: Page, work: string): Promise<unknown> =>
  probe.evaluate(`(async () => {
    const done = request => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const complete = transaction => new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
    });
    const name = 'consentry-lists';
    ${work}
  })()`);

/** Reads all there is, makes the database anew with \`version\` and whatever \`build\` makes in it. */
const rebuilt = (version: number, build: string): string => `
  const old = await done(indexedDB.open(name));
  const reading = old.transaction(['copies', 'files']);
  const copies = await done(reading.objectStore('copies').getAll());
  const keys = await done(old.transaction('files').objectStore('files').getAllKeys());
  const blobs = await done(old.transaction('files').objectStore('files').getAll());
  const files = await Promise.all(blobs.map(async blob => new Blob([await blob.arrayBuffer()])));
  old.close();
  await done(indexedDB.deleteDatabase(name));
  const opening = indexedDB.open(name, ${version});
  opening.onupgradeneeded = () => {
    const database = opening.result;
    ${build}
  };
  const made = await done(opening);`;

describe.each(['chromium', 'firefox'] as const)('stored lists in %s', kind => {
  let stage: Stage;
  let probe: Page;
  let host: ListHost;
  let lists = 0;

  beforeAll(async () => {
    stage = await setStage(kind, [], await permittedExtension(kind));
    probe = stage.probe;
  });
  afterAll(() => stage?.close());

  beforeEach(async () => {
    host = await hostList(stage.server, `/${++lists}/`);
    expect(await ask(probe, 'addList', host.link)).toBe('updated');
    stage.server.clearLog();
  });
  afterEach(async () => {
    for (const { id } of await subscribed()) await ask(probe, 'removeList', id);
  });

  const overview = async (): Promise<readonly ListSummary[]> => (await ask(probe, 'overview')).lists;
  const subscribed = async () => (await overview()).filter(list => list.by === 'person');
  const practice = async () => (await overview()).find(list => list.by === 'package');
  const listIsBack = () =>
    until('the list is back', async () =>
      (await subscribed()).every(({ state, entries }) => state.kind === 'fresh' && entries === 3),
    );

  /** Ends the background, does this to the database meanwhile, and lets it start again. */
  async function between(work: string): Promise<void> {
    await stage.browser.killBackground();
    await inDatabase(probe, work);
  }

  test('row 33: wiped, it is filled again from the package and from the list’s server', async () => {
    await between('await done(indexedDB.deleteDatabase(name));');
    expect(await practice()).toMatchObject({ source: 'packaged', fellBack: false, entries: expect.any(Number) });
    await listIsBack();
    expect(host.paths()).toContain('v1/timestamp.json');
  });

  /** Returns all files of subscribed lists whose path has `part` in it, after it did `change` to the `bytes` of each. */
  const rewritten = (part: string, change = ''): string => `
    const database = await done(indexedDB.open(name));
    const files = () => database.transaction('files', 'readwrite').objectStore('files');
    const found = [];
    for (const key of await done(files().getAllKeys())) {
      if (key[0] === 'practice' || !key[1].includes('${part}')) continue;
      let bytes = new Uint8Array(await (await done(files().get(key))).arrayBuffer());
      found.push([...bytes]);
      ${change && `${change} await done(files().put(new Blob([bytes]), key));`}
    }
    database.close();
    return found;`;
  const read = (part: string): Promise<unknown> => inDatabase(probe, rewritten(part));
  const FLIP = 'bytes[bytes.length - 1] ^= 1;';

  /** From its second start on a background has the hashes of a list as they were when they had been verified. */
  async function keptHashes(): Promise<unknown> {
    await stage.browser.killBackground();
    await overview();
    return until('the hashes are kept', async () => {
      const kept = (await read('kept/')) as readonly unknown[];
      return kept.length === 1 ? kept : null;
    });
  }

  test('row 34: one bit off in a segment, that segment is fetched again and nothing else', async () => {
    await between(rewritten('/seg/', FLIP));
    await overview();
    await listIsBack();
    expect(host.paths()).toEqual([
      'v1/root/2.json',
      'v1/timestamp.json',
      expect.stringMatching(/^v1\/seg\/[0-9a-f]{64}\.seg$/),
    ]);
  });

  test.each([
    ['with one bit off', FLIP],
    ['cut short', 'bytes = bytes.slice(0, 100);'],
    ['of another version', 'bytes[4] += 1;'],
  ])(
    'row 34: hashes kept from an earlier start, but %s, are verified anew from the files of the list',
    async (_, change) => {
      const kept = await keptHashes();
      await between(rewritten('kept/', change));
      expect(await subscribed()).toMatchObject([{ state: { kind: 'fresh' }, entries: 3 }]);
      await until('they are kept again', async () => JSON.stringify(await read('kept/')) === JSON.stringify(kept));
      expect(host.paths()).toEqual([]);
    },
  );

  test('row 34: hashes kept from an earlier start are of use while a segment is damaged', async () => {
    await keptHashes();
    await between(rewritten('/seg/', FLIP));
    expect(await subscribed()).toMatchObject([{ state: { kind: 'fresh' }, entries: 3 }]);
    await between(rewritten('kept/', FLIP));
    await overview();
    await listIsBack();
    expect(host.paths()).toContainEqual(expect.stringMatching(/^v1\/seg\//));
  });

  test('row 35: held by a connection of an older version that will not let go, it is done without', async () => {
    await between(`${rebuilt(1, 'database.createObjectStore("held");')} window.kept = made;`);
    expect(await practice()).toMatchObject({ source: 'packaged', fellBack: true });
    expect(await subscribed()).toMatchObject([{ state: { kind: 'absent' }, entries: 0 }]);
    await between('window.kept.close(); await done(indexedDB.deleteDatabase(name));');
    await overview();
    await ask(probe, 'updateList', (await subscribed())[0]?.id ?? expect.fail('no list'));
    await listIsBack();
  });

  test('row 36: of the first version, it is brought up to date with all that it holds, and what no list needs goes later', async () => {
    await between(`${rebuilt(
      1,
      `
      database.createObjectStore('subscriptions', { keyPath: 'id' });
      database.createObjectStore('files');`,
    )}
      const writing = made.transaction(['subscriptions', 'files'], 'readwrite');
      for (const { id, rootDigest } of copies) {
        writing.objectStore('subscriptions').put({ id, rootDigest });
        if (id !== 'practice') writing.objectStore('files').put(new Blob(['cut off']), [id, 'v1/seg/${'0'.repeat(64)}.seg']);
      }
      keys.forEach((key, index) => writing.objectStore('files').put(files[index], key));
      await complete(writing);
      made.close();`);
    expect(await practice()).toMatchObject({ source: 'stored', fellBack: false });
    expect(await subscribed()).toMatchObject([{ state: { kind: 'fresh' }, entries: 3 }]);
    expect(host.paths()).toEqual([]);
    await host.publish(new Uint8Array(0));
    await ask(probe, 'updateList', (await subscribed())[0]?.id ?? expect.fail('no list'));
    const left = await inDatabase(
      probe,
      `const database = await done(indexedDB.open(name));
      const keys = await done(database.transaction('files').objectStore('files').getAllKeys());
      database.close();
      return keys.filter(([id, path]) => id !== 'practice' && path.includes('/seg/'));`,
    );
    expect(left).toEqual([]);
  });

  test('row 37: of a newer version, it is left as it is, and the practice list comes from the package', async () => {
    await between(`${rebuilt(99, 'database.createObjectStore("later").put("theirs", "key");')} made.close();`);
    expect(await practice()).toMatchObject({ source: 'packaged', fellBack: true });
    const [shown] = await subscribed();
    expect(shown).toMatchObject({ state: { kind: 'absent' }, entries: 0 });
    expect(await ask(probe, 'updateList', shown?.id ?? expect.fail('no list'))).toEqual({ failed: 'storage' });
    const theirs = await inDatabase(
      probe,
      `const database = await done(indexedDB.open(name));
      const value = await done(database.transaction('later').objectStore('later').get('key'));
      database.close();
      await done(indexedDB.deleteDatabase(name));
      return value;`,
    );
    expect(theirs).toBe('theirs');
  });
});
