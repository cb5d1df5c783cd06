/** The report is ready: the note, the one button that copies it and opens the official page, and what comes next. */
import { useState } from 'preact/hooks';
import type { Channel } from '../../core/report/channel.ts';
import type { ReportSubject } from '../../core/report/flow.ts';
import { noticeFor, type OwnDetails } from '../../core/report/notice.ts';
import { firstChannel, planFor } from '../../core/report/plan.ts';
import { t } from '../../platform/i18n.ts';
import { Back } from './back.tsx';
import { Keepers } from './keepers.tsx';
import { ADVICE, NextSteps } from './next-steps.tsx';
import { Offer } from './offer.tsx';
import { First } from './place.tsx';
import type { ScreenProps } from './report.tsx';

const NOBODY: OwnDetails = { name: '', email: '', withTitle: false };

/** What has to be known before the button is pressed. */
const Before = ({ subject, channel }: { readonly subject: ReportSubject; readonly channel: Channel }) => (
  <>
    {subject.inChat ? <p class="notice">{t('report_chat')}</p> : null}
    {subject.context?.isArticle ? <p class="notice">{t('report_article')}</p> : null}
    {channel.action === 'in-page' ? <p>{t('report_how_inplace')}</p> : null}
  </>
);

export function Ready({ screen, answer, region, setRegion }: ScreenProps<'ready'>) {
  const { subject, role } = screen;
  const [own, change] = useState(NOBODY);
  const situation = { role, mayBeMinor: false, region, host: subject.host };
  const [opening, ...later] = planFor(situation);
  const isKind = opening?.kind === 'advice' && opening.advice !== 'tell-kindly';
  const steps = isKind || opening === undefined ? later : [opening, ...later];
  const first = firstChannel(steps);
  if (first === null) return null;
  const practice = subject.listed?.practice ?? false;
  const shared = { subject, situation, own, change };

  return (
    <main>
      <h1 tabIndex={-1}>{t('report_ready_title')}</h1>
      {isKind ? <p>{t(ADVICE[opening.advice])}</p> : null}
      <section>
        <First channel={first} region={region} />
        <Before subject={subject} channel={first} />
        <Offer key={first.id} {...shared} channel={first} />
        <p class="hint">{t('report_once')}</p>
      </section>
      <NextSteps
        steps={steps}
        first={first}
        region={region}
        setRegion={setRegion}
        offer={channel =>
          noticeFor(channel, situation, practice) === null ? null : <Offer {...shared} channel={channel} />
        }
      />
      {subject.listed === null || practice ? null : (
        <section>
          <details>
            <summary>{t('report_keepers_title')}</summary>
            <Keepers subject={subject} statement={{ kind: 'seen-too', role }} />
          </details>
        </section>
      )}
      <div class="foot">
        <Back answer={answer} />
      </div>
    </main>
  );
}
