/**
 * Lists in the options page as they ship, with the real background behind it and a publisher's server in front: added by
 * link and from a file, updated, paused and removed, by keyboard alone. Nobody can answer a browser's question in a
 * test, so the permission for the list's server stands in the manifest of a copy; it is asked for all the same, and a
 * browser refuses a question that does not come straight from a click.
 */
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sampleHashes } from '../core/list/sample-list.ts';
import { ask } from '../support/ask.ts';
import { expectAccessible } from '../support/axe.ts';
import { hostList, LIST_HOST, type ListHost } from '../support/list-host.ts';
import type { Page } from '../support/page.ts';
import { permittedExtension } from '../support/permitted-extension.ts';
import { type Stage, setStage } from '../support/stage.ts';
import { until } from '../support/timing.ts';
import { says as pageSays } from '../support/words.ts';

/** The publisher's folder as a file, made by the program that a publisher would use. */
async function archiveOf(host: ListHost): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'consentry-archive-'));
  try {
    for (const [path, bytes] of host.publisher.files) {
      await mkdir(dirname(join(folder, 'list', path)), { recursive: true });
      await writeFile(join(folder, 'list', path), bytes);
    }
    execFileSync('tar', ['-cf', join(folder, 'list.tar'), '-C', folder, 'list']);
    return (await readFile(join(folder, 'list.tar'))).toString('base64');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

describe.each(['chromium', 'firefox'] as const)('lists on the options page in %s', kind => {
  let stage: Stage;
  let host: ListHost;
  let page: Page;
  let lists = 0;

  beforeAll(async () => {
    stage = await setStage(kind, [], await permittedExtension(kind));
  });
  afterAll(() => stage?.close());

  beforeEach(async () => {
    host = await hostList(stage.server, `/${++lists}/`);
    page = await stage.browser.openExtensionPage('options/options.html');
    await says('Add a list');
  });
  afterEach(async () => {
    expect(page.consoleErrors()).toEqual([]);
    for (const { id, by } of (await ask(page, 'overview')).lists)
      if (by === 'person') await ask(page, 'removeList', id);
    await page.close();
  });

  const says = (words: string) => pageSays(page, words);

  const focused = (): Promise<string> =>
    page.evaluate(() => {
      const element = document.activeElement;
      const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : null;
      return (element?.ariaLabel ?? label ?? element?.textContent ?? '').trim();
    });

  const focusIsOn = (name: string): Promise<unknown> =>
    until(`the focus on “${name}”`, async () => (await focused()) === name);

  /** Goes on with the Tab key until the focus is on the control of this name; the one that is there counts. */
  async function tabTo(name: string): Promise<void> {
    for (let steps = 0; (await focused()) !== name; steps++) {
      if (steps === 60) throw new Error(`“${name}” cannot be reached by keyboard`);
      await page.key('Tab');
    }
  }

  async function press(name: string): Promise<void> {
    await tabTo(name);
    await page.key('Enter');
  }

  async function lookAt(link: string): Promise<void> {
    await tabTo('Link to the list');
    await page.type(link);
    await page.key('Enter'); // from within the field, as people do
  }

  async function add(): Promise<void> {
    await lookAt(host.link);
    await says('This is what the list says of itself.');
    await press('Add this list');
    await says('was added.');
  }

  async function choose(archive: string): Promise<void> {
    await page.evaluate((base64: string) => {
      const input = document.querySelector<HTMLInputElement>('input[type=file]');
      if (input === null) throw new Error('no place for a file');
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(atob(base64), letter => letter.charCodeAt(0))], 'list.tar'));
      input.files = transfer.files;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    }, archive);
  }

  test('a list comes by its link, is updated, paused, started again and removed, by keyboard alone', async () => {
    await lookAt(host.link);
    await says('The key fits the link');
    for (const words of ['A publisher', 'Numbers that nobody drew.', 'mailto:someone@example.org', '3 entries']) {
      await says(words);
    }
    await focusIsOn('Sample list');
    expect((await ask(page, 'overview')).lists).toHaveLength(1); // looking adds nothing

    await press('Add this list');
    await says('was added.');
    await focusIsOn('Lists');
    await says('Up to date');

    await host.publish(sampleHashes([1, 2, 3, 4, 5]), [sampleHashes([1, 2, 3])]);
    await press('Update now: Sample list');
    await says('Updated just now.');
    await says('5 entries');
    await press('Update now: Sample list');
    await says('There is nothing new.');

    await press('Pause: Sample list');
    await says('Paused by you');
    expect((await ask(page, 'overview')).lists.at(-1)?.state).toEqual({ kind: 'paused', by: 'person' });
    await press('Start again: Sample list');
    await says('Update now');

    await press('Remove: Sample list');
    await says('All of it is deleted from this computer.');
    await focusIsOn('Keep it');
    await page.key('Enter');
    await focusIsOn('Remove: Sample list');
    await page.key('Enter');
    await press('Remove');
    await says('was removed.');
    expect((await ask(page, 'overview')).lists).toHaveLength(1);
  });

  test('shows the whole key of a list whose link names none, in groups to compare', async () => {
    await lookAt(host.link.split('#')[0] ?? '');
    await says('Is it really from them?');
    const groups = await page.evaluate<readonly string[]>(
      `[...document.querySelectorAll('.add .digest span')].map(group => group.textContent.trim())`,
    );
    expect(groups.every(group => group.length === 4)).toBe(true);
    expect(groups.join('')).toBe(host.publisher.trust.rootDigest);
    await expectAccessible(page);
    await press('The key is the same. Add this list');
    await says('was added.');
  });

  test('refuses a list with another key than its link names, and adds nothing', async () => {
    await lookAt(`${host.link.split('#')[0]}#${'0'.repeat(64)}`);
    await says('Its content or its key is not the one it should be.');
    await focusIsOn('Link to the list');
    expect((await ask(page, 'overview')).lists).toHaveLength(1);
  });

  test('says so when no list is there, and when nobody answers', async () => {
    await lookAt(`https://${LIST_HOST}/nothing/`);
    await says('It is not there, or a part of it is missing.');
    stage.server.fault(/^\/nothing\//, { hangUp: true });
    await focusIsOn('Link to the list');
    await page.key('Enter'); // the link is still there
    await says('Its server did not answer as it should.');
    stage.server.fault(/^\/nothing\//, null);
  });

  test('shows how far a list has come while it comes', async () => {
    await lookAt(host.link);
    await says('This is what the list says of itself.');
    const held = host.hold(/seg/);
    await press('Add this list');
    await held.reached;
    const bar = await page.waitFor('the progress bar', () => {
      const { position, max, ariaLabel } = document.querySelector<HTMLProgressElement>('.add progress') ?? {};
      return position === undefined || position < 0 ? null : { position, max, ariaLabel };
    });
    const bytes = (await ask(page, 'previewList', host.link)) as { preview: { bytes: number } };
    expect(bar).toEqual({ position: 0, max: bytes.preview.bytes, ariaLabel: 'Adding the list' });
    held.release();
    await says('was added.');
    await page.waitFor('no progress bar', () => document.querySelector('progress') === null);
  });

  test('an update that is refused leaves the list, and the page and the popup say so', async () => {
    await add();
    await host.publish(sampleHashes([1, 2, 3, 4]));
    await host.publisher.putTimestamp(undefined, host.publisher.signers.root);
    await press('Update now: Sample list');
    await says('It is not signed with the publisher’s keys.');
    await says('The copy that is here stays in use.');
    await says('The last update did not work');
    await expectAccessible(page);
    const popup = await stage.browser.openExtensionPage('popup/popup.html');
    const line = await popup.waitFor('the list in the popup', () =>
      [...document.querySelectorAll<HTMLElement>('.list')]
        .map(each => each.innerText)
        .find(text => /Sample/.test(text)),
    );
    expect(line).toMatch(/Signed.*\s.*The last update did not work/s);
    await popup.close();
  });

  test('a list comes from a file without asking its server, and a newer file updates it', async () => {
    await choose(await archiveOf(host));
    await says('Is it really from them?');
    await press('The key is the same. Add this list');
    await says('was added.');
    await says('3 entries');

    await host.publish(sampleHashes([1, 2, 3, 4, 5]), [sampleHashes([1, 2, 3])]);
    await choose(await archiveOf(host));
    await says('You have this list already.');
    await press('Update from this file');
    await says('was updated.');
    await says('5 entries');
    expect(host.requests()).toEqual([]);
  });

  test('a file that is no list is refused', async () => {
    await choose(Buffer.from('hello'.repeat(500)).toString('base64'));
    await says('It is not written in a way that Consentry can read.');
  });
});
