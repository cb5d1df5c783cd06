/** One channel as people read it: what it is for, its name, and every way to reach it. */
import type { Channel } from '../../core/report/channel.ts';
import { holdsIn, type Region } from '../../core/report/regions.ts';
import { language, type MessageKey, t } from '../../platform/i18n.ts';
import { date } from '../ui/words.ts';

const KINDS: Readonly<Record<Channel['kind'], MessageKey>> = {
  platform: 'report_kind_form',
  search: 'report_kind_search',
  hashbank: 'report_kind_hashbank',
  csam: 'report_kind_hotline',
  regulator: 'report_kind_office',
  police: 'report_kind_police',
  helpline: 'report_kind_helpline',
};

function purposeOf({ kind, who, notice, escalation }: Channel): string {
  if (notice === 'dsa') return t('report_kind_law');
  if (escalation) return t('report_kind_escalation');
  const forAll = who.includes('anyone') || who.includes('account-holder');
  return t(kind === 'platform' && forAll ? 'report_kind_site' : KINDS[kind]);
}

const hours = (count: number): string =>
  new Intl.NumberFormat(language(), { style: 'unit', unit: 'hour', unitDisplay: 'long' }).format(count);

function Promised({ channel, region }: { readonly channel: Channel; readonly region: Region | null }) {
  const { promise } = channel;
  return promise !== undefined && holdsIn(promise.regions, region) ? (
    <p class="hint">{t('report_promise', hours(promise.hours))}</p>
  ) : null;
}

const phoneLink = (phone: string): string => `tel:${phone.replaceAll(/[ -]/g, '')}`;

/** Digits keep their order in a sentence that runs the other way. */
const callWords = (phone: string): string => t('report_call', `\u2066${phone}\u2069`);

/** By voice and by mail. */
export const Contacts = ({ channel: { phone, email } }: { readonly channel: Channel }) => (
  <>
    {phone === undefined ? null : <a href={phoneLink(phone)}>{callWords(phone)}</a>}
    {email === undefined ? null : (
      <a href={`mailto:${email}`} dir="ltr">
        {email}
      </a>
    )}
  </>
);

interface PlaceProps {
  readonly channel: Channel;
  readonly region: Region | null;
}

/** The one place that is offered first: its name, what it is for, and how to call it. */
export const First = ({ channel, region }: PlaceProps) => (
  <div class="place">
    <p class="target">{channel.name}</p>
    <p class="hint">{purposeOf(channel)}</p>
    <Promised channel={channel} region={region} />
    <div class="act">
      <Contacts channel={channel} />
    </div>
  </div>
);

export const Place = ({ channel, region }: PlaceProps) => (
  <div class="place">
    <p>{purposeOf(channel)}</p>
    <Promised channel={channel} region={region} />
    <div class="act">
      {channel.url === null ? (
        <strong>{channel.name}</strong>
      ) : (
        <a href={channel.url} target="_blank" rel="noreferrer">
          {channel.name}
        </a>
      )}
      <Contacts channel={channel} />
    </div>
    <p class="hint">{t('report_checked', date(channel.lastChecked))}</p>
  </div>
);
