/** The way of a list into this browser: a link or a file, a look at it, a decision. What is asked when, but no layout. */
import { useState } from 'preact/hooks';
import { parseListLink } from '../../core/list/sync-link.ts';
import { t } from '../../platform/i18n.ts';
import type { ListPreview, PreviewOutcome } from '../../platform/messages.ts';
import { isSetback, why } from '../ui/list-words.ts';
import type { Overview } from '../ui/overview.ts';
import { isolated } from '../ui/words.ts';
import { background, orFault } from './background.ts';
import { askForPermission, type Permission } from './permission.ts';

type Source =
  | { readonly kind: 'link'; readonly address: string; readonly permission: Permission }
  | { readonly kind: 'file'; readonly file: File };

export interface Offer {
  readonly preview: ListPreview;
  readonly source: Source;
}

/** `trouble`: what stood in the way a moment ago, in words. */
export type NewList =
  /** `isBack`: from a later step, so that the person goes on from the field. */
  | { readonly step: 'ask'; readonly trouble: string | null; readonly isBack: boolean }
  | { readonly step: 'look' }
  | { readonly step: 'decide'; readonly offer: Offer; readonly trouble: string | null; readonly isAdding: boolean };

export interface NewListPort {
  readonly now: NewList;
  readonly lookAtLink: (link: string) => void;
  readonly lookAtFile: (file: File) => void;
  readonly add: (offer: Offer) => void;
  readonly leave: (offer: Offer) => void;
}

/** Where the list of a link will be fetched from; nowhere, for one in a file. */
export const addressesOf = ({ preview, source }: Offer): readonly string[] =>
  source.kind === 'link' ? [source.address, ...preview.mirrors] : [];

/** `onAdded` is told what to say once a list is here. */
export function useNewList(reload: () => Promise<Overview>, onAdded: (news: string) => void): NewListPort {
  const [now, setNow] = useState<NewList>({ step: 'ask', trouble: null, isBack: false });
  const ask = (trouble: string | null): void => setNow({ step: 'ask', trouble, isBack: true });
  const decide = (offer: Offer, trouble: string | null = null): void =>
    setNow({ step: 'decide', offer, trouble, isAdding: false });
  const fault = (error: unknown): void => {
    console.error(error);
    ask(why({ failed: 'fault' }));
  };

  async function look(question: Promise<PreviewOutcome>, source: Source): Promise<void> {
    setNow({ step: 'look' });
    const outcome = await orFault(question);
    if ('preview' in outcome) return decide({ preview: outcome.preview, source });
    ask(why(outcome));
    if (source.kind === 'link') await source.permission.giveBack();
  }

  async function lookOncePermitted(link: string, address: string, asked: Promise<Permission>): Promise<void> {
    const permission = await asked;
    if (!permission.granted) return ask(t('list_add_not_allowed'));
    await look(background.previewList(link), { kind: 'link', address, permission });
  }

  async function keep(offer: Offer, asked: Promise<Permission> | null): Promise<void> {
    const { preview, source } = offer;
    if (asked !== null && !(await asked).granted) return decide(offer, t('list_add_not_allowed'));
    setNow({ step: 'decide', offer, trouble: null, isAdding: true });
    const outcome = await orFault(
      source.kind === 'file'
        ? background.importList(source.file, preview.keyDigest)
        : background.addList(preview.link ?? ''),
    );
    const overview = await reload();
    const isHere = overview.status === 'ready' && overview.lists.some(({ id }) => id === preview.id);
    const wentWrong = isSetback(outcome);
    if (wentWrong && (preview.added || !isHere)) {
      return decide(offer, `${why(outcome)} ${t(preview.added ? 'list_meaning_failed' : 'list_add_nothing')}`);
    }
    setNow({ step: 'ask', trouble: null, isBack: false });
    const news = preview.added ? 'list_add_updated' : wentWrong ? 'list_added_empty' : 'list_added';
    onAdded(t(news, isolated(preview.name)));
  }

  return {
    now,
    lookAtLink(link) {
      const parsed = parseListLink(link);
      if (parsed === null) ask(why({ refused: 'link' }));
      else lookOncePermitted(link, parsed.address, askForPermission([parsed.address])).catch(fault);
    },
    lookAtFile: file => void look(background.previewListFile(file), { kind: 'file', file }).catch(fault),
    add: offer =>
      void keep(offer, offer.source.kind === 'link' ? askForPermission(addressesOf(offer)) : null).catch(fault),
    leave({ source }) {
      ask(null);
      if (source.kind === 'link') source.permission.giveBack().catch(console.error);
    },
  };
}
