/**
 * A lesson on the wall: one page at a time in large type, turned by buttons, arrow keys or a presenter (which sends
 * PageUp and PageDown). Of the person whose browser it is nothing is shown.
 */
import type { ComponentChild } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { direction, t } from '../../platform/i18n.ts';
import { number } from '../ui/words.ts';
import { type Lesson, PARTS, type PartId } from './lessons.ts';
import { minutes } from './minutes.ts';

/** These take the arrow keys themselves. */
const TAKES_KEYS = 'input, select, textarea';

/** Pages to turn forward (1) or back (-1), as the key means in the direction of the texts. */
function turnOf(key: string): number {
  const onward = direction() === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
  if (key === 'PageDown' || key === onward) return 1;
  return key === 'PageUp' || key === 'ArrowLeft' || key === 'ArrowRight' ? -1 : 0;
}

async function toggleFullScreen(): Promise<void> {
  if (document.fullscreenElement === null) await document.documentElement.requestFullscreen();
  else await document.exitFullscreen();
}

interface ProjectorProps {
  readonly lesson: Lesson;
  readonly page: (id: PartId) => ComponentChild;
  readonly leave: () => void;
}

export function Projector({ lesson, page, leave }: ProjectorProps) {
  const [at, setAt] = useState(0);
  const [notes, setNotes] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const last = lesson.parts.length - 1;
  const part = lesson.parts[at];

  useLayoutEffect(() => {
    const life = new AbortController();
    const press = (event: KeyboardEvent) => {
      const { target, key } = event;
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      if (target instanceof Element && target.closest(TAKES_KEYS) !== null) return;
      const turn = turnOf(key);
      if (turn !== 0) {
        event.preventDefault();
        setAt(now => Math.max(0, Math.min(last, now + turn)));
      } else if (key === 'n' || key === 'N') setNotes(shown => !shown);
    };
    addEventListener('keydown', press, { signal: life.signal });
    return () => life.abort();
  }, [last]);
  useLayoutEffect(() => heading.current?.focus(), [at]);

  if (part === undefined) return null;
  const { title, note } = PARTS[part.id];
  return (
    <main class="lesson">
      <header>
        <h1 ref={heading} tabIndex={-1}>
          {t(title)}
        </h1>
        <p class="where">{t('learn_step', number(at + 1), number(last + 1), minutes(part.minutes))}</p>
      </header>
      <div class="slide" key={part.id}>
        {page(part.id)}
      </div>
      <footer>
        {notes ? <p class="notes">{t(note)}</p> : null}
        <div class="actions">
          <button type="button" class="quiet" onClick={leave}>
            {t('learn_home')}
          </button>
          <button type="button" aria-pressed={notes} onClick={() => setNotes(!notes)}>
            {t('learn_notes')}
          </button>
          <button type="button" onClick={() => void toggleFullScreen().catch(console.error)}>
            {t('learn_full')}
          </button>
          <span class="turns">
            <button type="button" disabled={at === 0} onClick={() => setAt(at - 1)}>
              {t('warn_back')}
            </button>
            <button type="button" class="primary" disabled={at === last} onClick={() => setAt(at + 1)}>
              {t('learn_next')}
            </button>
          </span>
        </div>
      </footer>
    </main>
  );
}
