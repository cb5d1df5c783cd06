/** What parents can expect, and what not: no history, no alerts, and why. It asks the background nothing, so it is the same for all. */
import { type MessageKey, t } from '../../platform/i18n.ts';
import { EndsWithYou } from '../ui/drawings.tsx';

interface PartProps {
  readonly heading: MessageKey;
  readonly lines: readonly MessageKey[];
}

const Part = ({ heading, lines }: PartProps) => (
  <section>
    <h2>{t(heading)}</h2>
    <ul class="ticks">
      {lines.map(line => (
        <li key={line}>{t(line)}</li>
      ))}
    </ul>
  </section>
);

export const Parents = () => (
  <main>
    <header>
      <EndsWithYou />
      <h1>{t('parents_title')}</h1>
      <p class="lead">{t('parents_lead')}</p>
    </header>
    <Part heading="parents_does_heading" lines={['parents_does_ask', 'parents_does_child', 'parents_does_help']} />
    <Part heading="parents_not_heading" lines={['parents_not_history', 'parents_not_alert', 'parents_not_block']} />
    <Part heading="parents_why_heading" lines={['parents_why_trust', 'parents_why_study', 'parents_why_misuse']} />
    <Part
      heading="parents_talk_heading"
      lines={['parents_talk_tell', 'parents_talk_early', 'parents_talk_calm', 'parents_talk_plan']}
    />
    <Part heading="parents_lock_heading" lines={['parents_lock_pin', 'lock_door', 'parents_lock_policy']} />
    <section>
      <h2>{t('parents_private_heading')}</h2>
      <p>{t('lock_private')}</p>
    </section>
    <footer>
      <a href="../welcome/welcome.html">{t('link_how')}</a>
      <a href="../plan/plan.html">{t('plan_title')}</a>
      <a href="../options/options.html">{t('link_settings')}</a>
    </footer>
  </main>
);
