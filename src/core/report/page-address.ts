/**
 * Addresses of pages on sites that we have no adapter for, cleaned for a report: who shared a link, what was searched
 * for and where on the page somebody was is cut off; chats, mail, files of media and the servers that hold them are
 * refused. Sites with an adapter have stricter rules of their own (permalink.ts).
 */
import { cleanPermalink, hasPostShapes } from './permalink.ts';

/** Names under which forums and video sites put the number of a post; nothing else of a query is kept. */
const POST_KEYS = ['v', 'id', 'p', 't', 'tid', 'pid', 'topic', 'thread', 'viewkey'];
const POST_VALUE = /^[\w-]{1,64}$/;

const MEDIA_FILE = /\.(?:jpe?g|jfif|png|gif|webp|avif|heic|bmp|svg|mp4|m4v|webm|mov|mkv|avi|m3u8|mpd|ts|zip|rar|7z)$/i;

/** Hosts that hand out media files, by the labels that their names begin with or consist of. */
const MEDIA_HOST =
  /^(?:[a-z0-9-]*cdn[a-z0-9-]*|img\d*|image[s]?\d*|media\d*|static\d*|pbs|video|scontent[a-z0-9-]*|i|v|preview|external-preview|thumbs?\d*)\./i;

/** What is between few people: chats and mail. `path` is tried on hosts that have more than chats. */
const PRIVATE: readonly { readonly host: RegExp; readonly path?: RegExp }[] = [
  { host: /(^|\.)instagram\.com$/, path: /^\/direct(\/|$)/ },
  { host: /(^|\.)(facebook|threads)\.(com|net)$/, path: /^\/(messages|t)(\/|$)/ },
  { host: /(^|\.)messenger\.com$/ },
  { host: /(^|\.)(x|twitter)\.com$/, path: /^\/(messages|i\/chat)(\/|$)/ },
  { host: /(^|\.)reddit\.com$/, path: /^\/(chat|message)(\/|$)/ },
  { host: /^chat\.reddit\.com$/ },
  { host: /(^|\.)tiktok\.com$/, path: /^\/messages(\/|$)/ },
  { host: /^web\.(whatsapp|snapchat)\.com$/ },
  { host: /^web\.telegram\.org$/ },
  { host: /(^|\.)discord\.com$/, path: /^\/channels(\/|$)/ },
  { host: /(^|\.)linkedin\.com$/, path: /^\/messaging(\/|$)/ },
  { host: /^(mail|chat|messages)\./ },
  { host: /^outlook\./ },
];

/** Is this a chat or mail? Reporting one can let the site read what else is in it. */
export function isPrivate(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { hostname, pathname } = new URL(url);
  return PRIVATE.some(({ host, path }) => host.test(hostname) && (path?.test(pathname) ?? true));
}

/** An address for a report, or null when this page has none that may be passed on. */
export function cleanPageAddress(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, hostname, port, username, password, pathname, searchParams } = new URL(url);
  if (protocol !== 'https:' || port !== '' || username !== '' || password !== '') return null;
  if (hasPostShapes(hostname)) return cleanPermalink(url);
  if (!hostname.includes('.') || isPrivate(url) || MEDIA_HOST.test(hostname) || MEDIA_FILE.test(pathname)) return null;
  const kept = [...searchParams].filter(([key, value]) => POST_KEYS.includes(key) && POST_VALUE.test(value));
  const query = kept.map(([key, value]) => `${key}=${value}`).join('&');
  return `https://${hostname}${pathname}${query === '' ? '' : `?${query}`}`;
}
