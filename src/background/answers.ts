/**
 * What is remembered of answers. In memory, until the browser ends: how many questions there were, so that the looks of
 * the warning take turns, and what was shared anyway, so that nobody is asked twice. On disk: how often on which day
 * something was not shared, if the person wants that counted. Not which media, not on which page.
 */
import { dayAt, oneMore, parseTally, type Tally } from '../core/tally.ts';
import { createTurns } from '../core/turns.ts';
import { dismissalOf, type EntryId, type ListId } from '../core/verdict.ts';
import { browser } from '../platform/browser.ts';
import type { GivenAnswer } from '../platform/messages.ts';

const SESSION_KEY = 'answers';
const TALLY_KEY = 'notShared';
/** More than anybody answers in one sitting; the oldest go first. */
const MAX_RELEASED = 1_000;

interface Session {
  readonly asked: number;
  /** As `list:entry`. */
  readonly released: readonly string[];
}

export interface Answers {
  /** Questions answered since the browser was started. */
  asked(): Promise<number>;
  /** Did the person share this entry although they were asked, since the browser was started? */
  wasReleased(list: ListId, entry: EntryId): Promise<boolean>;
  note(list: ListId, entry: EntryId, answer: GivenAnswer, count: boolean): Promise<void>;
  tally(): Promise<Tally>;
  forget(): Promise<void>;
}

const today = (): number => dayAt(Date.now(), new Date().getTimezoneOffset());

async function readSession(): Promise<Session> {
  const stored = (await browser.storage.session.get(SESSION_KEY))[SESSION_KEY] as Session | undefined;
  return stored ?? { asked: 0, released: [] };
}

async function readTally(): Promise<Tally> {
  return parseTally((await browser.storage.local.get(TALLY_KEY))[TALLY_KEY], today());
}

export function createAnswers(): Answers {
  /** One after another, so that no answer is lost between reading and writing. */
  const inTurn = createTurns();

  return {
    asked: async () => (await readSession()).asked,
    wasReleased: async (list, entry) => (await readSession()).released.includes(dismissalOf(list, entry)),
    note: (list, entry, answer, count) =>
      inTurn(async () => {
        const { asked, released } = await readSession();
        const item = dismissalOf(list, entry);
        const others = released.filter(known => known !== item);
        await browser.storage.session.set({
          [SESSION_KEY]: {
            asked: asked + 1,
            released: (answer === 'share' ? [...others, item] : released).slice(-MAX_RELEASED),
          },
        });
        if (count && answer !== 'share') {
          await browser.storage.local.set({ [TALLY_KEY]: oneMore(await readTally(), today()) });
        }
      }),
    tally: readTally,
    forget: () => inTurn(() => browser.storage.local.remove(TALLY_KEY)),
  };
}
