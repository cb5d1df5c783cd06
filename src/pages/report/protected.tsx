/** Where the person shown may be under 18: stop, the address of the page, the hotline. Nothing else is here to be shown. */
import { firstChannel, planFor } from '../../core/report/plan.ts';
import { t } from '../../platform/i18n.ts';
import { NextSteps } from './next-steps.tsx';
import { First } from './place.tsx';
import type { ScreenProps } from './report.tsx';
import { useCopy } from './use-copy.ts';

export function Protected({ screen, region, setRegion }: ScreenProps<'protected'>) {
  const { subject, role } = screen;
  const steps = planFor({ role, mayBeMinor: true, region, host: subject.host });
  const first = firstChannel(steps);
  const { state, copyAndOpen } = useCopy();
  // Files stay with the person: what helps sites to block copies has nothing to read.
  const address = first?.kind === 'hashbank' ? '' : (subject.address ?? '');
  return (
    <main>
      <h1 tabIndex={-1}>{t('report_protected_title')}</h1>
      <p class="grave">{t('report_minor_body')}</p>
      {first === null ? null : (
        <section>
          {address === '' ? null : (
            <figure class="note">
              <figcaption>{t('report_protected_note')}</figcaption>
              <pre dir="ltr">{address}</pre>
            </figure>
          )}
          <First channel={first} region={region} />
          <div class="act">
            <button type="button" class="primary" onClick={() => copyAndOpen(address, first.url)}>
              {t(address === '' || state === 'refused' ? 'report_open' : 'report_copy_open')}
            </button>
          </div>
          <p role="status">
            {state === 'copied' ? t('report_copied') : state === 'refused' ? t('report_copy_failed') : ''}
          </p>
        </section>
      )}
      <NextSteps steps={steps} first={first} region={region} setRegion={setRegion} />
    </main>
  );
}
