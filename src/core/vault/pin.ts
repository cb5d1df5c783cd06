/**
 * What opens the lock of the settings: a PIN, or a passphrase for who prefers words. A PIN is the same number in the
 * digits of every writing, since keyboards differ and what is typed cannot be seen.
 */

/** Four digits as on a card; with the waits after wrong ones all of them take weeks. */
const PIN = /^\d{4,12}$/;
/** NIST SP 800-63B, 5.1.1: passphrases of at least 8 characters. */
const SHORTEST_PASSPHRASE = 8;

const isDigit = (code: number): boolean => /\p{Nd}/u.test(String.fromCodePoint(code));

/** Digits of every writing stand in Unicode in one row from 0 to 9 (The Unicode Standard, 4.6). */
function plainDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let zero = code;
  while (isDigit(zero - 1)) zero--;
  return String((code - zero) % 10);
}

/** As it is compared; null for what is too short to be a lock. */
export function parsePin(typed: string): string | null {
  const plain = typed
    .normalize('NFKC')
    .replace(/\p{Nd}/gu, plainDigit)
    .trim();
  const isLongEnough = /^\d*$/.test(plain) ? PIN.test(plain) : plain.length >= SHORTEST_PASSPHRASE;
  return isLongEnough ? plain : null;
}
