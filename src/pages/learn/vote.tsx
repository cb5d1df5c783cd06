/** Hands up: one question, three answers, and how many hands each got. The numbers live in this page's memory alone. */
import { useId } from 'preact/hooks';
import { type MessageKey, t } from '../../platform/i18n.ts';

export const VOTES = {
  chat: 'learn_vote_chat',
  feed: 'learn_vote_feed',
  fake: 'learn_vote_fake',
} as const satisfies Readonly<Record<string, MessageKey>>;
export type VoteId = keyof typeof VOTES;

const ANSWERS = ['learn_vote_share', 'learn_vote_nothing', 'learn_vote_act'] as const satisfies readonly MessageKey[];
export type Hands = Readonly<Record<(typeof ANSWERS)[number], number>>;
export const NO_HANDS: Hands = { learn_vote_share: 0, learn_vote_nothing: 0, learn_vote_act: 0 };

/** More than a class has. */
const MOST_HANDS = 99;

const handsIn = (field: HTMLInputElement): number =>
  Math.min(MOST_HANDS, Math.max(0, Math.trunc(field.valueAsNumber || 0)));

interface VoteProps {
  readonly id: VoteId;
  readonly hands: Hands;
  readonly change: (counted: Partial<Hands>) => void;
}

export function Vote({ id, hands, change }: VoteProps) {
  const field = useId();
  const most = Math.max(1, ...Object.values(hands));
  return (
    <>
      <p class="question">{t(VOTES[id])}</p>
      <fieldset class="vote">
        <legend>{t('learn_vote_hands')}</legend>
        {ANSWERS.map(answer => (
          <div key={answer} class="answer">
            <label for={`${field}-${answer}`}>{t(answer)}</label>
            <progress value={hands[answer]} max={most} aria-hidden="true" />
            <input
              id={`${field}-${answer}`}
              type="number"
              min="0"
              max={MOST_HANDS}
              value={hands[answer]}
              onInput={event => change({ [answer]: handsIn(event.currentTarget) })}
            />
          </div>
        ))}
      </fieldset>
      <button type="button" class="quiet" onClick={() => change(NO_HANDS)}>
        {t('learn_vote_clear')}
      </button>
    </>
  );
}
