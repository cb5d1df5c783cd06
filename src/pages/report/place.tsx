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

export function purposeOf({ kind, who, notice, escalation }: Channel): string {
  if (notice === 'dsa') return t('report_kind_law');
  if (escalation) return t('report_kind_escalation');
  const forAll = who.includes('anyone') || who.includes('account-holder');
  return t(kind === 'platform' && forAll ? 'report_kind_site' : KINDS[kind]);
}

const hours = (count: number): string =>
  new Intl.NumberFormat(language(), { style: 'unit', unit: 'hour', unitDisplay: 'long' }).format(count);

export function Promised({ channel, region }: { readonly channel: Channel; readonly region: Region | null }) {
  const { promise } = channel;
  return promise !== undefined && holdsIn(promise.regions, region) ? (
    <p class="hint">{t('report_promise', hours(promise.hours))}</p>
  ) : null;
}

interface PlaceProps {
  readonly channel: Channel;
  readonly region: Region | null;
}

export const Place = ({ channel, region }: PlaceProps) => {
  const { name, url, phone, email, lastChecked } = channel;
  return (
    <div class="place">
      <p>{purposeOf(channel)}</p>
      <Promised channel={channel} region={region} />
      <div class="act">
        {url === null ? (
          <strong>{name}</strong>
        ) : (
          <a href={url} target="_blank" rel="noreferrer">
            {name}
          </a>
        )}
        {phone === undefined ? null : (
          <a href={`tel:${phone.replaceAll(/[ -]/g, '')}`}>
            {/* Digits keep their order in a sentence that runs the other way. */}
            {t('report_call', `\u2066${phone}\u2069`)}
          </a>
        )}
        {email === undefined ? null : (
          <a href={`mailto:${email}`} dir="ltr">
            {email}
          </a>
        )}
      </div>
      <p class="hint">{t('report_checked', date(lastChecked))}</p>
    </div>
  );
};
