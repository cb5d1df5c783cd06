/** What was flagged on this page, each item with its list and a way to report it. */
import { useId, useState } from 'preact/hooks';
import { t } from '../../platform/i18n.ts';
import type { FlaggedItem, Listed } from '../../platform/messages.ts';
import type { SiteName } from '../ui/sites.ts';
import { ReportPanel } from './report-panel.tsx';

const nameOf = ({ practice, closeness }: Listed): string =>
  t(practice ? 'item_practice' : closeness === 'exact' ? 'item_exact' : 'item_near');

const Item = ({ item, site }: { readonly item: FlaggedItem; readonly site: SiteName }) => {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <li class="item">
      <div class="item-head">
        <div id={id}>
          <p class="item-name">{nameOf(item.listed)}</p>
          <p class="hint">{t('item_list', item.listed.listName)}</p>
        </div>
        <button type="button" aria-expanded={open} aria-describedby={id} onClick={() => setOpen(!open)}>
          {t('item_report')}
        </button>
      </div>
      {open ? <ReportPanel item={item} site={site} /> : null}
    </li>
  );
};

export const FlaggedList = ({ items, site }: { readonly items: readonly FlaggedItem[]; readonly site: SiteName }) => (
  <ul class="plain items">
    {items.map(item => (
      <Item key={item.key} item={item} site={site} />
    ))}
  </ul>
);
