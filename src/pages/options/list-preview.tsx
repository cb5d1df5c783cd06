/** What a list says of itself, before it is added: who, what, how much, whether it is really them, and how to leave. */
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import type { Purpose } from '../../core/list/catalog.ts';
import { type MessageKey, t } from '../../platform/i18n.ts';
import type { ListPreview } from '../../platform/messages.ts';
import { KeyDigest } from '../ui/key-digest.tsx';
import { ago, counted, date, joined, size } from '../ui/words.ts';
import { Fact, OwnWords } from './facts.tsx';

const PURPOSES: Readonly<Record<Purpose, MessageKey>> = {
  practice: 'list_purpose_practice',
  community: 'list_purpose_community',
  helpline: 'list_purpose_helpline',
  organisation: 'list_purpose_organisation',
  platform: 'list_purpose_platform',
};

/** With the key in the link nothing is left to compare; without it, only the person can. */
const Key = ({ preview: { keyDigest, pinned } }: { readonly preview: ListPreview }) => (
  <section class={pinned ? 'part' : 'part notice'}>
    <h4>{t(pinned ? 'list_key_pinned_title' : 'list_key_compare_title')}</h4>
    <p>{t(pinned ? 'list_key_pinned_body' : 'list_key_compare_body')}</p>
    <KeyDigest digest={keyDigest} />
  </section>
);

interface PreviewProps {
  readonly preview: ListPreview;
  /** Hosts that it will be fetched from; none for a list from a file. */
  readonly hosts: readonly string[];
}

export function Preview({ preview, hosts }: PreviewProps) {
  const { name, publisher, purpose, covers, contact, entries, bytes, signedAt, expiresAt } = preview;
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), []);
  return (
    <section class="preview" aria-labelledby={id}>
      <h3 id={id} ref={heading} tabIndex={-1}>
        <bdi>{name}</bdi>
      </h3>
      <p class="hint">{t('list_preview_lead')}</p>
      <dl class="told">
        <Fact label={t('list_preview_publisher')}>{publisher}</Fact>
        <Fact label={t('list_preview_purpose')}>{t(PURPOSES[purpose])}</Fact>
        <OwnWords covers={covers} contact={contact} />
        <Fact label={t('list_preview_size')}>
          <span class="facts">
            <span>{counted('list_entries', entries)}</span>
            <span>{size(bytes)}</span>
          </span>
        </Fact>
        <Fact label={t('list_preview_signed')}>
          {t('list_preview_dates', ago(signedAt, Date.now()), date(expiresAt))}
        </Fact>
        {hosts.length === 0 ? null : (
          <Fact label={t('list_origin')}>
            <bdi dir="ltr">{joined(hosts)}</bdi>
          </Fact>
        )}
      </dl>
      {preview.added ? null : <Key preview={preview} />}
      <section class="part">
        <h4>{t('list_leave_title')}</h4>
        <p>{t('list_leave_body')}</p>
        {hosts.length === 0 ? null : <p>{t('list_server_body')}</p>}
      </section>
    </section>
  );
}
