import { t } from '../../platform/i18n.ts';
import { mount } from '../ui/mount.tsx';
import { Plan } from './plan.tsx';

/** The neutral name: a title is seen on the tab, and in the history. */
mount(t('app_name'), <Plan />);
