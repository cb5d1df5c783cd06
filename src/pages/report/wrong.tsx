/** A match is disputed. On this computer that takes effect at once. */
import { useState } from 'preact/hooks';
import { dismissalOf, type EntryId, type ListId } from '../../core/verdict.ts';
import { t } from '../../platform/i18n.ts';
import type { PageApi } from '../../platform/messages.ts';
import { remote } from '../../platform/rpc.ts';
import type { ScreenProps } from './report.tsx';

const background = remote<PageApi>('page');

async function dismiss(list: string, entry: string): Promise<void> {
  const { settings } = await background.overview();
  const dismissal = dismissalOf(list as ListId, entry as EntryId);
  if (settings.dismissedEntries.includes(dismissal)) return;
  await background.changeSettings({ dismissedEntries: [...settings.dismissedEntries, dismissal] });
}

export function Wrong({ screen, answer }: ScreenProps<'wrong'>) {
  const { listed } = screen.subject;
  const [noted, setNoted] = useState(false);
  if (listed === null) return null;
  const here = (): void => {
    dismiss(listed.list, listed.entry).then(() => setNoted(true), console.error);
  };
  return (
    <main>
      <h1 tabIndex={-1}>{t('report_wrong_title')}</h1>
      <section>
        <div class="act">
          <button type="button" class="primary" disabled={noted} onClick={here}>
            {t('report_wrong_here')}
          </button>
        </div>
        <p role="status">{noted ? t('warn_wrong_thanks') : ''}</p>
      </section>
      <div class="foot">
        <div>
          <button type="button" class="quiet" onClick={() => answer({ kind: 'back' })}>
            {t('report_back')}
          </button>
        </div>
      </div>
    </main>
  );
}
