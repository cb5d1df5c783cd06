/**
 * The permission to read from a list's server, as it comes with a list and goes with it. In Firefox, whose question can
 * be answered beforehand; that of Chrome cannot, and Chrome's way through the same code is in test/background.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask } from '../support/ask.ts';
import { type Browser, launch } from '../support/browser.ts';
import { dist } from '../support/extension.ts';
import { hostList, LIST_HOST } from '../support/list-host.ts';
import type { Page } from '../support/page.ts';
import { until } from '../support/timing.ts';
import { startTlsServer, type TlsServer } from '../support/tls-server.ts';
import { says } from '../support/words.ts';

let server: TlsServer;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  server = await startTlsServer();
  browser = await launch('firefox', { server, extensionDir: dist('firefox'), allowWhatIsAsked: true });
  page = await browser.openExtensionPage('options/options.html');
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const mayRead = (): Promise<boolean> =>
  page.evaluate(`browser.permissions.contains({ origins: ['https://${LIST_HOST}/*'] })`);

async function add(link: string): Promise<void> {
  await page.waitFor('the field', () => document.querySelector('.add input:not([type=file])') !== null);
  await page.evaluate('document.querySelector(".add input:not([type=file])").focus()');
  await page.type(link);
  await page.key('Enter');
  await says(page, 'This is what the list says of itself.');
  expect(await mayRead()).toBe(true);
  await page.evaluate(
    `[...document.querySelectorAll('button')].find(each => each.innerText === 'Add this list').focus()`,
  );
  await page.key('Enter');
  await says(page, 'was added.');
}

test('it is asked for in the click, and given back when the last list that needs it is removed', async () => {
  const [first, second] = [await hostList(server, '/one/'), await hostList(server, '/two/')];
  expect(await mayRead()).toBe(false);
  await add(first.link);
  await page.goto(`${browser.extensionOrigin}/options/options.html`);
  await add(second.link);

  const ids = (await ask(page, 'overview')).lists.filter(({ by }) => by === 'person').map(({ id }) => id);
  expect(ids).toHaveLength(2);
  await ask(page, 'removeList', ids[0] ?? expect.fail());
  expect(await mayRead()).toBe(true);
  await ask(page, 'removeList', ids[1] ?? expect.fail());
  await until('it is given back', async () => !(await mayRead()));
});
