/** The stored list in a real IndexedDB: damaged, it is not used; the packaged one is, and the person is told. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask } from '../support/ask.ts';
import { type Stage, setStage } from '../support/stage.ts';

describe.each(['chromium', 'firefox'] as const)('the stored list in %s', kind => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await setStage(kind, []);
  });

  afterAll(() => stage?.close());

  const overview = () => ask(stage.probe, 'overview');

  /** Flips one bit of one stored segment, the way a failing disk would. */
  const damage = () =>
    stage.probe.evaluate(async () => {
      const done = <T>(request: IDBRequest<T>) =>
        new Promise<T>((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
      const database = await done(indexedDB.open('consentry-lists'));
      const keys = await done(database.transaction('files').objectStore('files').getAllKeys());
      const key = keys.find(candidate => JSON.stringify(candidate).includes('/seg/'));
      if (key === undefined) throw new Error('no segment is stored');
      const blob: Blob = await done(database.transaction('files').objectStore('files').get(key));
      const bytes = new Uint8Array(await blob.arrayBuffer());
      bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
      await done(
        database
          .transaction('files', 'readwrite')
          .objectStore('files')
          .put(new Blob([bytes]), key),
      );
      database.close();
    });

  test('is used from the second start on; damaged, the packaged one takes its place and the popup says so', async () => {
    await overview();
    await stage.browser.killBackground();
    expect((await overview()).lists[0]).toMatchObject({ source: 'stored', fellBack: false });

    await damage();
    await stage.browser.killBackground();
    expect((await overview()).lists[0]).toMatchObject({ source: 'packaged', fellBack: true });
    const popup = await stage.browser.openExtensionPage('popup/popup.html');
    const words = await popup.waitFor('the list in the popup', () => {
      const text = document.body.innerText;
      return text.includes('Practice list') ? text : null;
    });
    expect(words).toMatch(/damaged/i);

    await stage.browser.killBackground();
    expect((await overview()).lists[0]).toMatchObject({ source: 'stored', fellBack: false });
  });
});
