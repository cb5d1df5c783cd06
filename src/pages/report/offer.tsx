/** A note for one channel, in full before it is copied, and every way to take it there. Nothing is sent from here. */
import { useEffect, useState } from 'preact/hooks';
import type { Channel } from '../../core/report/channel.ts';
import type { ReportSubject } from '../../core/report/flow.ts';
import { mailtoAddress } from '../../core/report/mailto.ts';
import { asksForName, noticeFor, noticeLines, type OwnDetails } from '../../core/report/notice.ts';
import type { Situation } from '../../core/report/plan.ts';
import { t } from '../../platform/i18n.ts';
import { OwnFields } from './own-fields.tsx';
import { useCopy } from './use-copy.ts';
import { useNote, type WrittenNote } from './use-note.ts';

export interface OfferProps {
  readonly channel: Channel;
  readonly subject: ReportSubject;
  readonly situation: Situation;
  readonly own: OwnDetails;
  readonly change: (own: OwnDetails) => void;
}

const NoteBox = ({ note }: { readonly note: WrittenNote }) => (
  <>
    <figure class="note">
      <figcaption>{t('report_note')}</figcaption>
      <pre dir="auto" lang={note.language}>
        {note.text}
      </pre>
    </figure>
    {note.own === null ? null : (
      <details>
        <summary>{t('report_in_your_language')}</summary>
        <p class="hint lines" dir="auto">
          {note.own}
        </p>
      </details>
    )}
  </>
);

/** An address of a file that holds the text, for as long as it is shown. */
function useTextFile(text: string): string {
  const [address, setAddress] = useState('');
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([`${text}\n`], { type: 'text/plain;charset=utf-8' }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [text]);
  return address;
}

interface WaysProps {
  readonly note: WrittenNote;
  readonly to: string;
  readonly siteName: string;
  readonly copy: (text: string) => Promise<boolean>;
}

const OtherWays = ({ note, to, siteName, copy }: WaysProps) => {
  const file = useTextFile(note.text);
  const mail = mailtoAddress({ to, subject: t('report_mail_subject', siteName), bodies: [note.text, note.short] });
  return (
    <>
      <div class="act">
        <button type="button" class="quiet" onClick={() => void copy(note.text).catch(console.error)}>
          {t('report_copy')}
        </button>
        <a href={mail.uri}>{t('report_mail')}</a>
        <a href={file} download="consentry-report.txt">
          {t('report_save')}
        </a>
      </div>
      {mail.body === note.text ? null : <p class="hint">{t('report_mail_short')}</p>}
    </>
  );
};

export function Offer({ channel, subject, situation, own, change }: OfferProps) {
  const notice = noticeFor(channel, situation, subject.listed?.practice ?? false);
  const lines = notice === null ? [] : noticeLines(notice, subject, own);
  const note = useNote(lines, channel.langs);
  const { state, copy, copyAndOpen } = useCopy();
  const isBare = note.text === '' || state === 'refused';
  return (
    <>
      {notice === null ? null : (
        <OwnFields own={own} change={change} named={asksForName(lines)} title={subject.context?.title ?? null} />
      )}
      {note.text === '' ? null : <NoteBox note={note} />}
      {subject.address === null && notice !== null ? <p class="hint">{t('report_no_address')}</p> : null}
      {channel.url === null && note.text === '' ? null : (
        <div class="act">
          <button type="button" class="primary" onClick={() => copyAndOpen(note.text, channel.url)}>
            {t(channel.url === null ? 'report_copy' : isBare ? 'report_open' : 'report_copy_open')}
          </button>
        </div>
      )}
      <p role="status">
        {state === 'copied' ? t('report_copied') : state === 'refused' ? t('report_copy_failed') : ''}
      </p>
      {note.text === '' ? null : (
        <OtherWays note={note} to={channel.email ?? ''} siteName={subject.siteName} copy={copy} />
      )}
    </>
  );
}
