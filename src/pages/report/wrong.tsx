/** A match is disputed: on this computer that takes effect at once, and the keepers of the list can be told. */
import { useId, useState } from 'preact/hooks';
import { CLAIMS, type Claim } from '../../core/report/consent-report.ts';
import { dismissalOf, type EntryId, type ListId } from '../../core/verdict.ts';
import { type MessageKey, t } from '../../platform/i18n.ts';
import type { PageApi } from '../../platform/messages.ts';
import { remote } from '../../platform/rpc.ts';
import { Back } from './back.tsx';
import { Keepers } from './keepers.tsx';
import type { ScreenProps } from './report.tsx';

const background = remote<PageApi>('page');

const REASONS: Readonly<Record<Claim, MessageKey>> = {
  'different-picture': 'report_wrong_different',
  'own-post': 'report_wrong_own',
  'news-art-education': 'report_wrong_context',
  'person-shown': 'report_wrong_withdraw',
  other: 'report_wrong_else',
};

async function dismiss(list: string, entry: string): Promise<void> {
  const { settings } = await background.overview();
  const dismissal = dismissalOf(list as ListId, entry as EntryId);
  if (settings.dismissedEntries.includes(dismissal)) return;
  await background.changeSettings({ dismissedEntries: [...settings.dismissedEntries, dismissal] });
}

export function Wrong({ screen, answer }: ScreenProps<'wrong'>) {
  const { subject } = screen;
  const { listed } = subject;
  const id = useId();
  const [claim, setClaim] = useState<Claim | null>(null);
  const [noted, setNoted] = useState(false);
  if (listed === null) return null;
  const here = (): void => {
    dismiss(listed.list, listed.entry).then(() => setNoted(true), console.error);
  };
  return (
    <main>
      <h1 tabIndex={-1} id={id}>
        {t('report_wrong_title')}
      </h1>
      <div role="radiogroup" aria-labelledby={id}>
        {CLAIMS.map(each => (
          <label class="choice" key={each}>
            <input type="radio" name={id} checked={claim === each} onChange={() => setClaim(each)} />
            <span>{t(REASONS[each])}</span>
          </label>
        ))}
      </div>
      <section>
        <div class="act">
          <button type="button" class="primary" disabled={noted} onClick={here}>
            {t('report_wrong_here')}
          </button>
        </div>
        <p role="status">{noted ? t('warn_wrong_thanks') : ''}</p>
      </section>
      {claim === null ? null : (
        <section>
          <h2>{t('report_keepers_title')}</h2>
          <Keepers key={claim} subject={subject} statement={{ kind: 'dispute', claim }} />
        </section>
      )}
      <div class="foot">
        <Back answer={answer} />
      </div>
    </main>
  );
}
