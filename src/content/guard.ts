/**
 * Holds a share action until it is known what would be passed on: lets it go, or asks first.
 * It decides from verdicts that are already here. A press on clear media is not touched at all; a press on media that is
 * still being checked is held for HOLD_MS at the most, then let go and counted as not checked (our faults fail open).
 */
import type { Listed } from '../platform/messages.ts';
import type { ShareAction, Site, Subject } from '../sites/site.ts';
import type { Checker } from './check.ts';
import { shownBy } from './check.ts';
import type { MediaKey, Standing, Verdicts } from './verdicts.ts';

/** The background's slowest cold answer measured was 0.9 s; beyond 1.5 s people take a button for broken. */
const HOLD_MS = 1_500;
/** Posts whose media we remember, so that a flagged slide that is paged out of a carousel still counts. */
const MAX_POSTS = 1_000;

export type Answer =
  | { readonly kind: 'share'; readonly wrong: boolean }
  | { readonly kind: 'stop'; readonly wrong: boolean }
  | { readonly kind: 'report' };

export interface Question {
  readonly listed: Listed;
  readonly permalink: string | null;
}

export interface GuardPorts {
  readonly site: Site;
  readonly verdicts: Verdicts;
  readonly checker: Checker;
  /** Shows the warning; resolves inside the event in which the person answered. */
  ask(question: Question): Promise<Answer>;
  /** What the person wanted besides sharing or not: a report, or "this match looks wrong". */
  onAnswer(question: Question, answer: Answer): void;
  /** The question could not be asked; nothing was shared, and the next press asks again. */
  onFault(error: unknown): void;
}

export interface Guard {
  /** For every event of every kind that could start a share, at window capture. */
  intercept(event: Event): void;
  /** Remembers which media stood in which post. */
  remember(permalink: string | null, key: MediaKey): void;
}

interface Opened {
  readonly keys: readonly MediaKey[];
  readonly permalink: string | null;
  /** Path of the page on which it was opened. */
  readonly page: string;
}

type Decision = { readonly kind: 'go' } | { readonly kind: 'wait' } | { readonly kind: 'ask'; readonly listed: Listed };

const GO_KEYS = new Set(['Enter', ' ']);
/** preventDefault on these would also cancel the click that tells us that the person really pressed. */
const KEEP_DEFAULT = new Set(['touchstart', 'touchend']);

/** Everything that can start or complete a press, by mouse, pen, finger or keyboard. */
const GUARDED = new Set([
  ...['pointerdown', 'pointerup', 'mousedown', 'mouseup', 'touchstart', 'touchend', 'click', 'dblclick'],
  ...['keydown', 'keypress', 'keyup'],
]);

const TEXT_FIELD = 'input, textarea, [contenteditable="true"], [contenteditable="true"] *';
const isTyping = (target: Element): boolean => target.matches(TEXT_FIELD);

/** Where one writes, Enter alone sends; while a word is being composed it only ends the word. */
const isSending = (event: Event): boolean =>
  event instanceof KeyboardEvent && event.key === 'Enter' && !event.shiftKey && !event.isComposing;

const isActivation = (event: Event): boolean =>
  event.type === 'click' || (event instanceof KeyboardEvent && event.type === 'keydown' && !event.repeat);

const isOpen = (standing: Standing | undefined): boolean =>
  standing === undefined ||
  standing.status === 'pending' ||
  (standing.status === 'unknown' && standing.reason === 'loading');

