/**
 * "Warn me if I meet it again": about a picture or video of a page that the person chose there. First the question of
 * age, before anything is read; of those who may be under 18 nothing is read, hashed or kept.
 */
import { useEffect, useState } from 'preact/hooks';
import type { AgeAnswer } from '../../core/report/flow.ts';
import type { FlagDraft } from '../../platform/flag-draft.ts';
import { type MessageKey, t } from '../../platform/i18n.ts';
import { draftFromPage } from '../../platform/page-reader.ts';
import { openReportPage } from '../../platform/report-draft.ts';
import { LockedVault, useVault } from '../ui/vault.tsx';
import { FlagCandidate } from './flag-candidate.tsx';
import { type Found, findMedia } from './flag-media.ts';

const AGES: readonly (readonly [AgeAnswer, MessageKey])[] = [
  ['yes', 'report_age_yes'],
  ['unsure', 'report_age_unsure'],
  ['no', 'report_age_no'],
];

type Step =
  | { readonly kind: 'age' | 'minor' | 'reading' | 'refused' }
  | { readonly kind: 'found'; readonly found: Found };

async function report(draft: FlagDraft | null, permalink: string | null): Promise<void> {
  try {
    const about = draft === null ? null : await draftFromPage(draft.tabId);
    await openReportPage(
      about === null ? null : { ...about, address: permalink ?? about.address },
      draft?.tabId ?? null,
    );
  } catch {
    await openReportPage(null, null); // its tab was closed: there is still help
  }
}

interface ScreenProps {
  readonly step: Step;
  readonly answer: (age: AgeAnswer) => void;
  readonly report: (permalink: string | null) => Promise<void>;
}

function Screen({ step, answer, report }: ScreenProps) {
  switch (step.kind) {
    case 'age':
      return (
        <section>
          <h2 tabIndex={-1}>{t('report_age')}</h2>
          <div class="answers">
            {AGES.map(([age, name]) => (
              <button type="button" key={age} onClick={() => answer(age)}>
                {t(name)}
              </button>
            ))}
          </div>
          <p class="hint">{t('report_age_note')}</p>
        </section>
      );
    case 'minor':
      return (
        <section>
          <h2 tabIndex={-1}>{t('flag_minor_title')}</h2>
          <p>{t('flag_minor_body')}</p>
          <button type="button" class="primary" onClick={() => void report(null).catch(console.error)}>
            {t('flag_minor_action')}
          </button>
        </section>
      );
    case 'reading':
      return <p role="status">{t('flag_reading')}</p>;
    case 'refused':
      return <p role="status">{t('flag_refused')}</p>;
    case 'found': {
      const { candidates, permalink } = step.found;
      if (candidates.length === 0) return <p role="status">{t('flag_none')}</p>;
      return (
        <section>
          {candidates.length > 1 ? <h2 tabIndex={-1}>{t('flag_which')}</h2> : null}
          <ul class="plain rows">
            {candidates.map(candidate => (
              <FlagCandidate key={candidate.source} candidate={candidate} report={() => report(permalink)} />
            ))}
          </ul>
        </section>
      );
    }
  }
}

interface FlagProps {
  readonly draft: FlagDraft | null;
  /** Forgets what was kept of it outside of this page. */
  readonly forget: () => Promise<void>;
}

export function Flag({ draft, forget }: FlagProps) {
  const vault = useVault();
  const [step, setStep] = useState<Step>({ kind: draft === null ? 'refused' : 'age' });

  const answer = (age: AgeAnswer): void => {
    forget().catch(console.error);
    if (age !== 'no' || draft === null) {
      setStep({ kind: 'minor' });
      return;
    }
    setStep({ kind: 'reading' });
    findMedia(draft).then(found => {
      setStep(found === null ? { kind: 'refused' } : { kind: 'found', found });
    }, console.error);
  };

  // A screen that changes under a screen reader is told by its heading.
  useEffect(() => {
    if (step.kind !== 'age') document.querySelector<HTMLElement>('h2[tabindex]')?.focus();
  }, [step.kind]);

  return (
    <main>
      <header>
        <h1>{t('flag_title')}</h1>
        <p class="lead">{t('flag_lead')}</p>
      </header>
      {vault.state === 'refused' ? <section class="notice">{t('vault_refused')}</section> : null}
      {vault.state === 'locked' ? (
        <>
          <p>{t('flag_locked')}</p>
          <LockedVault {...vault} />
        </>
      ) : null}
      {vault.state === 'device' || vault.state === 'unlocked' ? (
        <Screen step={step} answer={answer} report={permalink => report(draft, permalink)} />
      ) : null}
      <p>
        <a href="./own.html">{t('own_title')}</a>
      </p>
    </main>
  );
}
