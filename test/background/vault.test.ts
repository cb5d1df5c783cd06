// @vitest-environment node
/** The vault over a database: what it keeps, for whom it opens, and what is left when it is emptied. */
import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test } from 'vitest';
import { createVault } from '../../src/background/vault.ts';
import { readRecords, withVaultDatabase } from '../../src/background/vault-database.ts';
import { encodeText } from '../../src/core/list/bytes.ts';
import { fake } from '../support/fake-browser.ts';

let clock = 0;
const vault = createVault(() => clock);
const records = ['one', 'two'].map(id => ({ id, bytes: encodeText(`the secret ${id}`) }));

/** The same profile after the background was stopped: another vault over the same database. */
const afterRestart = () => createVault(() => clock);
const closeBrowser = () => fake.session.clear();
const sealedNow = () => withVaultDatabase(async database => (database === null ? [] : readRecords(database)));

beforeEach(async () => {
  fake.reset();
  clock = Date.UTC(2026, 0, 1);
  await vault.destroy();
});

describe('without a passphrase', () => {
  test('gives back what was put in, also after a restart, and collections stay apart', async () => {
    expect(await vault.write('media', records)).toBe(true);
    expect(await afterRestart().read('media')).toEqual({ records, damaged: 0 });
    expect(await vault.read('plan')).toEqual({ records: [], damaged: 0 });
    expect(await vault.state()).toBe('device');
  });

  test('keeps nothing that can be read without the key', async () => {
    await vault.write('media', records);
    for (const [, sealed] of await sealedNow()) {
      expect(new TextDecoder().decode(sealed)).not.toContain('secret');
    }
  });

  test('leaves out what was damaged, and says how much', async () => {
    await vault.write('media', records);
    await withVaultDatabase(async database => {
      const sealed = await database?.get('records', ['media', 'one']);
      await database?.put('records', sealed?.fill(0) ?? new Uint8Array(0), ['media', 'one']);
    });
    expect(await vault.read('media')).toEqual({ records: [records[1]], damaged: 1 });
  });

  test('does not open a record that was put in the place of another', async () => {
    await vault.write('media', records);
    await withVaultDatabase(async database => {
      const sealed = await database?.get('records', ['media', 'one']);
      if (sealed !== undefined) await database?.put('records', sealed, ['plan', 'one']);
    });
    expect(await vault.read('plan')).toEqual({ records: [], damaged: 1 });
  });

  test('forgets single records, and everything', async () => {
    await vault.write('media', records);
    await vault.delete('media', ['one']);
    expect((await vault.read('media'))?.records.map(({ id }) => id)).toEqual(['two']);
    await vault.write('plan', records);
    await vault.delete('media', 'all');
    expect((await sealedNow()).map(([[collection]]) => collection)).toEqual(['plan', 'plan']);
    await vault.destroy();
    expect(await sealedNow()).toEqual([]);
  });
});

describe('with a passphrase', () => {
  test('is open until the browser is closed, then locked until the passphrase is typed', async () => {
    await vault.write('media', records);
    expect(await vault.setPassphrase('three green boats')).toBe(true);
    expect(await afterRestart().read('media')).toEqual({ records, damaged: 0 });
    closeBrowser();
    expect(await vault.state()).toBe('locked');
    expect(await vault.read('media')).toBeNull();
    expect(await vault.write('media', records)).toBe(false);
    expect(await vault.setPassphrase(null)).toBe(false);
    expect(await vault.unlock('three green boats')).toEqual({ kind: 'unlocked' });
    expect(await vault.state()).toBe('unlocked');
    expect(await vault.read('media')).toEqual({ records, damaged: 0 });
  });

  test('can be locked at once, and records can be deleted while it is', async () => {
    await vault.write('media', records);
    await vault.setPassphrase('boats');
    await vault.lock();
    await vault.delete('media', ['one']);
    expect(await vault.unlock('boats')).toEqual({ kind: 'unlocked' });
    expect((await vault.read('media'))?.records.map(({ id }) => id)).toEqual(['two']);
  });

  test('makes guessing slow: five wrong ones are free, then each waits twice as long', async () => {
    await vault.setPassphrase('boats');
    await vault.lock();
    for (let guess = 0; guess < 5; guess++) expect(await vault.unlock('b')).toEqual({ kind: 'wrong' });
    expect(await afterRestart().unlock('boats')).toEqual({ kind: 'wait', ms: 1_000 });
    clock += 1_000;
    expect(await vault.unlock('b')).toEqual({ kind: 'wrong' });
    expect(await vault.unlock('boats')).toEqual({ kind: 'wait', ms: 2_000 });
    clock -= 86_400_000; // a clock put back does not lock anybody out for a day
    expect(await vault.unlock('boats')).toEqual({ kind: 'wait', ms: 2_000 });
    clock += 86_402_000;
    expect(await vault.unlock('boats')).toEqual({ kind: 'unlocked' });
  });

  test('can be changed and taken away, and what lies there is sealed anew', async () => {
    await vault.write('media', records);
    await vault.setPassphrase('boats');
    const before = await sealedNow();
    await vault.setPassphrase('green boats');
    closeBrowser();
    expect(await vault.unlock('boats')).toEqual({ kind: 'wrong' });
    await vault.unlock('green boats');
    await vault.setPassphrase(null);
    closeBrowser();
    expect(await vault.read('media')).toEqual({ records, damaged: 0 });
    const old = new Set(before.map(([, sealed]) => sealed.join()));
    expect((await sealedNow()).some(([, sealed]) => old.has(sealed.join()))).toBe(false);
  });

  test('forgotten, it leaves one way: everything goes, and one can begin anew', async () => {
    await vault.write('media', records);
    await vault.setPassphrase('boats');
    closeBrowser();
    await vault.destroy();
    expect(await vault.state()).toBe('device');
    expect(await vault.read('media')).toEqual({ records: [], damaged: 0 });
  });
});
