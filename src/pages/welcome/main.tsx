/** Start of the welcome page. */
import { t } from '../../platform/i18n.ts';
import { mount } from '../ui/mount.tsx';
import { Welcome } from './welcome.tsx';

mount(t('app_name'), <Welcome />);
