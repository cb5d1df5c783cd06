/**
 * Everything that contexts may ask of each other, grouped by who may call.
 * ContentApi has an untrusted caller (a content script shares a process with the page): its arguments are parsed where
 * they arrive, and an answer says no more than one verdict. PageApi is for our own pages only. TabApi is what a content
 * script tells our pages about the page it stands in.
 */
import type { Depth } from '../core/hash/query.ts';
import type { Purpose } from '../core/list/catalog.ts';
import type { SyncFailure, SyncOutcome, SyncRefusal } from '../core/list/sync-outcome.ts';
import type { PolicyReading } from '../core/policy.ts';
import type { LawKey } from '../core/report/law.ts';
import type { Tally } from '../core/tally.ts';
import type { EntryId, ListId, UnknownReason } from '../core/verdict.ts';
import type { Profile, Settings } from './settings.ts';
import type { LockState } from './vault-messages.ts';

/** Where the bytes of an image are: sent along, or at an address that the background may fetch. */
export type MediaBytes =
  | { readonly kind: 'blob'; readonly blob: Blob }
  | { readonly kind: 'url'; readonly url: string };

/** The hashes of a film's still, or of what is left of it without its surround. Pixels never leave the page. */
export interface StillHashes {
  /** PDQ's, 0 to 100. */
  readonly quality: number;
  /** One hash of 32 bytes for each of ORIENTATIONS, end to end. */
  readonly hashes: Uint8Array;
}

/** What a page's process may know of a match: enough for the words of the warning, not the hash, not the distance. */
export interface Listed {
  readonly list: ListId;
  readonly listName: string;
  readonly publisher: string;
  readonly entry: EntryId;
  /** `file` reads "is the very file", `exact` "matches a reported image", `near` "may match". */
  readonly closeness: 'file' | 'exact' | 'near';
  readonly practice: boolean;
}

export type ContentVerdict =
  | { readonly status: 'clear' }
  /** `released`: the person was asked about this entry before, and shared it; they are not asked again today. */
  | { readonly status: 'flagged'; readonly listed: Listed; readonly released?: true }
  | { readonly status: 'unknown'; readonly reason: UnknownReason };

/** What the content script has to know before it acts on a page. */
export interface SiteState {
  /** False when the person switched the extension off, or paused this site. */
  readonly active: boolean;
  readonly blurFlagged: boolean;
  /** Changes whenever a list changed, so that verdicts are asked for again. */
  readonly listRevision: string;
  readonly profile: Profile;
  /** Whom a young person can talk to; empty for grown-ups, and where the family named nobody. */
  readonly trustedAdult: string;
  /** False where a policy took away "Share anyway" for what is on a list. */
  readonly mayShareAnyway: boolean;
  /** The line on the law for where the person seems to be. */
  readonly law: LawKey;
  /** Questions answered since the browser was started: the looks of the warning take turns by it. */
  readonly asked: number;
}

/** What somebody did when they were asked. A match that they called wrong is told by `dismissEntry`. */
export type GivenAnswer = 'stop' | 'share' | 'report';

export interface ContentApi {
  siteState(site: string): Promise<SiteState>;
  /** `share` asks harder: for cuts and turns that people make before they pass a picture on. It takes longer. */
  check(bytes: MediaBytes, depth: Depth): Promise<ContentVerdict>;
  /** Whether a list names exactly this file, whatever it shows: clear means no more than that none does. */
  checkFile(file: Blob): Promise<ContentVerdict>;
  /**
   * Takes in one still of a film that plays in the caller's tab, the whole of it first; the answer is the verdict on what
   * was seen of that film so far. `film` is any name that stays the same while it plays.
   */
  checkStill(film: string, still: readonly StillHashes[]): Promise<ContentVerdict>;
  /** "This match looks wrong": never ask about this entry again on this computer. */
  dismissEntry(list: ListId, entry: EntryId): Promise<void>;
  /** The site is not recognised any more (or is again): the toolbar button of that tab says so. */
  siteChanged(changed: boolean): Promise<void>;
  /** Remembered until the browser ends; what was not shared is counted by the day, if the person wants that. */
  answered(list: ListId, entry: EntryId, answer: GivenAnswer): Promise<void>;
  /** Opens our report page about an entry that was matched, and the post it was met in, in a new tab. */
  openReport(list: ListId, entry: EntryId, permalink: string | null): Promise<void>;
}

/** The practice feed of the learn page, and no other. What it asks about is compared with the list of the lesson alone. */
export interface LessonApi {
  compare(drawing: Blob, depth: Depth): Promise<ContentVerdict>;
}

export interface FlaggedItem {
  readonly key: string;
  readonly listed: Listed;
  /** Cleaned address of the post, or null where the page shows none. Never an address of media. */
  readonly permalink: string | null;
}

/** What was checked on one page. Counts are of distinct media. */
export interface PageStatus {
  readonly site: string;
  readonly active: boolean;
  readonly clear: number;
  readonly flagged: readonly FlaggedItem[];
  readonly unknown: { readonly [R in UnknownReason]?: number };
  /** Whether the site still looks as we know it: `sharing-changed` and `media-changed` say what is not recognised. */
  readonly health: 'unsure' | 'working' | 'sharing-changed' | 'media-changed';
}

export interface TabApi {
  status(): Promise<PageStatus>;
  /** Settings or lists changed: read SiteState again. */
  refresh(): Promise<void>;
  /** The media with this address; with null, what lay under the pointer when the browser's menu was last opened. */
  pointedAt(source: string | null): Promise<PointedAt | null>;
}

