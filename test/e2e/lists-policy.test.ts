/** Lists that whoever manages the computer has set: they come by themselves, stay, and go with the policy. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { ListId } from '../../src/core/verdict.ts';
import { ask } from '../support/ask.ts';
import { type Browser, launch } from '../support/browser.ts';
import { CHROMIUM_POLICIES, mayWrite } from '../support/chromium-policies.ts';
import { hostList } from '../support/list-host.ts';
import { permittedExtension } from '../support/permitted-extension.ts';
import { until } from '../support/timing.ts';
import { startTlsServer } from '../support/tls-server.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function setUp(kind: 'chromium' | 'firefox') {
  const server = await startTlsServer();
  ends.push(() => server.close());
  const extension = await permittedExtension(kind);
  ends.push(() => extension.remove());
  return { server, extension, host: await hostList(server) };
}

/** A list that is there by policy: in use, and not the person's to change. Without it, there is the practice list. */
async function expectPinned(browser: Browser, digest: string): Promise<void> {
  const probe = await browser.openExtensionPage('options/options.html');
  const id = digest.slice(0, 16) as ListId;
  const lists = async () => (await ask(probe, 'overview')).lists;
  const shown = () =>
    until('the list', async () => (await lists()).find(list => list.id === id && list.by === 'policy'));
  await shown();
  if ((await shown()).state.kind === 'absent') await ask(probe, 'updateList', id);
  await until('the entries', async () => (await shown()).entries === 3);
  expect(await ask(probe, 'pauseList', id, true)).toBe(false);
  expect(await ask(probe, 'removeList', id)).toBe(false);
  expect(await shown()).toMatchObject({ by: 'policy', state: { kind: 'fresh' }, entries: 3 });
  await browser.killBackground();
  expect(await shown()).toMatchObject({ by: 'policy', state: { kind: 'fresh' }, entries: 3 });
}

describe('a list set by policy', () => {
  test.skipIf(!mayWrite('/etc'))('comes, stays and goes in Chromium', async () => {
    const { server, extension, host } = await setUp('chromium');
    const browser = await launch('chromium', { server, extensionDir: extension.dir });
    ends.push(() => browser.close());
    const id = browser.extensionOrigin?.split('//')[1] ?? '';
    const file = join(CHROMIUM_POLICIES, `consentry-test-${process.pid}.json`);
    await mkdir(CHROMIUM_POLICIES, { recursive: true });
    ends.push(() => rm(file, { force: true }));
    await writeFile(file, JSON.stringify({ '3rdparty': { extensions: { [id]: { lists: [host.link, 'no link'] } } } }));
    await expectPinned(browser, host.publisher.trust.rootDigest);

    await rm(file);
    const probe = await browser.openExtensionPage('options/options.html');
    await until('the list has gone', async () => (await ask(probe, 'overview')).lists.length === 1, {
      timeoutMs: 60_000,
    });
  });

  test('comes and stays in Firefox', async () => {
    const { server, extension, host } = await setUp('firefox');
    const manifest = JSON.parse(await readFile(join(extension.dir, 'manifest.json'), 'utf8')) as {
      browser_specific_settings: { gecko: { id: string } };
    };
    const name = manifest.browser_specific_settings.gecko.id;
    // Firefox looks below the home folder, too, which may be one of our own.
    const home = await mkdtemp(join(tmpdir(), 'consentry-home-'));
    ends.push(() => rm(home, { recursive: true, force: true }));
    const folder = join(home, '.mozilla/managed-storage');
    await mkdir(folder, { recursive: true });
    const policy = { name, description: 'lists', type: 'storage', data: { lists: [host.link] } };
    await writeFile(join(folder, `${name}.json`), JSON.stringify(policy));
    const usual = process.env['HOME'];
    process.env['HOME'] = home;
    const browser = await launch('firefox', { server, extensionDir: extension.dir }).finally(() => {
      process.env['HOME'] = usual;
    });
    ends.push(() => browser.close());
    await expectPinned(browser, host.publisher.trust.rootDigest);
  });
});
