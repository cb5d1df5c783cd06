/** Start of the page behind "Warn me if I meet it again". What it is about waits in the browser's memory. */
import { dropFlagDraft, readFlagDraft } from '../../platform/flag-draft.ts';
import { t } from '../../platform/i18n.ts';
import { mount } from '../ui/mount.tsx';
import { Flag } from './flag.tsx';

async function start(): Promise<void> {
  const id = location.hash.slice(1);
  const draft = await readFlagDraft(id);
  mount(t('app_name'), <Flag draft={draft} forget={() => dropFlagDraft(id)} />); // the neutral name: a title is seen on the tab, and in the history
}

start().catch(console.error);
