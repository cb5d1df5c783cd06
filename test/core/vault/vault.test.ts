/** What is sealed can be opened by who has the key, under its name, unchanged; and by nobody else. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeText } from '../../../src/core/list/bytes.ts';
import { createKey, KEY_BYTES, keyOf, seal, unseal } from '../../../src/core/vault/cipher.ts';
import { ITERATIONS, lockKey, unlockKey } from '../../../src/core/vault/passphrase.ts';
import { openFile, sealFile } from '../../../src/core/vault/sealed-file.ts';

const secret = encodeText('A letter of hers, and where she lives.');
const randomKey = () => crypto.getRandomValues(new Uint8Array(KEY_BYTES));
const flipped = (bytes: Uint8Array<ArrayBuffer>, at: number) => bytes.map((byte, i) => (i === at ? byte ^ 1 : byte));

describe('a sealed record', () => {
  test('opens with its key under its name, whatever it holds', async () => {
    const key = await createKey();
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 500 }), fc.string(), async (content, name) => {
        const bytes = new Uint8Array(content);
        expect(await unseal(key, await seal(key, bytes, name), name)).toEqual(bytes);
      }),
    );
  });

  test('does not open with another key, under another name, changed or cut off anywhere', async () => {
    const [key, other] = [await createKey(), await createKey()];
    const sealed = await seal(key, secret, 'media/1');
    expect(await unseal(other, sealed, 'media/1')).toBeNull();
    expect(await unseal(key, sealed, 'media/2')).toBeNull();
    for (let at = 0; at < sealed.length; at++) {
      expect(await unseal(key, flipped(sealed, at), 'media/1')).toBeNull();
      expect(await unseal(key, sealed.slice(0, at), 'media/1')).toBeNull();
    }
  });

  test('shows nothing of what it holds, and is another one each time', async () => {
    const key = await createKey();
    const [one, two] = [await seal(key, secret, ''), await seal(key, secret, '')];
    expect(one).not.toEqual(two);
    expect(Buffer.from(one).includes(Buffer.from(secret.subarray(0, 8)))).toBe(false);
  });

  test('has a key that no code can read', async () => {
    await expect(crypto.subtle.exportKey('raw', await createKey())).rejects.toThrow();
    await expect(crypto.subtle.exportKey('raw', await keyOf(randomKey()))).rejects.toThrow();
  });
});

describe('a key under a passphrase', () => {
  test('comes back for that passphrase, in any composition of its letters, and for no other', async () => {
    const key = randomKey();
    const locked = await lockKey(key, 'pâté en croûte');
    expect(locked.iterations).toBe(ITERATIONS);
    expect(await unlockKey(locked, 'pâté en croûte'.normalize('NFD'))).toEqual(key);
    expect(await unlockKey(locked, 'pate en croute')).toBeNull();
    expect(await unlockKey(locked, '')).toBeNull();
  });

  test('lies under another salt each time', async () => {
    const key = randomKey();
    const [one, two] = [await lockKey(key, 'same'), await lockKey(key, 'same')];
    expect(one.salt).not.toEqual(two.salt);
    expect(one.sealed).not.toEqual(two.sealed);
  });
});

describe('a sealed file', () => {
  test('opens with its passphrase only', async () => {
    const file = await sealFile(secret, 'three green boats');
    expect(await openFile(file, 'three green boats')).toEqual({ ok: true, bytes: secret });
    expect(await openFile(file, 'three green boat')).toEqual({ ok: false, reason: 'passphrase' });
    expect(Buffer.from(file).includes(Buffer.from(secret.subarray(0, 8)))).toBe(false);
  });

  test('tells what is wrong with it: no such file, a damaged one, one that asks for endless work', async () => {
    const file = await sealFile(secret, 'x');
    expect(await openFile(flipped(file, file.length - 1), 'x')).toEqual({ ok: false, reason: 'damaged' });
    const endless = file.slice();
    endless.fill(255, 8, 12);
    expect(await openFile(endless, 'x')).toEqual({ ok: false, reason: 'format' });
    for (const other of [new Uint8Array(0), file.slice(0, 40), encodeText('not such a file '.repeat(20))]) {
      expect(await openFile(other, 'x')).toEqual({ ok: false, reason: 'format' });
    }
  });
});
