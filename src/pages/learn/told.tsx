/** What a lesson tells in plain lines, on the screen and on paper: rules, law, what to do, where to get help. */
import type { Channel } from '../../core/report/channel.ts';
import { lawFor } from '../../core/report/law.ts';
import { planFor } from '../../core/report/plan.ts';
import type { Region } from '../../core/report/regions.ts';
import { type MessageKey, t } from '../../platform/i18n.ts';
import { Country } from '../report/next-steps.tsx';
import { Contacts } from '../report/place.tsx';

export const RULES: readonly MessageKey[] = [
  'learn_rule_drawings',
  'learn_rule_stories',
  'learn_rule_pass',
  'learn_rule_leave',
];
export const BEFORE: readonly MessageKey[] = [
  'learn_before_read',
  'learn_before_who',
  'learn_before_told',
  'learn_before_screen',
];
/** One report is enough: Discord's rules say so. To delete, and to ask others to: esafety.gov.au, for who shared. */
export const TO_DO: readonly MessageKey[] = [
  'learn_do_stop',
  'learn_do_quiet',
  'learn_do_report',
  'learn_do_kind',
  'learn_do_undo',
  'learn_do_me',
];
export const CLOSING: readonly MessageKey[] = ['learn_close_learnt', 'learn_close_friend', 'learn_close_place'];

export const Lines = ({ of }: { readonly of: readonly MessageKey[] }) => (
  <ul class="ticks">
    {of.map(key => (
      <li key={key}>{t(key)}</li>
    ))}
  </ul>
);

interface TitleProps {
  /** One level below the heading that it stands under. */
  readonly Title: 'h2' | 'h3';
}

export interface PlaceProps {
  readonly region: Region | null;
  /** Null on paper, where nothing can be chosen. */
  readonly setRegion: ((region: Region | null) => void) | null;
}

const Chooser = ({ region, setRegion }: PlaceProps) =>
  setRegion === null ? null : <Country region={region} setRegion={setRegion} />;

/** The line of the country, the one on people under 18 (it holds nearly everywhere), and what the law is for. */
export const Law = ({ region, setRegion }: PlaceProps) => (
  <>
    <ul class="ticks">
      <li>{t(lawFor(region))}</li>
      <li>{t('learn_law_minor')}</li>
      <li>{t('learn_law_help')}</li>
    </ul>
    <p class="hint">{t('warn_why_law')}</p>
    <Chooser region={region} setRegion={setRegion} />
  </>
);

const HEADINGS = {
  helpline: 'report_kind_helpline',
  hashbank: 'report_kind_hashbank',
} as const satisfies Readonly<Record<string, MessageKey>>;

/** Whom the person shown can turn to there, of any age: helplines, and those who help sites block copies. */
export function helpIn(region: Region | null): readonly Channel[] {
  const steps = [false, true].flatMap(mayBeMinor => planFor({ role: 'depicted', mayBeMinor, region, host: '' }));
  const channels = steps.flatMap(step => (step.kind === 'channel' ? [step.channel] : []));
  return [...new Set(channels)].filter(({ kind }) => kind in HEADINGS);
}

/** Addresses are written out: a class copies them from the wall, and paper has no links. */
const Address = ({ url }: { readonly url: string }) => (
  <a href={url} target="_blank" rel="noreferrer" dir="ltr">
    {new URL(url).host.replace(/^www\./, '')}
  </a>
);

interface HelpOfProps extends TitleProps {
  readonly kind: keyof typeof HEADINGS;
  readonly region: Region | null;
}

const HelpOf = ({ kind, region, Title }: HelpOfProps) => (
  <>
    <Title>{t(HEADINGS[kind])}</Title>
    <ul class="plain places">
      {helpIn(region)
        .filter(channel => channel.kind === kind)
        .map(channel => (
          <li key={channel.id}>
            <strong>{channel.name}</strong>
            <Contacts channel={channel} />
            {channel.url === null ? null : <Address url={channel.url} />}
          </li>
        ))}
    </ul>
  </>
);

export const Help = ({ region, setRegion, Title }: PlaceProps & TitleProps) => (
  <>
    <p>{t('learn_help_lead')}</p>
    <HelpOf kind="helpline" region={region} Title={Title} />
    <HelpOf kind="hashbank" region={region} Title={Title} />
    <p>{t('learn_help_plan', t('plan_title'))}</p>
    <Chooser region={region} setRegion={setRegion} />
  </>
);
