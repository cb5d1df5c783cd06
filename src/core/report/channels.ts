/** All channels. What they are: channel.ts; who is shown which: plan.ts. How to mend a row: docs/reporting.md. */
import type { Channel } from './channel.ts';
import { FORMS } from './channels-forms.ts';
import { HELPLINES } from './channels-helplines.ts';
import { HOTLINES } from './channels-hotlines.ts';
import { OFFICES } from './channels-offices.ts';
import { SITES_OWN } from './channels-sites.ts';

export const CHANNELS: readonly Channel[] = [...SITES_OWN, ...FORMS, ...HOTLINES, ...OFFICES, ...HELPLINES];
