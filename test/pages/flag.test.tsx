/** "Warn me if I meet it again": what is asked before anything is read, and what is said where little can be read. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { readOwnEntry } from '../../src/core/own/entry-bytes.ts';
import type { OwnId } from '../../src/core/own/item.ts';
import { Flag } from '../../src/pages/own/flag.tsx';
import { browser } from '../../src/platform/browser.ts';
import type { FlagDraft } from '../../src/platform/flag-draft.ts';
import type { ShownMedia } from '../../src/platform/media-reader.ts';
import type { PointedAt, TabApi } from '../../src/platform/messages.ts';
import { serve } from '../../src/platform/rpc.ts';
import type { OwnApi, VaultApi } from '../../src/platform/vault-messages.ts';
import { fake } from '../support/fake-browser.ts';
import { close, isOffered, open, press, says } from '../support/rendered.ts';

const SOURCE = 'https://media.example.org/film.mp4';
const draft: FlagDraft = { tabId: 7, frameId: 0, source: SOURCE, isPointedAt: true };
const withheld: ShownMedia = { kind: 'picture', source: SOURCE, type: '', pixels: null };

let added: Uint8Array[];
let forgotten = 0;

/** A background that keeps what it gets, and a page with `pointed` under the pointer. */
function setUp(shown: readonly ShownMedia[], pointed: PointedAt | null = null): void {
  fake.tabs = [{ id: 7, url: 'https://example.org/a', active: true, answers: pointed !== null }];
  fake.scripted = shown;
  serve<Pick<VaultApi, 'vaultState'>>('vault', 'page', { vaultState: async () => 'device' });
  serve<Pick<OwnApi, 'addOwn' | 'removeOwn'>>('own', 'page', {
    async addOwn(_, _name, entry) {
      added.push(entry);
      return { added: '00112233445566aa' as OwnId };
    },
    async removeOwn() {
      added = [];
    },
  });
  serve<Pick<TabApi, 'pointedAt'>>('tab', 'page', { pointedAt: async () => pointed });
  open(<Flag draft={draft} forget={async () => void forgotten++} />);
}

beforeEach(() => {
  fake.reset();
  added = [];
  forgotten = 0;
});
afterEach(() => {
  close();
  vi.restoreAllMocks();
});

describe('“Warn me if I meet it again”', () => {
  test.each(['Yes', 'Not sure'])('reads nothing of somebody who may be under 18 (%s), and leads to help', async age => {
    const read = vi.spyOn(browser.scripting, 'executeScript');
    setUp([withheld]);
    await says('Could the person be under 18?');
    press(age);
    await says('Nothing was read or kept');
    expect(read).not.toHaveBeenCalled();
    expect(forgotten).toBe(1);
    expect(added).toEqual([]);
    press('Show me who can help');
    await vi.waitFor(() => expect(fake.created.at(-1)).toContain('/report/report.html'));
  });

  test('says plainly where the browser withholds it, asks in the click for its server alone, and takes no for an answer', async () => {
    setUp([withheld]);
    await says('Could the person be under 18?');
    press('No');
    await says('The browser keeps this one from us.');
    expect(isOffered('Warn me about this one')).toBe(false);
    fake.grantsRequests = false;
    press('Allow reading from media.example.org');
    expect(fake.asked).toEqual([['https://media.example.org/*']]);
    await says('The browser keeps this one from us.');
    expect(isOffered('If you may have it on your own computer, choose the file in “My private media”.')).toBe(true);
  });

  test('keeps of a film without a file what was watched of it, offers the report, and takes it back', async () => {
    const stills = Uint8Array.from({ length: 3 * 32 }, (_, i) => i);
    setUp([{ ...withheld, kind: 'video' }], { source: SOURCE, permalink: 'https://example.org/p/1/', stills });
    await says('Could the person be under 18?');
    press('No');
    await says('Of this video, what you have watched so far is looked for.');
    press('Warn me about this one');
    await says('It is on your own list.');
    const [entry] = added;
    expect(readOwnEntry(entry ?? expect.fail('nothing was added'))).toMatchObject({ kind: 'video' });
    press('Report it');
    await vi.waitFor(() => expect(fake.created.at(-1)).toContain('/report/report.html'));
    const [about] = [...fake.session.values()];
    expect(about).toMatchObject({ host: 'example.org', address: 'https://example.org/p/1/', listed: null });
    press('Undo');
    await says('It was taken off again.');
    expect(added).toEqual([]);
  });

  test('says so when there is nothing at that place', async () => {
    setUp([]);
    await says('Could the person be under 18?');
    press('No');
    await says('No picture or video was found there.');
  });
});
