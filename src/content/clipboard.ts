/**
 * Other ways out of a page than its own share controls: copying, the clipboard and share functions that page code calls,
 * dragging a picture out. Each is held like a share. The browser's menu cannot be ("Save image as" has no veto), so a
 * small card beside it says what is known.
 */
import { cleanPermalink } from '../core/report/permalink.ts';
import { t } from '../platform/i18n.ts';
import type { Listed } from '../platform/messages.ts';
import type { MediaElement, Site } from '../sites/site.ts';
import { createCard } from './card.ts';
import { shownBy } from './check.ts';
import type { Guard, GuardPorts } from './guard.ts';
import type { Request } from './page-channel.ts';
import type { Uploads } from './upload.ts';
import type { MediaKey } from './verdicts.ts';

/** A page whose own copying was refused may try the same by other means, without another press of the person. */
const REFUSED_FOR_MS = 2_000;
/** Time to read two lines twice. */
const CARD_MS = 8_000;
/** The part of a permalink that is the same with and without the account before it. */
const POST_CODE = /\/(?:p|reels?|tv)\/([\w-]+)\/$|\/(stories\/.+)\/$/;
const ADDRESS = /https:\/\/\S+/g;

export interface ClipboardPorts extends Pick<GuardPorts, 'ask' | 'onAnswer' | 'onFault'> {
  readonly site: Site;
  readonly guard: Guard;
  readonly uploads: Uploads;
  /** Media that is on screen, or nearly. */
  near(): ReadonlySet<MediaElement>;
}

export interface Clipboard {
  /** For every event, at window capture. True when it was held; the page does not get it. */
  intercept(event: Event): boolean;
  /** For what page code asks of the browser; see PagePorts. */
  onAsk(request: Request): Promise<boolean> | null;
}

/** Flagged media, and the keys to allow if the person wants it so. */
interface Found {
  readonly listed: Listed;
  readonly keys: readonly MediaKey[];
  readonly permalink: string | null;
}

const codeOf = (permalink: string): string | null => {
  const [, code, story] = POST_CODE.exec(permalink) ?? [];
  return code ?? story ?? null;
};

const selectedText = (): string => {
  const field = document.activeElement;
  if (!(field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement)) return String(getSelection() ?? '');
  return field.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? undefined);
};

export function createClipboard(ports: ClipboardPorts, signal: AbortSignal): Clipboard {
  const { site, guard, uploads, near, ask, onAnswer, onFault } = ports;
  const card = createCard(signal);
  let leaving: ReturnType<typeof setTimeout> | undefined;
  signal.addEventListener('abort', () => clearTimeout(leaving));
  /** True while a copy that the person allowed is carried out. */
  let copying = false;
  let refusedAt = -Infinity;

  function foundIn(elements: Iterable<MediaElement>): Found | null {
    for (const element of elements) {
      const key = shownBy(site, element)?.key;
      const listed = key === undefined ? null : guard.flaggedAmong([key]);
      if (key !== undefined && listed !== null) return { listed, keys: [key], permalink: site.permalink(element) };
    }
    return null;
  }

  /** A post with flagged media whose address is in `text`. */
  function linkedIn(text: string): Found | null {
    for (const [address] of text.matchAll(ADDRESS)) {
      const link = cleanPermalink(address);
      const code = link === null ? null : codeOf(link);
      if (code === null) continue;
      for (const [permalink, keys] of guard.posts) {
        const listed = codeOf(permalink) === code ? guard.flaggedAmong(keys) : null;
        if (listed !== null) return { listed, keys: [...keys], permalink };
      }
    }
    return null;
  }

  /** Sites lay empty boxes over their pictures, so what is under the pointer counts, not only what was hit. */
  function under({ clientX, clientY }: MouseEvent): Found | null {
    const stack = new Set<Element>(document.elementsFromPoint(clientX, clientY));
    return foundIn([...near()].filter(element => stack.has(element)));
  }

  async function mayGo({ listed, keys, permalink }: Found): Promise<boolean> {
    const question = { listed, permalink, act: 'copy' } as const;
    const answer = await ask(question);
    onAnswer(question, answer);
    if (answer.kind === 'share') guard.allow(keys);
    else refusedAt = performance.now();
    return answer.kind === 'share';
  }

  function stop(event: Event): void {
    event.stopImmediatePropagation();
    event.preventDefault();
  }

  /** Within the person's answer, so that the browser lets us. The question may have cost the selection. */
  function copyAgain(ranges: readonly Range[]): void {
    const selection = getSelection();
    if (ranges.length > 0) selection?.removeAllRanges();
    for (const range of ranges) selection?.addRange(range);
    copying = true;
    try {
      document.execCommand('copy');
    } finally {
      copying = false;
    }
  }

  function onCopy(event: Event): boolean {
    const selection = getSelection();
    const isSelected = (element: MediaElement) => selection?.containsNode(element, true) ?? false;
    const found = foundIn([...near()].filter(isSelected)) ?? linkedIn(selectedText());
    if (found === null) return false;
    stop(event);
    if (performance.now() - refusedAt < REFUSED_FOR_MS) return true;
    const ranges = Array.from({ length: selection?.rangeCount ?? 0 }, (_, i) => selection?.getRangeAt(i).cloneRange());
    const copy = (go: boolean) => (go ? copyAgain(ranges.filter(range => range !== undefined)) : undefined);
    mayGo(found).then(copy).catch(onFault);
    return true;
  }

  return {
    intercept(event) {
      if (copying || signal.aborted) return false;
      if (event.type === 'copy' || event.type === 'cut') return onCopy(event);
      if (event.type === 'pointerdown' || event.type === 'keydown') card.hide();
      const found = event instanceof MouseEvent && /^(dragstart|contextmenu)$/.test(event.type) ? under(event) : null;
      if (found === null || !(event instanceof MouseEvent)) return false;
      if (event.type === 'contextmenu') {
        const title = t(found.listed.practice ? 'mark_label_practice' : 'mark_label');
        card.show({ title, text: t('card_save'), at: { x: event.clientX, y: event.clientY } });
        clearTimeout(leaving);
        leaving = setTimeout(card.hide, CARD_MS);
        return false;
      }
      stop(event); // a drag cannot be taken up again by us: if it is allowed, the person drags once more
      mayGo(found).catch(onFault);
      return true;
    },

    onAsk({ kind, text, files }) {
      if (copying || signal.aborted) return null;
      // The browser itself refuses these then; so we say nothing, and a page in the background cannot ask at will.
      if (kind === 'copy' && !document.hasFocus()) return null;
      if (kind === 'share' && !navigator.userActivation.isActive) return null;
      const found = linkedIn(text);
      if (found === null) return uploads.examine(files, kind === 'copy' ? 'copy' : 'upload');
      return mayGo(found).catch(error => {
        onFault(error);
        return true;
      });
    },
  };
}
