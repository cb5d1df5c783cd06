// @vitest-environment node
import { beforeEach, describe, expect, test } from 'vitest';
import { createLock } from '../../src/background/lock.ts';
import { ITERATIONS } from '../../src/core/vault/passphrase.ts';
import { fake } from '../support/fake-browser.ts';

const MINUTE = 60_000;

let now: number;
let isHeld: boolean;
/** The background after it was stopped: another lock over the same storage. */
const lock = () =>
  createLock(
    async () => isHeld,
    () => now,
  );

beforeEach(() => {
  fake.reset();
  now = Date.parse('2026-11-20T12:00:00Z');
  isHeld = false;
});

async function guess(times: number): Promise<void> {
  for (let i = 0; i < times; i++) await lock().unlock('9999');
}

describe('the lock of the settings', () => {
  test('is none until somebody sets a PIN, and takes only what is one', async () => {
    expect(await lock().state()).toBe('none');
    expect(await lock().setPin('123')).toBe(false);
    expect(await lock().state()).toBe('none');
    expect(await lock().setPin('4092')).toBe(true);
    expect(await lock().state()).toBe('open');
  });

  test('closes on demand, after a quarter of an hour, and with the browser', async () => {
    await lock().setPin('4092');
    await lock().close();
    expect(await lock().state()).toBe('locked');
    expect(await lock().unlock('4092')).toEqual({ kind: 'unlocked' });
    now += 14 * MINUTE;
    expect(await lock().state()).toBe('open');
    now += MINUTE;
    expect(await lock().state()).toBe('locked');
    await lock().unlock('4092');
    fake.session.clear();
    expect(await lock().state()).toBe('locked');
  });

  test('is not open in the future of a clock that was put back', async () => {
    await lock().setPin('4092');
    now -= 60 * MINUTE;
    expect(await lock().state()).toBe('locked');
  });

  test('while it is closed, the PIN can be neither changed nor taken away', async () => {
    await lock().setPin('4092');
    await lock().close();
    expect(await lock().setPin('1111')).toBe(false);
    expect(await lock().setPin(null)).toBe(false);
    expect(await lock().unlock('1111')).toEqual({ kind: 'wrong' });
    await lock().unlock('4092');
    expect(await lock().setPin(null)).toBe(true);
    expect(await lock().state()).toBe('none');
    expect(fake.stored.has('lock')).toBe(false);
  });

  test('keeps the PIN nowhere, only what it costs 600,000 rounds to try', async () => {
    await lock().setPin('three kites fly');
    const kept = JSON.stringify([...fake.stored, ...fake.session]);
    expect(kept).not.toContain('kites');
    expect(kept).not.toContain(btoa('three kites fly'));
    expect(fake.stored.get('lock')).toMatchObject({ iterations: ITERATIONS });
    expect(ITERATIONS).toBe(600_000);
  });

  test('makes guesses wait longer and longer, also after the background was stopped', async () => {
    await lock().setPin('4092');
    await lock().close();
    await guess(5);
    expect(await lock().unlock('4092')).toEqual({ kind: 'wait', ms: 1_000 });
    now += 1_000;
    await guess(1);
    expect(await lock().unlock('4092')).toEqual({ kind: 'wait', ms: 2_000 });
    now += 2_000;
    expect(await lock().unlock('4092')).toEqual({ kind: 'unlocked' });
    expect(fake.stored.get('lock')).toMatchObject({ wrong: 0 });
  });

  test('counts a guess before it tries it, so that ending the browser in between wins nothing', async () => {
    await lock().setPin('4092');
    await lock().close();
    const trying = lock().unlock('9999');
    await expect.poll(() => fake.stored.get('lock')).toMatchObject({ wrong: 1 });
    await trying;
  });

  test('takes guesses made at once one after another', async () => {
    await lock().setPin('4092');
    await lock().close();
    const one = lock();
    const outcomes = await Promise.all(Array.from({ length: 7 }, (_, n) => one.unlock(`100${n}`)));
    expect(outcomes.map(({ kind }) => kind)).toEqual([...Array(5).fill('wrong'), 'wait', 'wait']);
  });

  test('under a policy is opened by no PIN, and nobody can set one', async () => {
    await lock().setPin('4092');
    isHeld = true;
    await lock().unlock('4092');
    expect(await lock().state()).toBe('policy');
    expect(await lock().setPin(null)).toBe(false);
    isHeld = false;
    expect(await lock().state()).toBe('open');
  });

  test('a damaged record is no lock: our faults lock nobody out', async () => {
    fake.stored.set('lock', { salt: 7 });
    expect(await lock().state()).toBe('none');
    expect(await lock().setPin('4092')).toBe(true);
  });
});
