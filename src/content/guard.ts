/**
 * Holds a share action until it is known what would be passed on: lets it go, or asks first.
 * It decides from verdicts that are already here. A press on clear media is not touched at all; a press on media that is
 * still being checked is held for HOLD_MS at the most, then let go and counted as not checked (our faults fail open).
 */
import type { Listed } from '../platform/messages.ts';
import type { ShareAction, Site } from '../sites/site.ts';
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

/** By what media would be passed on, where that is not a control of the page. */
export type Act = 'upload' | 'copy';

export interface Question {
  readonly listed: Listed;
  readonly permalink: string | null;
  readonly act?: Act;
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
  /** Remembers which media stood in which post. */
  remember(permalink: string | null, key: MediaKey): void;
  /** Media of every post that is remembered, by permalink. */
  readonly posts: ReadonlyMap<string, ReadonlySet<MediaKey>>;
  /** The first that is flagged, unless the person chose to share it after all. */
  flaggedAmong(keys: Iterable<MediaKey>): Listed | null;
  /** The person chose to share what is flagged of these. */
  allow(keys: Iterable<MediaKey>): void;
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
  /** Media that the person chose to share after all: they are asked once per item and page. */
  const allowed = new Set<MediaKey>();
  let held: Element | null = null;
  let replaying = false;

  const mountedKeys = ({ media }: ShareAction): readonly MediaKey[] =>
    media.flatMap(element => shownBy(site, element)?.key ?? []);

  const allKeys = (action: ShareAction): readonly MediaKey[] => [
    ...mountedKeys(action),
    ...(action.permalink === null ? [] : (postMedia.get(action.permalink) ?? [])),
  ];

  function flaggedAmong(keys: Iterable<MediaKey>): Listed | null {
    for (const key of keys) {
      const standing = verdicts.get(key);
      if (standing?.status === 'flagged' && !allowed.has(key)) return standing.listed;
    }
    return null;
  }

  /** Mounted media has to have a verdict; of slides that were paged out only a flagged one matters. */
  function decide(action: ShareAction): Decision {
    const listed = flaggedAmong(allKeys(action));
    if (listed !== null) return { kind: 'ask', listed };
    return mountedKeys(action).some(key => isOpen(verdicts.get(key))) ? { kind: 'wait' } : { kind: 'go' };
  }

  function allow(keys: Iterable<MediaKey>): void {
    for (const key of keys) if (verdicts.get(key)?.status === 'flagged') allowed.add(key);
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
        const decision = decide(action);
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
        const question: Question = { listed: decision.listed, permalink: action.permalink };
        const answer = await ask(question);
        onAnswer(question, answer);
        if (answer.kind !== 'share') return;
        allow(allKeys(action));
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
      const [target] = event.composedPath();
      const action = site.shareAction(target instanceof Element ? target : event.target);
      if (action === null || (held !== action.control && decide(action).kind === 'go')) return;
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
