/** Start of the options page. */
import { t } from '../../platform/i18n.ts';
import { mount } from '../ui/mount.tsx';
import { Options } from './options.tsx';

mount(`${t('options_title')} · ${t('app_name')}`, <Options />);
