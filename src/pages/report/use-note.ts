/** A notice as text: in the person's language where the channel reads it, else in the channel's, with their own beside it. */
import { useEffect, useState } from 'preact/hooks';
import { type Line, languageFor, writeNotice } from '../../core/report/notice.ts';
import { language, t } from '../../platform/i18n.ts';
import { type Texts, textsIn } from '../../platform/texts.ts';

export interface WrittenNote {
  readonly text: string;
  /** BCP 47 tag of `text`. */
  readonly language: string;
  /** The same as the person reads it, or null when it is that already. */
  readonly own: string | null;
  /** In English: what is short in every encoding. */
  readonly short: string;
}

interface Translation {
  readonly language: string;
  readonly say: Texts;
}

/** Texts in one language, loaded once; null while that takes. */
function useTexts(tag: string | null): Translation | null {
  const [texts, setTexts] = useState<Translation | null>(null);
  useEffect(() => {
    if (tag !== null) textsIn(tag).then(setTexts, console.error);
  }, [tag]);
  return tag === null ? null : texts;
}

const baseOf = (tag: string): string => tag.split('-')[0] ?? tag;

export function useNote(lines: readonly Line[], langs: readonly string[]): WrittenNote {
  const mine = language();
  const wanted = languageFor(langs, mine);
  const theirs = useTexts(baseOf(wanted) === baseOf(mine) ? null : wanted);
  const english = useTexts(baseOf(mine) === 'en' ? null : 'en');
  const own = writeNotice(lines, t);
  const text = theirs === null ? own : writeNotice(lines, theirs.say);
  return {
    text,
    language: theirs?.language ?? mine,
    own: theirs === null || text === own ? null : own,
    short: english === null ? own : writeNotice(lines.slice(0, 2), english.say),
  };
}
