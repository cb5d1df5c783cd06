/**
 * Which texts the warning uses: by what the person was about to do, by what is known of the match, and by whose turn it
 * is among the layouts. Data only.
 */
import type { MessageKey } from '../platform/i18n.ts';

/** `upload`: a file of the person's own; `copy`: the media or its link; `save`: a download. */
export type AskedAction = 'share' | 'upload' | 'copy' | 'save';

/** What matched, and how surely; `own` is of the person’s private media, `practice` a drawing of ours. */
export type Variant = 'file' | 'exact' | 'near' | 'video' | 'own' | 'practice';

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

export const MATCH_WORDS: Readonly<Record<Variant, MessageKey>> = {
  file: 'warn_match_file',
  exact: 'warn_match_exact',
  near: 'warn_match_near',
  video: 'warn_match_video',
  own: 'warn_match_own',
  practice: 'warn_match_practice',
};

/**
 * Four looks that take turns. People stop seeing a warning after the second time; one that changes its look and its
 * words is still read (Anderson et al., CHI 2015; Vance et al., MIS Quarterly 2018). What can be done, the order of the
 * buttons and the one in focus are the same in all of them.
 */
export const LAYOUTS = ['band', 'side', 'emblem', 'block'] as const;
export type Layout = (typeof LAYOUTS)[number];

export const QUESTIONS: Readonly<Record<Layout, MessageKey>> = {
  band: 'warn_ask_consent',
  side: 'warn_ask_want',
  emblem: 'warn_ask_yours',
  block: 'warn_ask_stop',
};

/** The layout for the person's n-th question, from 0. */
export const layoutFor = (turn: number): Layout => LAYOUTS[turn % LAYOUTS.length] ?? 'band';
