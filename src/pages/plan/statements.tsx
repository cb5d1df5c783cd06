/** Short texts for what is hard to say, to copy and to change. They hold no facts of the case: those stay in the log. */
import { useState } from 'preact/hooks';
import { type MessageKey, t } from '../../platform/i18n.ts';

const STATEMENTS: readonly { readonly to: MessageKey; readonly words: MessageKey }[] = [
  { to: 'plan_say_friend', words: 'plan_say_friend_words' },
  { to: 'plan_say_poster', words: 'plan_say_poster_words' },
  { to: 'plan_say_school', words: 'plan_say_school_words' },
  { to: 'plan_say_police', words: 'plan_say_police_words' },
];

export function Statements() {
  const [copied, setCopied] = useState<MessageKey | null>(null);
  const copy = async (to: MessageKey, words: string): Promise<void> => {
    await navigator.clipboard.writeText(words);
    setCopied(to);
  };
  return (
    <section>
      <h2>{t('plan_say_heading')}</h2>
      <p class="hint">{t('plan_say_lead')}</p>
      {STATEMENTS.map(({ to, words }) => (
        <details key={to}>
          <summary>{t(to)}</summary>
          <blockquote>{t(words)}</blockquote>
          <button type="button" onClick={() => void copy(to, t(words)).catch(console.error)}>
            {t('plan_say_copy')}
          </button>
          <span role="status">{copied === to ? t('plan_say_copied') : ''}</span>
        </details>
      ))}
    </section>
  );
}
