/** What comes after the first step, in the order of the plan, with the country it was made for and how to mend it. */
import type { ComponentChild } from 'preact';
import { useId } from 'preact/hooks';
import type { Channel } from '../../core/report/channel.ts';
import type { Advice, Step } from '../../core/report/plan.ts';
import { REGIONS, type Region } from '../../core/report/regions.ts';
import { language, type MessageKey, t } from '../../platform/i18n.ts';
import { Place } from './place.tsx';

export const ADVICE: Readonly<Record<Advice, MessageKey>> = {
  'not-your-fault': 'report_me_body',
  'be-there': 'report_helper_body',
  'tell-kindly': 'report_tell_kindly',
  'look-after-yourself': 'report_look_after',
};

interface CountryProps {
  readonly region: Region | null;
  readonly setRegion: (region: Region | null) => void;
}

export function Country({ region, setRegion }: CountryProps) {
  const id = useId();
  const names = new Intl.DisplayNames(language(), { type: 'region' });
  const sorted = REGIONS.map(code => ({ code, name: names.of(code) ?? code })).sort((a, b) =>
    a.name.localeCompare(b.name, language()),
  );
  return (
    <div class="field">
      <label for={id}>{t('report_country')}</label>
      <select
        id={id}
        aria-describedby={`${id}-note`}
        value={region ?? ''}
        onChange={event => setRegion(event.currentTarget.value || null)}
      >
        <option value="">{t('report_country_other')}</option>
        {sorted.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
      <p class="hint" id={`${id}-note`}>
        {t('report_country_note')}
      </p>
    </div>
  );
}

interface NextStepsProps extends CountryProps {
  readonly steps: readonly Step[];
  /** The one that is offered above already. */
  readonly first: Channel | null;
  /** A note for a channel, or null where it is given none. */
  readonly offer?: (channel: Channel) => ComponentChild;
}

const ChannelStep = ({ channel, region, offer }: Pick<NextStepsProps, 'region' | 'offer'> & { channel: Channel }) => {
  const note = offer?.(channel) ?? null;
  return (
    <div>
      <Place channel={channel} region={region} />
      {note === null ? null : (
        <details>
          <summary>{t('report_note_for')}</summary>
          <div class="part">{note}</div>
        </details>
      )}
    </div>
  );
};

export function NextSteps({ steps, first, region, setRegion, offer }: NextStepsProps) {
  const rest = steps.filter(step => step.kind !== 'channel' || step.channel !== first);
  return (
    <section>
      <h2>{t('report_next_title')}</h2>
      <ol class="next">
        {rest.map(step =>
          step.kind === 'advice' ? (
            <li key={step.advice}>
              <p>{t(ADVICE[step.advice])}</p>
            </li>
          ) : (
            <li key={step.channel.id}>
              <ChannelStep channel={step.channel} region={region} {...(offer === undefined ? {} : { offer })} />
            </li>
          ),
        )}
      </ol>
      <Country region={region} setRegion={setRegion} />
      <details>
        <summary>{t('report_outdated')}</summary>
        <p class="hint">{t('report_outdated_body')}</p>
      </details>
    </section>
  );
}
