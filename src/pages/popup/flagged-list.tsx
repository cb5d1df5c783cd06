/** What was flagged on this page, each item with its list and a way to report it. */
import { useId } from 'preact/hooks';
import { isPrivate } from '../../core/report/page-address.ts';
import { browser } from '../../platform/browser.ts';
import { t } from '../../platform/i18n.ts';
import type { FlaggedItem, Listed } from '../../platform/messages.ts';
import { openReportPage } from '../../platform/report-draft.ts';
import type { SiteName } from '../ui/sites.ts';
import { isolated } from '../ui/words.ts';

const nameOf = ({ practice, closeness }: Listed): string =>
  t(practice ? 'item_practice' : closeness === 'near' ? 'item_near' : 'item_exact');

interface Met {
  readonly site: SiteName;
  /** The tab in which it was met. */
  readonly tabId: number | null;
}

/** What follows is decided on the report page. */
async function report({ listed, permalink }: FlaggedItem, { site, tabId }: Met): Promise<void> {
  const { list, listName, entry, practice } = listed;
  const { url } = tabId === null ? {} : await browser.tabs.get(tabId);
  const about = { list, listName, entry, practice };
  const inChat = url !== undefined && isPrivate(url);
  await openReportPage({ host: site.host, address: permalink, inChat, listed: about, context: null }, tabId);
}

const Item = ({ item, met }: { readonly item: FlaggedItem; readonly met: Met }) => {
  const id = useId();
  return (
    <li class="item">
      <div class="item-head">
        <div id={id}>
          <p class="item-name">{nameOf(item.listed)}</p>
          <p class="hint">{t('warn_listed', isolated(item.listed.publisher), isolated(item.listed.listName))}</p>
        </div>
        <button type="button" aria-describedby={id} onClick={() => void report(item, met).catch(console.error)}>
          {t('item_report')}
        </button>
      </div>
    </li>
  );
};

export const FlaggedList = ({ items, ...met }: Met & { readonly items: readonly FlaggedItem[] }) => (
  <ul class="plain items">
    {items.map(item => (
      <Item key={item.key} item={item} met={met} />
    ))}
  </ul>
);
