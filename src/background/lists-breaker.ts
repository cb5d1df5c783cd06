/**
 * Puts a list to rest that flags far too much: more than 5 % of 200 or more different media, which no honest list does
 * in an ordinary feed. Counts live in the memory of the browser's session, and never on disk.
 */
import { createTurns } from '../core/turns.ts';
import type { ListId, Verdict } from '../core/verdict.ts';
import { browser } from '../platform/browser.ts';
import type { LoadedList } from './lists.ts';

const MIN_MEDIA = 200;
const MAX_SHARE = 0.05;

/** Digests of media that were counted in this life of the background; beyond them, a medium may count twice. */
const MAX_REMEMBERED = 10_000;

interface Count {
  readonly media: number;
  readonly flagged: number;
}

type Counts = Readonly<Record<string, Count>>;

const KEY = 'breaker';

export interface Breaker {
  /** Counts what was judged against these lists. */
  count(bytes: Uint8Array<ArrayBuffer>, verdict: Verdict, lists: readonly LoadedList[]): Promise<void>;
  /** To be called when a list changed or was resumed: what it flagged before says nothing of it any more. */
  forget(id: ListId): Promise<void>;
}

/** The practice list is meant to flag, and what it flags is ours. */
const countable = (lists: readonly LoadedList[]): readonly ListId[] =>
  lists
    .filter(({ summary, searchable }) => searchable !== null && summary.by !== 'package')
    .map(({ summary }) => summary.id);

const read = async (): Promise<Counts> => ((await browser.storage.session.get(KEY))[KEY] as Counts | undefined) ?? {};

export function createBreaker(onTrip: (id: ListId) => Promise<void>): Breaker {
  const seen = new Set<string>();
  const inTurn = createTurns();

  const update = (next: (counts: Counts) => Counts): Promise<Counts> =>
    inTurn(async () => {
      const counts = next(await read());
      await browser.storage.session.set({ [KEY]: counts });
      return counts;
    });

  async function isNew(bytes: Uint8Array<ArrayBuffer>): Promise<boolean> {
    const digest = String.fromCharCode(...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)).subarray(0, 16));
    if (seen.has(digest)) return false;
    if (seen.size < MAX_REMEMBERED) seen.add(digest);
    return true;
  }

  return {
    async count(bytes, verdict, loaded) {
      const lists = countable(loaded);
      if (verdict.status === 'unknown' || lists.length === 0 || !(await isNew(bytes))) return;
      const flaggedBy = verdict.status === 'flagged' ? verdict.match.list : null;
      const counts = await update(known => {
        const counted = lists.map((id): [string, Count] => {
          const { media, flagged } = known[id] ?? { media: 0, flagged: 0 };
          return [id, { media: media + 1, flagged: flagged + (id === flaggedBy ? 1 : 0) }];
        });
        return { ...known, ...Object.fromEntries(counted) };
      });
      for (const id of lists) {
        const { media, flagged } = counts[id] ?? { media: 0, flagged: 0 };
        if (media >= MIN_MEDIA && flagged > media * MAX_SHARE) await onTrip(id);
      }
    },
    async forget(id) {
      await update(({ [id]: _, ...others }) => others);
    },
  };
}