export function createGuard(
  { site, verdicts, checker, ask, onAnswer, onFault }: GuardPorts,
  signal: AbortSignal,
): Guard {
  const postMedia = new Map<string, Set<MediaKey>>();
  /** Media that the person chose to share after all, and the matches of its post: they are asked once per item and page. */
  const allowed = new Set<MediaKey>();
  /** What a menu or sheet is about that was opened on this page; by key, since nodes are used again. */
  let opened: Opened | null = null;
  let held: Element | null = null;
  let replaying = false;

  const openedFor = ({ ofOpened }: ShareAction): Opened | null =>
    ofOpened && opened?.page === location.pathname ? opened : null;

  const permalinkOf = (action: ShareAction): string | null => action.permalink ?? openedFor(action)?.permalink ?? null;

  const keysOf = ({ media }: Subject): readonly MediaKey[] =>
    media.flatMap(element => shownBy(site, element)?.key ?? []);

  const mountedKeys = (action: ShareAction): readonly MediaKey[] => [
    ...keysOf(action),
    ...(openedFor(action)?.keys ?? []),
  ];

  const pagedOutKeys = (action: ShareAction): Iterable<MediaKey> => {
    const permalink = permalinkOf(action);
    return permalink === null ? [] : (postMedia.get(permalink) ?? []);
  };

  /** Remembers what a control is about when it may open something. */
  function noteOpening(target: Element): void {
    const subject = site.opens?.(target) ?? null;
    if (subject === null) return;
    opened = { keys: keysOf(subject), permalink: subject.permalink, page: location.pathname };
  }

  /** A match in a post. A film that is mounted anew has another key, and is the same film in the same post. */
  const matchIn = (permalink: string | null, { list, entry }: Listed): string => `${permalink} ${list}:${entry}`;

  const isAllowed = (action: ShareAction, key: MediaKey, listed: Listed): boolean =>
    allowed.has(key) || allowed.has(matchIn(permalinkOf(action), listed));

  /** Mounted media has to have a verdict; of slides that were paged out only a flagged one matters. */
  function decide(action: ShareAction): Decision {
    const mounted = mountedKeys(action);
    for (const key of new Set([...mounted, ...pagedOutKeys(action)])) {
      const standing = verdicts.get(key);
      if (standing?.status !== 'flagged' || isAllowed(action, key, standing.listed)) continue;
      return { kind: 'ask', listed: standing.listed };
    }
    const isWaiting = action.awaitsMedia === true || mounted.some(key => isOpen(verdicts.get(key)));
    return isWaiting ? { kind: 'wait' } : { kind: 'go' };
  }

  function allow(action: ShareAction): void {
    for (const key of [...mountedKeys(action), ...pagedOutKeys(action)]) {
      const standing = verdicts.get(key);
      if (standing?.status !== 'flagged') continue;
      allowed.add(key);
      const permalink = permalinkOf(action);
      if (permalink !== null) allowed.add(matchIn(permalink, standing.listed));
    }
  }

  /** The action with the media that has come since, as long as its control stands for the same post. */
  function asItStands(action: ShareAction): ShareAction {
    if (!action.awaitsMedia) return action;
    const now = site.shareAction(action.control);
    return now?.permalink === action.permalink ? now : action;
  }

  /** Waits until `decide` no longer says wait, or HOLD_MS have passed. */
  function settle(action: ShareAction): Promise<Decision> {
    return new Promise(resolve => {
      const done = new AbortController();
      const finish = (decision: Decision) => {
        done.abort();
        resolve(decision);
      };
      const look = () => {
        const decision = decide(asItStands(action));
        if (decision.kind !== 'wait') finish(decision);
      };
      verdicts.onChange(look, done.signal);
      const timer = setTimeout(() => finish({ kind: 'go' }), HOLD_MS);
      done.signal.addEventListener('abort', () => clearTimeout(timer));
      signal.addEventListener('abort', () => finish({ kind: 'go' }), { signal: done.signal });
      look();
    });
  }

  /** Does what the person meant, if the control still stands for the same post; feeds re-use their nodes. */
  function release({ control, kind, permalink }: ShareAction): void {
    const now = site.shareAction(control);
    if (!control.isConnected || now === null || now.kind !== kind || now.permalink !== permalink) return;
    noteOpening(control);
    replaying = true;
    try {
      control.click();
    } finally {
      replaying = false;
    }
  }

  async function hold(action: ShareAction): Promise<void> {
    held = action.control;
    try {
      const decision = await settle(action);
      if (decision.kind === 'ask') {
        const question: Question = { listed: decision.listed, permalink: permalinkOf(action) };
        const answer = await ask(question);
        onAnswer(question, answer);
        if (answer.kind !== 'share') return;
        allow(asItStands(action));
      }
      release(action);
    } finally {
      held = null;
    }
  }

  return {
    intercept(event) {
      if (replaying || !GUARDED.has(event.type) || !(event.target instanceof Element)) return;
      if (event instanceof KeyboardEvent && !GO_KEYS.has(event.key)) return;
      const [inner] = event.composedPath();
      const target = inner instanceof Element ? inner : event.target;
      if (isTyping(target) && !isSending(event)) return;
      const action = site.shareAction(target);
      if (action === null || (held !== action.control && decide(action).kind === 'go')) {
        if (isActivation(event)) noteOpening(target);
        return;
      }
      event.stopImmediatePropagation();
      if (!KEEP_DEFAULT.has(event.type)) event.preventDefault();
      for (const element of action.media) checker.check(element, 'now');
      if (isActivation(event) && held === null) hold(action).catch(onFault);
    },
    remember(permalink, key) {
      if (permalink === null) return;
      const keys = postMedia.get(permalink) ?? new Set();
      keys.add(key);
      postMedia.delete(permalink);
      postMedia.set(permalink, keys);
      if (postMedia.size <= MAX_POSTS) return;
      const oldest = postMedia.keys().next().value;
      if (oldest !== undefined) postMedia.delete(oldest);
    },
  };
}
