/** Start of the popup. */
import { t } from '../../platform/i18n.ts';
import { mount } from '../ui/mount.tsx';
import { Popup } from './popup.tsx';

mount(t('app_name'), <Popup />);
