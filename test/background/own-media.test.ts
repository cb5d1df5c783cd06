// @vitest-environment node
/** Own media over the vault: what is kept, what is matched and when, and what is left when it is taken back. */
import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createOwnKeeper } from '../../src/background/own-media.ts';
import { createOwnNotes } from '../../src/background/own-notes.ts';
import { createVault } from '../../src/background/vault.ts';
import { readRecords, withVaultDatabase } from '../../src/background/vault-database.ts';
import { crop } from '../../src/core/hash/crop.ts';
import { hashPixels } from '../../src/core/hash/pdq.ts';
import { queryHashes } from '../../src/core/hash/query.ts';
import type { Pixels } from '../../src/core/hash/types.ts';
import { makeOwnPicture } from '../../src/core/own/entry.ts';
import { writeOwnEntry } from '../../src/core/own/entry-bytes.ts';
import type { OwnId } from '../../src/core/own/item.ts';
import { fake } from '../support/fake-browser.ts';
import { drawPicture } from '../support/pictures.ts';

const picture = drawPicture(1, 540, 675);
const stranger = drawPicture(2, 540, 675);
const part = crop(picture, { left: 150, top: 180, right: 540, bottom: 675 });

function entryOf(pixels: Pixels): Uint8Array {
  const made = makeOwnPicture(pixels, hashPixels);
  if (!made.ok) throw new Error(made.reason);
  return writeOwnEntry(made.entry);
}
const entry = entryOf(picture);

let clock = 0;
const now = () => clock;
const vault = createVault(now);
const onChange = vi.fn(async () => undefined);
const keeper = () => createOwnKeeper({ vault, now, onChange });
type Keeper = ReturnType<typeof keeper>;

const matchOf = (own: Keeper, pixels: Pixels) => own.match(queryHashes(pixels, hashPixels), pixels);
const sealedRecords = () =>
  withVaultDatabase(async database => (database === null ? [] : readRecords(database, 'media')));

async function added(own: Keeper, name = 'beach'): Promise<OwnId> {
  const outcome = await own.api.addOwn(null, name, entry);
  if (typeof outcome === 'string') throw new Error(outcome);
  return outcome.added;
}

beforeEach(async () => {
  fake.reset();
  onChange.mockClear();
  clock = Date.UTC(2026, 0, 1);
  await vault.destroy();
});

describe('own media', () => {
  test('are known again, whole and in part, also after a restart, and strangers are not', async () => {
    const own = keeper();
    expect(await own.revision()).toBe(0);
    const id = await added(own);
    for (const each of [own, keeper()]) {
      expect(await matchOf(each, picture)).toBe(id);
      expect(await matchOf(each, part)).toBe(id);
      expect(await matchOf(each, stranger)).toBeNull();
    }
  });

  test('are told again with the name and the day that the person knows, newest first', async () => {
    const own = keeper();
    const first = await added(own, '');
    clock += 1;
    const second = await added(own, 'party');
    await own.api.renameOwn(null, first, 'beach');
    expect(await own.api.ownItems(null)).toEqual([
      { id: second, name: 'party', addedAt: clock },
      { id: first, name: 'beach', addedAt: clock - 1 },
    ]);
    expect(await matchOf(own, picture)).not.toBeNull();
  });

  test('once removed are matched no more, and leave no record', async () => {
    const own = keeper();
    const [first, second] = [await added(own), await added(own)];
    await own.api.removeOwn(null, [first]);
    expect(await matchOf(own, picture)).toBe(second);
    await own.api.removeAllOwn(null);
    expect(await matchOf(own, picture)).toBeNull();
    expect(await own.revision()).toBe(0);
    expect(await sealedRecords()).toEqual([]);
  });

  test('show no byte of a hash where they are kept', async () => {
    await added(keeper());
    const [sealed] = await sealedRecords();
    const hash = Buffer.from(entry.subarray(12, 44));
    expect(Buffer.from(entry).includes(hash)).toBe(true);
    expect(Buffer.from(sealed?.[1] ?? []).includes(hash.subarray(0, 8))).toBe(false);
  });

  test('are at rest while the vault is locked, and back when it opens', async () => {
    const own = keeper();
    const id = await added(own);
    await vault.setPassphrase('three green boats');
    await vault.lock();
    await own.reload();
    expect(await matchOf(own, picture)).toBeNull();
    expect(await own.api.ownItems(null)).toBeNull();
    expect(await own.api.addOwn(null, '', entry)).toBe('locked');
    await vault.unlock('three green boats');
    await own.reload();
    expect(await matchOf(own, picture)).toBe(id);
  });

  test('go to another computer in a file that opens with its passphrase only', async () => {
    const own = keeper();
    const id = await added(own);
    const file = (await own.api.exportOwn(null, 'three green boats')) ?? expect.fail('no file');
    await own.api.removeAllOwn(null);
    expect(await own.api.importOwn(null, file, 'two green boats')).toEqual({ failed: 'passphrase' });
    expect(await own.api.importOwn(null, new Blob(['x'.repeat(500)]), 'three green boats')).toEqual({
      failed: 'format',
    });
    expect(await own.api.importOwn(null, file, 'three green boats')).toEqual({ imported: 1 });
    expect(await own.api.importOwn(null, file, 'three green boats')).toEqual({ imported: 0 });
    expect(await matchOf(own, picture)).toBe(id);
  });

  test('refuse what is no entry, and a name without end', async () => {
    const own = keeper();
    expect(await own.api.addOwn(null, '', entry.slice(0, 100))).toBe('refused');
    expect(await own.api.addOwn(null, 'x'.repeat(101), entry)).toBe('refused');
    expect(onChange).not.toHaveBeenCalled();
  });
});

describe('a note that one has appeared', () => {
  test('comes once for each until the browser is closed, and names nothing', async () => {
    fake.named.add('notifications');
    const notes = createOwnNotes();
    const id = '00112233445566aa' as OwnId;
    await Promise.all([notes.met(id), notes.met(id)]);
    expect(fake.notes.size).toBe(1);
    expect(JSON.stringify([...fake.notes])).not.toMatch(/beach|0011/);
    fake.notes.clear();
    await notes.met(id);
    expect(fake.notes.size).toBe(0);
    fake.session.clear();
    await notes.met(id);
    expect(fake.notes.size).toBe(1);
  });

  test('does not come without the permission', async () => {
    await createOwnNotes().met('00112233445566aa' as OwnId);
    expect(fake.notes.size).toBe(0);
  });
});
