/**
 * From a flagged item to the right official page: who are you in this, the note that will be copied, one button. It
 * opens and copies; it never sends. Which page for whom is decided in core/report.
 */
import { useState } from 'preact/hooks';
import { channelsFor, type Role, type ShippedChannel } from '../../core/report/channels.ts';
import { reportNote } from '../../core/report/note.ts';
import { browser } from '../../platform/browser.ts';
import { type MessageKey, t } from '../../platform/i18n.ts';
import type { FlaggedItem } from '../../platform/messages.ts';
import { bystanderNote } from '../../platform/note.ts';
import type { SiteName } from '../ui/sites.ts';

const ROLES: readonly (readonly [Role, MessageKey])[] = [
  ['bystander', 'report_who_bystander'],
  ['depicted', 'report_who_depicted'],
  ['representative', 'report_who_representative'],
];

/** What to know before pressing the button, or null; how to report in place is a fact of the channel. */
function adviceFor(role: Role, mayBeMinor: boolean, channel: ShippedChannel): MessageKey | null {
  if (mayBeMinor) return 'report_minor_body';
  if (role === 'depicted') return 'report_me_body';
  if (role === 'representative') return 'report_helper_body';
  return 'inPageHintKey' in channel ? channel.inPageHintKey : null;
}

/** Where the person may be under 18, the address alone: no hint of what was matched, and on which list. */
const noteFor = ({ listed, permalink }: FlaggedItem, site: SiteName, mayBeMinor: boolean): string =>
  mayBeMinor && !listed.practice
    ? reportNote({ sentences: [], permalink })
    : bystanderNote(listed, permalink, site.name);

interface ReportPanelProps {
  readonly item: FlaggedItem;
  readonly site: SiteName;
}

export function ReportPanel({ item, site }: ReportPanelProps) {
  const [role, setRole] = useState<Role>('bystander');
  const [mayBeMinor, setMayBeMinor] = useState(false);
  const [copyFailed, setCopyFailed] = useState(false);
  const [channel, ...more] = channelsFor({ role, mayBeMinor, host: site.host });
  const note = noteFor(item, site, mayBeMinor);
  if (channel === undefined) return null;
  const advice = adviceFor(role, mayBeMinor, channel);

  const open = async (): Promise<void> => {
    await browser.tabs.create({ url: channel.url });
  };
  /** Copies first: the new tab takes the focus, and often the popup with it. Without a copy the popup has to stay. */
  const copyAndOpen = async (): Promise<void> => {
    if (note !== '' && !copyFailed) {
      try {
        await navigator.clipboard.writeText(note);
      } catch {
        setCopyFailed(true);
        return;
      }
    }
    await open();
  };

  return (
    <div class="report">
      <fieldset>
        <legend>{t('report_who')}</legend>
        {ROLES.map(([value, label]) => (
          <label class="choice" key={value}>
            <input type="radio" name="role" checked={role === value} onChange={() => setRole(value)} />
            <span>{t(label)}</span>
          </label>
        ))}
        <label class="choice apart">
          <input type="checkbox" checked={mayBeMinor} onChange={event => setMayBeMinor(event.currentTarget.checked)} />
          <span>{t('report_minor')}</span>
        </label>
      </fieldset>
      {advice === null ? null : <p class={mayBeMinor ? 'grave' : ''}>{t(advice)}</p>}
      {note === '' ? null : (
        <figure>
          <figcaption>{t('report_note')}</figcaption>
          <blockquote>{note}</blockquote>
        </figure>
      )}
      {copyFailed ? <p role="alert">{t('report_copy_failed')}</p> : null}
      <p class="hint target">{t(channel.nameKey)}</p>
      <button type="button" class="primary" onClick={() => void copyAndOpen().catch(console.error)}>
        {t(note === '' || copyFailed ? 'report_open' : 'report_copy_open')}
      </button>
      <p class="hint">{t('report_once')}</p>
      <p class="more">{t('report_more')}</p>
      <ul class="plain links">
        {more.map(({ id, nameKey, url }) => (
          <li key={id}>
            <a href={url} target="_blank" rel="noreferrer">
              {t(nameKey)}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
