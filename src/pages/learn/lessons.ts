/**
 * The lessons, as data: which pages each has, in which order, for how long, and what to say. Votes by hand, talk about
 * one's own rules and an end with one thing learnt, one piece of advice and one adult follow what teachers do in such
 * lessons (respectcollective.com); not to look at pictures or copy them is the advice to schools (NSPCC, UKCIS).
 */
import type { MessageKey } from '../../platform/i18n.ts';

interface Titled {
  readonly title: MessageKey;
  readonly note: MessageKey;
}

export const PARTS = {
  start: { title: 'learn_part_start', note: 'learn_note_start' },
  chat: { title: 'learn_part_chat', note: 'learn_note_chat' },
  feed: { title: 'learn_part_feed', note: 'learn_note_feed' },
  fake: { title: 'learn_part_fake', note: 'learn_note_fake' },
  spread: { title: 'learn_part_spread', note: 'learn_note_spread' },
  consent: { title: 'consent_heading', note: 'learn_note_consent' },
  try: { title: 'learn_part_try', note: 'learn_note_try' },
  wrong: { title: 'learn_part_wrong', note: 'learn_note_wrong' },
  law: { title: 'learn_part_law', note: 'learn_note_law' },
  do: { title: 'learn_part_do', note: 'learn_note_do' },
  help: { title: 'learn_part_help', note: 'learn_note_help' },
  close: { title: 'learn_part_close', note: 'learn_note_close' },
} as const satisfies Readonly<Record<string, Titled>>;

export type PartId = keyof typeof PARTS;

export interface Lesson {
  readonly minutes: 10 | 25 | 45;
  readonly about: MessageKey;
  readonly parts: readonly { readonly id: PartId; readonly minutes: number }[];
}

const part = (id: PartId, minutes: number) => ({ id, minutes });

export const LESSONS: readonly Lesson[] = [
  {
    minutes: 10,
    about: 'learn_short',
    parts: [part('start', 1), part('spread', 2), part('try', 3), part('wrong', 1), part('do', 2), part('help', 1)],
  },
  {
    minutes: 25,
    about: 'learn_middle',
    parts: [
      ...[part('start', 2), part('chat', 3), part('spread', 4), part('consent', 4), part('try', 4), part('wrong', 2)],
      ...[part('do', 3), part('help', 1), part('close', 2)],
    ],
  },
  {
    minutes: 45,
    about: 'learn_long',
    parts: [
      ...[part('start', 3), part('chat', 4), part('feed', 3), part('fake', 4), part('spread', 5), part('consent', 6)],
      ...[part('try', 5), part('wrong', 4), part('law', 3), part('do', 4), part('help', 2), part('close', 2)],
    ],
  },
];
