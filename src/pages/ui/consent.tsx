/** What consent means, in four cards that open one at a time. */
import { type MessageKey, t } from '../../platform/i18n.ts';

const CARDS: readonly (readonly [title: MessageKey, body: MessageKey])[] = [
  ['consent_asked_title', 'consent_asked_body'],
  ['consent_specific_title', 'consent_specific_body'],
  ['consent_change_title', 'consent_change_body'],
  ['consent_theirs_title', 'consent_theirs_body'],
];

export const Consent = () => (
  <ul class="plain cards">
    {CARDS.map(([title, body]) => (
      <li key={title}>
        <details name="consent">
          <summary>{t(title)}</summary>
          <p>{t(body)}</p>
        </details>
      </li>
    ))}
  </ul>
);
