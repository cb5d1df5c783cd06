/**
 * Holds a share action until it is known what would be passed on: lets it go, or asks first.
 * It decides from verdicts that are already here. A press on clear media is not touched at all; a press on media that is
 * still being checked is held for HOLD_MS at the most, then let go and counted as not checked (our faults fail open).
 */
import { dismissalOf } from '../core/verdict.ts';
import type { Listed } from '../platform/messages.ts';
import type { ShareAction, ShareKind, Site, Subject } from '../sites/site.ts';
import type { Checker } from './check.ts';
import { shownBy } from './check.ts';
import type { MediaKey, Standing, Verdicts } from './verdicts.ts';
import type { AskedAction } from './warning-words.ts';

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
  /** What the answer lets go or stops; `share` where nothing is said. */
  readonly act?: AskedAction;
  readonly isVideo?: boolean;
  /** Of the person's own files, where it is about files. */
  readonly names?: readonly string[];
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
  /** Remembers which media stood in which post; to be told whenever an element shows something. */
  remember(permalink: string | null, key: MediaKey): void;
  /** Media of every post that is remembered, by permalink. */
  readonly posts: ReadonlyMap<string, ReadonlySet<MediaKey>>;
  /** The first that is flagged, unless the person chose to share it after all. */
  flaggedAmong(keys: Iterable<MediaKey>): Listed | null;
  /** The person chose to share what is flagged of these. */
  allow(keys: Iterable<MediaKey>): void;
}

type Flagged = Extract<Standing, { status: 'flagged' }>;

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

const actOf = (kind: ShareKind): AskedAction =>
  kind === 'copy-link' ? 'copy' : kind === 'download' ? 'save' : 'share';
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
  /** Entries that the person chose to share after all, as `list:entry`: they are asked once, whatever shows them. */
  const allowed = new Set<string>();
  /** What a menu or sheet is about that was opened on this page; by key, since nodes are used again. */
  let opened: Opened | null = null;
  let held: Element | null = null;
  /** While an action waits for verdicts: decides about it again. */
  let lookAgain: (() => void) | null = null;
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

  function allKeys(action: ShareAction): ReadonlySet<MediaKey> {
    const permalink = permalinkOf(action);
    return new Set([...mountedKeys(action), ...(permalink === null ? [] : (postMedia.get(permalink) ?? []))]);
  }

  /** Remembers what a control is about when it may open something. */
  function noteOpening(target: Element): void {
    const subject = site.opens?.(target) ?? null;
    if (subject === null) return;
    opened = { keys: keysOf(subject), permalink: subject.permalink, page: location.pathname };
  }

  const isAllowed = ({ released, listed }: Flagged): boolean =>
    released === true || allowed.has(dismissalOf(listed.list, listed.entry));

  function flaggedAmong(keys: Iterable<MediaKey>): Listed | null {
    for (const key of keys) {
      const standing = verdicts.get(key);
      if (standing?.status === 'flagged' && !isAllowed(standing)) return standing.listed;
    }
    return null;
  }

  /** Mounted media has to have a verdict; of slides that were paged out only a flagged one matters. */
  function decide(action: ShareAction): Decision {
    const listed = flaggedAmong(allKeys(action));
    if (listed !== null) return { kind: 'ask', listed };
    const isWaiting = action.awaitsMedia === true || mountedKeys(action).some(key => isOpen(verdicts.get(key)));
    return isWaiting ? { kind: 'wait' } : { kind: 'go' };
  }

  /** A slide that was paged out is no longer there to tell; it counts as a picture. */
  function showsAsVideo({ media }: ShareAction, listed: Listed): boolean {
    return media.some(element => {
      if (!(element instanceof HTMLVideoElement)) return false;
      const shown = shownBy(site, element);
      const standing = shown === null ? undefined : verdicts.get(shown.key);
      return standing?.status === 'flagged' && standing.listed.entry === listed.entry;
    });
  }

  function allow(keys: Iterable<MediaKey>): void {
    for (const key of keys) {
      const standing = verdicts.get(key);
      if (standing?.status === 'flagged') allowed.add(dismissalOf(standing.listed.list, standing.listed.entry));
    }
  }

  /** The action with the media that has come since, as long as its control stands for the same post. */
  function asItStands(action: ShareAction): ShareAction {
    if (!action.awaitsMedia) return action;
    const control = controlNow(action);
    return (control && site.shareAction(control)) ?? action;
  }

  /** Waits until `decide` no longer says wait, or HOLD_MS have passed. */
  function settle(action: ShareAction): Promise<Decision> {
    return new Promise(resolve => {
      const done = new AbortController();
      const finish = (decision: Decision) => {
        done.abort();
        lookAgain = null;
        resolve(decision);
      };
      const look = () => {
        const decision = decide(asItStands(action));
        if (decision.kind !== 'wait') finish(decision);
      };
      verdicts.onChange(look, done.signal);
      lookAgain = look; // what comes to be shown may have had its verdict for long
      const timer = setTimeout(() => finish({ kind: 'go' }), HOLD_MS);
      done.signal.addEventListener('abort', () => clearTimeout(timer));
      signal.addEventListener('abort', () => finish({ kind: 'go' }), { signal: done.signal });
      look();
    });
  }

  /** The control, or what the page put in its place (frameworks make nodes anew), if it stands for the same post. */
  function controlNow({ control, kind, permalink }: ShareAction): HTMLElement | null {
    const isMeant = (candidate: HTMLElement): boolean => {
      const now = site.shareAction(candidate);
      return now?.kind === kind && now.permalink === permalink;
    };
    if (control.isConnected) return isMeant(control) ? control : null;
    if (permalink === null) return null;
    const role = control.getAttribute('role');
    const alike = role === null ? control.localName : `${control.localName}[role="${CSS.escape(role)}"]`;
    return [...document.querySelectorAll<HTMLElement>(alike)].findLast(isMeant) ?? null;
  }

  /** Does what the person meant, unless its control has gone or stands for another post; feeds re-use their nodes. */
  function release(action: ShareAction): void {
    const control = controlNow(action);
    if (control === null) return;
    noteOpening(control);
    replaying = true;
    try {
      control.click();
    } finally {
      replaying = false;
    }
  }

  function addToPost(permalink: string, key: MediaKey): void {
    const keys = postMedia.get(permalink) ?? new Set();
    keys.add(key);
    postMedia.delete(permalink);
    postMedia.set(permalink, keys);
    if (postMedia.size <= MAX_POSTS) return;
    const oldest = postMedia.keys().next().value;
    if (oldest !== undefined) postMedia.delete(oldest);
  }

  async function hold(action: ShareAction): Promise<void> {
    held = action.control;
    try {
      const decision = await settle(action);
      if (decision.kind === 'ask') {
        const { listed } = decision;
        const question: Question = {
          listed,
          act: actOf(action.kind),
          isVideo: showsAsVideo(action, listed),
          permalink: permalinkOf(action),
        };
        const answer = await ask(question);
        onAnswer(question, answer);
        if (answer.kind !== 'share') return;
        allow(allKeys(asItStands(action)));
      }
      release(action);
    } finally {
      held = null;
    }
  }

  return {
    posts: postMedia,
    flaggedAmong,
    allow,
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
      if (permalink !== null) addToPost(permalink, key);
      lookAgain?.();
    },
  };
}
