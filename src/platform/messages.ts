/**
 * Everything that contexts may ask of each other, grouped by who may call.
 * ContentApi has an untrusted caller (a content script shares a process with the page): its arguments are parsed where
 * they arrive, and an answer says no more than one verdict. PageApi is for our own pages only. TabApi is what a content
 * script tells our pages about the page it stands in.
 */
import type { Depth } from '../core/hash/query.ts';
import type { EntryId, ListId, UnknownReason } from '../core/verdict.ts';
import type { Settings } from './settings.ts';

/** Where the bytes of an image are: sent along, or at an address that the background may fetch. */
export type MediaBytes =
  | { readonly kind: 'blob'; readonly blob: Blob }
  | { readonly kind: 'url'; readonly url: string };

/** What a page's process may know of a match: enough for the words of the warning, not the hash, not the distance. */
export interface Listed {
  readonly list: ListId;
  readonly listName: string;
  readonly entry: EntryId;
  /** `exact` reads "matches a reported image", `near` reads "may match". */
  readonly closeness: 'exact' | 'near';
  readonly practice: boolean;
}

export type ContentVerdict =
  | { readonly status: 'clear' }
  | { readonly status: 'flagged'; readonly listed: Listed }
  | { readonly status: 'unknown'; readonly reason: UnknownReason };

/** What the content script has to know before it acts on a page. */
export interface SiteState {
  /** False when the person switched the extension off, or paused this site. */
  readonly active: boolean;
  readonly blurFlagged: boolean;
  /** Changes whenever a list changed, so that verdicts are asked for again. */
  readonly listRevision: string;
}

export interface ContentApi {
  siteState(site: string): Promise<SiteState>;
  /** `share` asks harder: for cuts and turns that people make before they pass a picture on. It takes longer. */
  check(bytes: MediaBytes, depth: Depth): Promise<ContentVerdict>;
  /** "This match looks wrong": never ask about this entry again on this computer. */
  dismissEntry(list: ListId, entry: EntryId): Promise<void>;
  /** Opens the official report page of the site that the caller stands on, in a new tab. */
  openReport(): Promise<void>;
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
}

export interface TabApi {
  status(): Promise<PageStatus>;
  /** Settings or lists changed: read SiteState again. */
  refresh(): Promise<void>;
}

export interface ListSummary {
  readonly id: ListId;
  readonly name: string;
  readonly publisher: string;
  readonly practice: boolean;
  readonly entries: number;
  readonly bytes: number;
  /** ISO 8601 time at which the publisher signed this version. */
  readonly signedAt: string;
  /** `packaged`: a fresh copy from the extension; `stored`: from this browser's storage. */
  readonly source: 'packaged' | 'stored';
  /** Set when the stored copy was damaged and the packaged one is used instead. */
  readonly fellBack: boolean;
}

export interface PageApi {
  overview(): Promise<{ readonly settings: Settings; readonly lists: readonly ListSummary[] }>;
  changeSettings(change: Partial<Settings>): Promise<Settings>;
}
