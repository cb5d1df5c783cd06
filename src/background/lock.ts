/**
 * The lock of the settings: a PIN without which nobody here weakens the protection. A lock on the door, not a vault: who
 * can remove the extension, or change the files of the browser's profile, needs no PIN. What is private to a person
 * (their media, their plan, reports) lies outside of it: it is theirs, and the vault is its lock.
 */
import { decodeBase64, encodeBase64 } from '../core/list/bytes.ts';
import { createTurns } from '../core/turns.ts';
import { KEY_BYTES } from '../core/vault/cipher.ts';
import { type Guesses, waitFor } from '../core/vault/guesses.ts';
import { lockKey, unlockKey } from '../core/vault/passphrase.ts';
import { parsePin } from '../core/vault/pin.ts';
import { browser } from '../platform/browser.ts';
import { readSession, writeSession } from '../platform/session.ts';
import type { LockState, Unlocking } from '../platform/vault-messages.ts';

/** The PIN itself is kept nowhere: it opens a random key, and that it opens is all that is asked. */
interface Kept extends Guesses {
  readonly salt: string;
  readonly iterations: number;
  readonly sealed: string;
}

/** Under this name in `storage.local`, and in `storage.session` for when it was opened. */
const KEY = 'lock';
/** Whoever opened it may walk away: as long as a change or two takes. */
const OPEN_FOR_MS = 15 * 60_000;

export interface Lock {
  state(): Promise<LockState>;
  /** Null takes the lock away. False while it is locked, and for what is no PIN. */
  setPin(pin: string | null): Promise<boolean>;
  unlock(pin: string): Promise<Unlocking>;
  close(): Promise<void>;
}

/** Null when none is set, and for what is no lock: a fault of ours must lock nobody out. */
async function readKept(): Promise<Kept | null> {
  const kept = (await browser.storage.local.get(KEY))[KEY] as Partial<Kept> | undefined;
  const { salt, iterations, sealed, wrong, wrongAt } = kept ?? {};
  if (typeof salt !== 'string' || typeof iterations !== 'number' || typeof sealed !== 'string') return null;
  return { salt, iterations, sealed, wrong: wrong ?? 0, wrongAt: wrongAt ?? 0 };
}

const writeKept = (kept: Kept): Promise<void> => browser.storage.local.set({ [KEY]: kept });

async function lockFor(pin: string): Promise<Kept> {
  const { salt, iterations, sealed } = await lockKey(crypto.getRandomValues(new Uint8Array(KEY_BYTES)), pin);
  return { salt: encodeBase64(salt), iterations, sealed: encodeBase64(sealed), wrong: 0, wrongAt: 0 };
}

const opens = async ({ salt, iterations, sealed }: Kept, pin: string): Promise<boolean> => {
  const locked = { salt: decodeBase64(salt, 'the salt'), iterations, sealed: decodeBase64(sealed, 'the lock') };
  return (await unlockKey(locked, pin)) !== null;
};

/** `isHeld`: by a policy, which no PIN opens. `now` in milliseconds since 1970. */
export function createLock(isHeld: () => Promise<boolean>, now: () => number): Lock {
  /** One after another, or guesses made at once would not be counted. */
  const inTurn = createTurns();

  const setOpen = (open: boolean): Promise<void> => writeSession(KEY, open ? String(now()) : null);

  async function state(): Promise<LockState> {
    const [held, kept, openedAt] = await Promise.all([isHeld(), readKept(), readSession(KEY)]);
    if (held) return 'policy';
    if (kept === null) return 'none';
    const age = now() - Number(openedAt ?? -Infinity);
    return age >= 0 && age < OPEN_FOR_MS ? 'open' : 'locked';
  }

  return {
    state,

    setPin: typed =>
      inTurn(async () => {
        const pin = typed === null ? null : parsePin(typed);
        const before = await state();
        if (before === 'policy' || before === 'locked' || (typed !== null && pin === null)) return false;
        if (pin === null) await browser.storage.local.remove(KEY);
        else await writeKept(await lockFor(pin));
        await setOpen(pin !== null);
        return true;
      }),

    unlock: typed =>
      inTurn(async (): Promise<Unlocking> => {
        const kept = await readKept();
        if (kept === null) return { kind: 'unlocked' };
        const ms = waitFor(kept, now());
        if (ms > 0) return { kind: 'wait', ms };
        const pin = parsePin(typed);
        if (pin === null) return { kind: 'wrong' }; // too short to be any PIN: nothing was guessed
        // Counted before it is tried, so that ending the browser in between wins no guess.
        await writeKept({ ...kept, wrong: kept.wrong + 1, wrongAt: now() });
        if (!(await opens(kept, pin))) return { kind: 'wrong' };
        await writeKept({ ...kept, wrong: 0, wrongAt: 0 });
        await setOpen(true);
        return { kind: 'unlocked' };
      }),

    close: () => inTurn(() => setOpen(false)),
  };
}
