/** Start of the learn page. */
import { t } from '../../platform/i18n.ts';
import { mount } from '../ui/mount.tsx';
import { Learn } from './learn.tsx';

mount(t('learn_title'), <Learn />);
