/** "It happened to me" in real browsers: written down by hand, kept over restarts, locked, and never sent anywhere. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectAccessible } from '../support/axe.ts';
import type { Page } from '../support/page.ts';
import { type Stage, setStage } from '../support/stage.ts';
import { press, says, textOf } from '../support/words.ts';

const SECRET = 'somebody.who.posted.it';
const PASSPHRASE = 'three green boats';

async function fill(page: Page, label: string, words: string): Promise<void> {
  const at = await page.evaluate(
    (label: string) =>
      [...document.querySelectorAll('label')].findIndex(element => element.textContent?.trim().startsWith(label)),
    label,
  );
  await page.clickOn('label', at);
  await page.type(words);
}

async function choose(page: Page, value: string): Promise<void> {
  await page.evaluate((value: string) => {
    const list = document.querySelector('select');
    if (list === null) throw new Error('no list of laws');
    list.value = value;
    list.dispatchEvent(new Event('change', { bubbles: true }));
  }, value);
}

const openPlan = async (stage: Stage): Promise<Page> => {
  const page = await stage.browser.openExtensionPage('plan/plan.html');
  await page.waitFor('the plan', () => document.querySelector('h1') !== null);
  await page.bringToFront();
  return page;
};

describe.each(['chromium', 'firefox'] as const)('the plan in %s', kind => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await setStage(kind, []);
  });

  afterAll(() => stage?.close());

  test('keeps what a person writes, runs the clock of the law, and sends nothing', async () => {
    stage.server.clearLog();
    const page = await openPlan(stage);
    await says(page, 'My log');
    await fill(page, 'Name of the account', SECRET);
    await choose(page, 'us-tida');
    await press(page, 'Add to my log');
    await says(page, 'Added.');
    await says(page, 'An answer is due by');
    await stage.browser.killBackground();
    await page.close();
    const again = await openPlan(stage);
    await says(again, SECRET);
    const mentioned = stage.server.requests.filter(({ url }) => url.href.includes(SECRET));
    expect(mentioned).toEqual([]);
    expect(stage.server.requests.filter(({ host }) => /instagram|stopncii|ncmec|findahelpline/.test(host))).toEqual([]);
    await again.close();
  });

  test('under a passphrase opens with it only, also after the background was stopped', async () => {
    const page = await openPlan(stage);
    await says(page, SECRET);
    await press(page, 'Set a passphrase');
    await fill(page, 'Passphrase', PASSPHRASE);
    await press(page, 'Lock with this passphrase');
    await says(page, 'The passphrase is set.');
    await stage.browser.killBackground();
    await page.close();
    const later = await openPlan(stage);
    await says(later, SECRET);
    await says(later, 'Lock now'); // until both are there the page still grows
    await press(later, 'Lock now');
    await says(later, 'This is locked');
    expect(await textOf(later)).not.toContain(SECRET);
    await fill(later, 'Passphrase', 'two green boats');
    await press(later, 'Open');
    await says(later, 'That was not it.');
    await fill(later, 'Passphrase', PASSPHRASE);
    await press(later, 'Open');
    await says(later, SECRET);
    await later.close();
  });

  test('keeps nothing that can be read in the database', async () => {
    const found = await stage.probe.evaluate(async (secret: string) => {
      const open = (name: string) =>
        new Promise<IDBDatabase>((resolve, reject) => {
          const request = indexedDB.open(name);
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
      const database = await open('consentry-vault');
      const all = await new Promise<unknown[]>((resolve, reject) => {
        const request = database.transaction('records').objectStore('records').getAll();
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      database.close();
      const texts = all.map(value => new TextDecoder('latin1').decode(value as Uint8Array));
      return { records: all.length, readable: texts.filter(text => text.includes(secret)).length };
    }, SECRET);
    expect(found).toEqual({ records: 1, readable: 0 });
  });

  test('breaks no accessibility rule and fits, light and dark, narrow and wide', async () => {
    const page = await openPlan(stage);
    await says(page, SECRET);
    await expectAccessible(page);
    expect(page.consoleErrors()).toEqual([]);
    await page.close();
  });

  test('is emptied for good', async () => {
    const page = await openPlan(stage);
    await says(page, SECRET);
    await press(page, 'Empty all of this');
    await press(page, 'Empty it for good');
    await says(page, 'Nothing yet.');
    expect(await textOf(page)).not.toContain(SECRET);
    await page.close();
  });
});
