/** Names and values, one below the other. A value reads in the direction of its own letters, whatever the page is in. */
import type { ComponentChildren } from 'preact';
import { t } from '../../platform/i18n.ts';

interface FactProps {
  readonly label: string;
  readonly children: ComponentChildren;
}

export const Fact = ({ label, children }: FactProps) => (
  <div>
    <dt>{label}</dt>
    <dd>
      <bdi>{children}</bdi>
    </dd>
  </div>
);

/** What a publisher says of its list, as text and nothing else: no address in it becomes a link. */
export const OwnWords = ({ covers, contact }: { readonly covers: string; readonly contact: string }) => (
  <>
    {covers === '' ? null : <Fact label={t('list_covers')}>{covers}</Fact>}
    {contact === '' ? null : <Fact label={t('list_contact')}>{contact}</Fact>}
  </>
);

/** The host alone: of an address it is the part that says who answers. */
export const Host = ({ address }: { readonly address: string }) => <bdi dir="ltr">{new URL(address).host}</bdi>;
