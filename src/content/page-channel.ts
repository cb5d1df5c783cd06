/**
 * How page-hooks.ts, which runs among the page's own code, speaks to the content script: by events on one element that
 * is in no document. Both scripts run before the page's first; who has no reference to the element can neither listen
 * nor speak. Everything that is said is either a question that a page could only ask about itself or "go" and "stop",
 * so a page that came by the element all the same would gain nothing.
 */

/** The two names by which the scripts find each other, in whichever order they start. */
export const OFFER = 'consentry-offer';
export const WANTED = 'consentry-wanted';

/** Said on the element: something was pressed by page code, maybe a file input; `relatedTarget` is it, or its host. */
export const PRESS = 'press';
/** Said on the element: may this leave the page? Cancelling the event means: wait for the answer. */
export const ASK = 'ask';

export type Answer = 'go' | 'stop';
/** The answer is an event by this name, so that nothing has to be read from it. */
export const answerName = (answer: Answer, id: number): string => `${answer} ${id}`;

/** What an ASK carries. It comes from the page's process: to be read with `readRequest` only. */
export interface Request {
  readonly id: number;
  /** What page code called: a clipboard function, `navigator.share`, or a file picker that the person has answered. */
  readonly kind: 'copy' | 'share' | 'pick';
  /** Addresses, or text that may be one. */
  readonly text: string;
  readonly files: readonly Blob[];
}

/** More is no text that holds one address. */
const MAX_TEXT = 8_192;

export function readRequest(detail: unknown): Request | null {
  if (typeof detail !== 'object' || detail === null) return null;
  const { id, kind, text, files } = detail as Record<string, unknown>;
  if (kind !== 'copy' && kind !== 'share' && kind !== 'pick') return null;
  if (typeof id !== 'number' || typeof text !== 'string' || !Array.isArray(files)) return null;
  return { id, kind, text: text.slice(0, MAX_TEXT), files: files.filter((file): file is Blob => file instanceof Blob) };
}

export interface PagePorts {
  /**
   * What page code pressed. A file input in no document, or in a shadow root, fires its events where no listener on the
   * window hears of them. One in a shadow root is named by its outermost host: that is all an event tells.
   */
  onPress(pressed: Element): void;
  /** Null lets it go at once; else true lets it go, and false stops it. */
  onAsk(request: Request): Promise<boolean> | null;
}

/** The content script's end. */
export function listenToPage({ onPress, onAsk }: PagePorts, signal: AbortSignal): void {
  const onOffer = (offer: Event): void => {
    const channel = offer instanceof FocusEvent ? offer.relatedTarget : null;
    if (channel === null) return;
    offer.stopImmediatePropagation();
    offer.preventDefault(); // "taken": it will not be offered again
    document.removeEventListener(OFFER, onOffer, true);

    const answer = (answer: Answer, id: number) => channel.dispatchEvent(new Event(answerName(answer, id)));
    channel.addEventListener(
      PRESS,
      event => {
        const pressed = event instanceof FocusEvent ? event.relatedTarget : null;
        if (pressed instanceof Element) onPress(pressed);
      },
      { signal },
    );
    channel.addEventListener(
      ASK,
      event => {
        const request = event instanceof CustomEvent ? readRequest(event.detail) : null;
        const verdict = request === null ? null : onAsk(request);
        if (request === null || verdict === null) return;
        event.preventDefault();
        verdict.then(
          go => answer(go ? 'go' : 'stop', request.id),
          () => answer('go', request.id), // our faults fail open; `onAsk` has told of it
        );
      },
      { signal },
    );
  };
  document.addEventListener(OFFER, onOffer, { capture: true, signal });
  document.dispatchEvent(new Event(WANTED));
}
