/** Start of the page for parents. */
import { t } from '../../platform/i18n.ts';
import { mount } from '../ui/mount.tsx';
import { Parents } from './parents.tsx';

mount(`${t('parents_title')} · ${t('app_name')}`, <Parents />);
