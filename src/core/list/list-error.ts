/** The one way in which this folder refuses bytes. Everything else that it throws would be a bug. */

/**
 * Why something was refused: not signed by enough of the right keys; older than what is trusted, or out of turn;
 * past its time; other bytes than the catalog names; not in the format; over a limit; not there at all.
 */
export type ListErrorReason = 'signature' | 'rollback' | 'expired' | 'digest' | 'format' | 'length' | 'missing';

export class ListError extends Error {
  override readonly name = 'ListError';
  readonly reason: ListErrorReason;

  constructor(reason: ListErrorReason, detail: string) {
    super(`${reason}: ${detail}`);
    this.reason = reason;
  }
}
