/**
 * Rows 29 to 32 of the attack table in real browsers with their real IndexedDB: the background ends in every step of an
 * update and inside the flip; two updates at once; a disk that is full. The list in use is the old one or the new one.
 */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ListId } from '../../src/core/verdict.ts';
import { sampleHashes } from '../core/list/sample-list.ts';
import { ask } from '../support/ask.ts';
import { hostList, LIST_HOST, type ListHost } from '../support/list-host.ts';
import type { Page } from '../support/page.ts';
import { type Stage, setStage } from '../support/stage.ts';
import { until } from '../support/timing.ts';
import { spring, TRAP_PATH, type Trap, trappedExtension } from '../support/trapped-extension.ts';

const OLD = [1, 2, 3];
const NEW = [1, 2, 3, 4, 5, 6, 7, 8];

describe.each(['chromium', 'firefox'] as const)('updates in %s', kind => {
  let stage: Stage;
  let probe: Page;
  let host: ListHost;
  let id: ListId;
  let lists = 0;

  beforeAll(async () => {
    stage = await setStage(kind, [], await trappedExtension(kind));
    probe = stage.probe;
  });
  afterAll(() => stage?.close());

  beforeEach(async () => {
    host = await hostList(stage.server, `/${++lists}/`);
    id = host.publisher.trust.rootDigest.slice(0, 16) as ListId;
    expect(await ask(probe, 'addList', host.link)).toBe('updated');
    await host.publish(sampleHashes(NEW.slice(0, 5)), [sampleHashes(OLD)]);
    await host.publish(sampleHashes(NEW.slice(0, 7)), [sampleHashes(OLD), sampleHashes([4, 5])]);
    await host.publish(sampleHashes(NEW), [sampleHashes(OLD), sampleHashes([4, 5]), sampleHashes([6, 7])]);
    stage.server.clearLog();
  });
  afterEach(() => ask(probe, 'removeList', id));

  const entries = async (): Promise<number | undefined> =>
    (await ask(probe, 'overview')).lists.find(list => list.id === id)?.entries;

  /** Begins an update and does not wait for what comes of it. */
  const begin = () => ask(probe, 'updateList', id).catch(() => undefined);
  const segments = () => host.paths().filter(path => path.startsWith('v1/seg/'));

  test.each([
    ['the next root', /root\/2/, 1],
    ['the timestamp', /timestamp/, 1],
    ['the catalog', /catalog/, 1],
    ['segment 1 of 3', /seg/, 1],
    ['segment 2 of 3', /seg/, 2],
    ['segment 3 of 3', /seg/, 3],
  ])(
    'row 29: the background ends while it waits for %s, and the next update goes on from there',
    async (_, path, nth) => {
      const held = host.hold(path, nth);
      const begun = begin();
      await held.reached;
      await stage.browser.killBackground();
      held.release();
      await begun;
      expect(await entries()).toBe(OLD.length);

      const fetched = segments().slice(0, -1); // the one that was held did not arrive
      stage.server.clearLog();
      expect(await ask(probe, 'updateList', id)).toBe('updated');
      expect(await entries()).toBe(NEW.length);
      expect(segments()).toHaveLength(3 - (nth > 1 || String(path) === '/seg/' ? nth - 1 : 0));
      expect(segments().filter(segment => fetched.includes(segment))).toEqual([]);
    },
  );

  /** Springs a trap, begins an update, and ends the background as soon as it is in the trap. */
  async function endIn(trap: Trap): Promise<void> {
    await spring(probe, trap);
    const begun = begin();
    await until('the trap', () =>
      stage.server.requests.some(({ host: name, path }) => name === LIST_HOST && path === TRAP_PATH),
    );
    await stage.browser.killBackground();
    await begun;
  }

  test('row 30: the background ends inside the flip: it has not happened, and happens the next time', async () => {
    await endIn('flip');
    expect(await entries()).toBe(OLD.length);
    stage.server.clearLog();
    expect(await ask(probe, 'updateList', id)).toBe('updated');
    expect(segments()).toEqual([]);
    expect(await entries()).toBe(NEW.length);
  });

  test('row 30: the background ends right after the flip: it has happened, whole', async () => {
    await endIn('flipped');
    expect(await entries()).toBe(NEW.length);
    expect(await ask(probe, 'updateList', id)).toBe('unchanged');
  });

  test('row 31: two updates at once are one after the other', async () => {
    const [one, two] = await Promise.all([ask(probe, 'updateList', id), ask(probe, 'updateList', id)]);
    expect([one, two].sort()).toEqual(['unchanged', 'updated']);
    expect(segments()).toHaveLength(3);
    expect(new Set(segments()).size).toBe(3);
    expect(await entries()).toBe(NEW.length);
  });

  test('row 32: a disk that is full leaves the old list, and says so', async () => {
    await spring(probe, 'full');
    expect(await ask(probe, 'updateList', id)).toEqual({ failed: 'storage' });
    expect(await entries()).toBe(OLD.length);
    const [shown] = (await ask(probe, 'overview')).lists.filter(list => list.id === id);
    expect(shown).toMatchObject({ state: { kind: 'failed' }, lastUpdate: { outcome: { failed: 'storage' } } });
    await stage.browser.killBackground();
    expect(await entries()).toBe(OLD.length);
    expect(await ask(probe, 'updateList', id)).toBe('updated');
  });
});
