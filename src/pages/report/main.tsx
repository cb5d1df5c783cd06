/** Start of the report page. What it is about waits in the browser's memory, under the id in the address. */
import { ROLES } from '../../core/report/plan.ts';
import { t } from '../../platform/i18n.ts';
import { regionHere } from '../../platform/managed.ts';
import { dropDraft, readDraft } from '../../platform/report-draft.ts';
import { mount } from '../ui/mount.tsx';
import { Report } from './report.tsx';
import { subjectOf } from './subject.ts';

async function start(): Promise<void> {
  const id = location.hash.slice(1);
  const subject = subjectOf(id === '' ? null : await readDraft(id));
  const asked = new URLSearchParams(location.search).get('role');
  const role = ROLES.find(known => known === asked) ?? null;
  const here = await regionHere();
  mount(t('report_title'), <Report subject={subject} knownRole={role} here={here} forget={() => dropDraft(id)} />);
}

start().catch(console.error);
