/**
 * Which texts the warning uses: by what the person was about to do, and by what is known of the match. Data only.
 */
import type { MessageKey } from '../platform/i18n.ts';

/** `upload`: a file of the person's own; `copy`: the media or its link; `save`: a download. */
export type AskedAction = 'share' | 'upload' | 'copy' | 'save';

/** What matched, and how surely; `practice` is a drawing of ours. */
export type Variant = 'exact' | 'near' | 'video' | 'practice';

interface ActionWords {
  readonly about: MessageKey;
  readonly stop: MessageKey;
  readonly anyway: MessageKey;
  readonly wrongQuestion: MessageKey;
  readonly wrongAnyway: MessageKey;
}

export const ACTION_WORDS: Readonly<Record<AskedAction, ActionWords>> = {
  share: {
    about: 'warn_act_share',
    stop: 'warn_stop',
    anyway: 'warn_share',
    wrongQuestion: 'warn_wrong_question',
    wrongAnyway: 'warn_wrong_share',
  },
  upload: {
    about: 'warn_act_upload',
    stop: 'warn_stop_upload',
    anyway: 'warn_share_upload',
    wrongQuestion: 'warn_wrong_question_upload',
    wrongAnyway: 'warn_wrong_share_upload',
  },
  copy: {
    about: 'warn_act_copy',
    stop: 'warn_stop_copy',
    anyway: 'warn_share_copy',
    wrongQuestion: 'warn_wrong_question_copy',
    wrongAnyway: 'warn_wrong_share_copy',
  },
  save: {
    about: 'warn_act_save',
    stop: 'warn_stop_save',
    anyway: 'warn_share_save',
    wrongQuestion: 'warn_wrong_question_save',
    wrongAnyway: 'warn_wrong_share_save',
  },
};