export interface PointedAt {
  readonly source: string;
  /** Of its post, cleaned. */
  readonly permalink: string | null;
  /** Of a film: upright hashes of 32 bytes of the seconds that were on screen, end to end. */
  readonly stills: Uint8Array;
}

/** What can be said of a list at a glance; the first that applies. */
export type ListState =
  /** At rest: not matched, not fetched. `breaker`: it flagged far too much, which no honest list does. */
  | { readonly kind: 'paused'; readonly by: 'person' | 'breaker' }
  /** Subscribed to, but not held: nothing of it is matched yet. `lastUpdate` says what went wrong, if anything did. */
  | { readonly kind: 'absent' }
  /** Signed for a time that this computer's clock has not reached by a day or more: the clock is probably wrong. */
  | { readonly kind: 'clock' }
  /** Past the time until which the publisher vouched for it, ISO 8601. Still matched: an old list beats none. */
  | { readonly kind: 'stale'; readonly since: string }
  /** The last update did not come through. What is held is matched, and in date. */
  | { readonly kind: 'failed' }
  | { readonly kind: 'fresh' };

export interface ListUpdate {
  /** ISO 8601. */
  readonly at: string;
  readonly outcome: SyncOutcome;
}

export interface ListSummary {
  readonly id: ListId;
  readonly name: string;
  readonly publisher: string;
  /** What is on the list, and where to ask that an entry be taken back: the publisher's own words. */
  readonly covers: string;
  readonly contact: string;
  /** Where its publisher takes reports about entries, or null. */
  readonly reportsTo: string | null;
  readonly practice: boolean;
  readonly entries: number;
  readonly bytes: number;
  /** ISO 8601 time at which the publisher signed this version; empty while nothing of the list is known. */
  readonly signedAt: string;
  /** `packaged`: a fresh copy from the extension; `stored`: from this browser's storage. */
  readonly source: 'packaged' | 'stored';
  /** Set when the stored copy was damaged and the packaged one is used instead. */
  readonly fellBack: boolean;
  /** Who put it here. What a policy put here can be neither paused nor removed. */
  readonly by: 'package' | 'person' | 'policy';
  /** Where it is fetched from; null for what came with the extension or from a file. */
  readonly address: string | null;
  /** SHA-256 of the root that was pinned when the list was added, in hex. */
  readonly keyDigest: string;
  readonly state: ListState;
  /** The last attempt, whatever came of it; null before the first. */
  readonly lastUpdate: ListUpdate | null;
}

/** What a list says of itself, signed, before anything of it is kept. */
export interface ListPreview {
  readonly id: ListId;
  /** The link to add it by: address and key digest. Null for a list in a file. */
  readonly link: string | null;
  readonly keyDigest: string;
  /** False when the link did not carry the digest: then the person has to compare it with what the publisher says. */
  readonly pinned: boolean;
  readonly name: string;
  readonly publisher: string;
  readonly purpose: Purpose;
  readonly covers: string;
  readonly contact: string;
  readonly entries: number;
  /** To be downloaded. */
  readonly bytes: number;
  readonly signedAt: string;
  readonly expiresAt: string;
  /** Other addresses that it will be fetched from. */
  readonly mirrors: readonly string[];
  /** True if this browser is subscribed already. */
  readonly added: boolean;
}

export type PreviewOutcome =
  | { readonly preview: ListPreview }
  /** Not a link to a list: `https://`, a folder, and after `#` the key digest or nothing. */
  | { readonly refused: 'link' | SyncRefusal }
  | { readonly failed: SyncFailure };

export interface PageApi {
  overview(): Promise<{
    readonly settings: Settings;
    readonly lists: readonly ListSummary[];
    /** How often the person chose not to share, by the day. */
    readonly notShared: Tally;
    readonly lock: LockState;
    readonly managed: PolicyReading;
  }>;
  forgetNotShared(): Promise<void>;
  /** Resolves to the settings in force; what would weaken the protection is refused while that is locked. */
  changeSettings(change: Partial<Settings>): Promise<Settings>;
  /**
   * Gives back what the browser was asked for to work on a site, by its id or host. False while the protection is
   * locked, and for a site that a policy holds.
   */
  leaveSite(site: string): Promise<boolean>;
  /**
   * Reads who publishes the list behind a link, and what it covers. Asks the list's own server only; the page must have
   * asked for the permission `originsOf(link)` before, in the click.
   */
  previewList(link: string): Promise<PreviewOutcome>;
  /** The same of a file: a tar archive of the folder that the publisher puts on a server. */
  previewListFile(file: Blob): Promise<PreviewOutcome>;
  /** Subscribes (`link` as in the preview) and fetches the list; resolves when that is done. See list-progress.ts. */
  addList(link: string): Promise<SyncOutcome>;
  /** Subscribes to a list in a file, or updates it from a newer file. `keyDigest` as in the preview. */
  importList(file: Blob, keyDigest: string): Promise<SyncOutcome>;
  /** Resuming also clears what the circuit breaker counted. Resolves to false for a list set by policy, and to pause while the protection is locked. */
  pauseList(id: ListId, paused: boolean): Promise<boolean>;
  /** Forgets the list and all its files, and the permission for its servers. Resolves to false for the practice list, for one set by policy, and while the protection is locked. */
  removeList(id: ListId): Promise<boolean>;
  /** Fetches now, whatever the schedule says; only a server that asked to be left alone for a while is. */
  updateList(id: ListId): Promise<SyncOutcome>;
}
