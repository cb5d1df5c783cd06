/**
 * Addresses of posts, cleaned: who shared a link with whom (`igsh`, `utm_*`) and where media lie is cut off or refused.
 * Only shapes known to be a post pass, so that a private chat, a profile or a file on a content network never gets into
 * a report.
 */

interface PostShape {
  readonly hosts: readonly string[];
  readonly paths: readonly RegExp[];
  /** Parts of the query without which the address leads nowhere: all digits, kept. */
  readonly query?: readonly string[];
  /** Some servers know these paths only without a slash at the end. */
  readonly bare?: boolean;
}

/** Instagram writes a post as /p/, /reel/, /reels/ or /tv/ with its code, with or without the account before it. */
const SHAPES: readonly PostShape[] = [
  {
    hosts: ['www.instagram.com', 'instagram.com'],
    paths: [
      /^(?:\/(?!direct\/)[\w.]{1,30})?\/(?:p|reel|reels|tv)\/[\w-]{1,64}\/?$/,
      /^\/stories\/[\w.]{1,30}\/\d{1,32}\/?$/,
    ],
  },
  {
    hosts: ['www.facebook.com', 'web.facebook.com'],
    paths: [
      /^\/(?:groups\/)?[\w.-]{1,64}\/(?:posts|videos|permalink|photos)\/[\w.-]{1,128}\/?$/,
      /^\/reel\/\d{1,32}\/?$/,
    ],
  },
  { hosts: ['www.facebook.com', 'web.facebook.com'], paths: [/^\/photo(?:\.php|\/)?$/], query: ['fbid'], bare: true },
  { hosts: ['www.facebook.com', 'web.facebook.com'], paths: [/^\/watch\/?$/], query: ['v'] },
  {
    hosts: ['www.threads.com', 'www.threads.net'],
    paths: [/^\/@[\w.]{1,30}\/post\/[\w-]{1,64}\/?$/],
  },
  { hosts: ['x.com', 'twitter.com'], paths: [/^\/\w{1,30}\/status\/\d{1,32}(?=\/|$)/], bare: true },
  {
    hosts: ['www.reddit.com', 'sh.reddit.com'],
    paths: [/^\/(?:r|user)\/[\w-]{1,64}\/comments\/\w{1,16}(?=\/|$)/],
  },
  { hosts: ['www.tiktok.com'], paths: [/^\/@[\w.]{1,32}\/(?:video|photo)\/\d{1,32}\/?$/], bare: true },
];

/** Is this a site whose posts we know by their shape? Then nothing else of it may be passed on. */
export const hasPostShapes = (hostname: string): boolean =>
  SHAPES.some(({ hosts }) => hosts.some(host => hostname === host || hostname.endsWith(`.${host}`)));

/** `https://host/path/` of a post, without fragment and what else its query holds, or null for every other address. */
export function cleanPermalink(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, hostname, port, username, password, pathname, searchParams } = new URL(url);
  if (protocol !== 'https:' || port !== '' || username !== '' || password !== '') return null;
  for (const { hosts, paths, query = [], bare = false } of SHAPES) {
    const path = hosts.includes(hostname)
      ? paths.map(shape => shape.exec(pathname)?.[0]).find(found => found)
      : undefined;
    const kept = query.map(name => [name, searchParams.get(name) ?? ''] as const);
    if (path === undefined || kept.some(([, value]) => !/^\d{1,32}$/.test(value))) continue;
    const ending = kept.length > 0 ? `?${new URLSearchParams(kept.map(each => [...each]))}` : '';
    return `https://${hostname}${bare ? path : path.replace(/\/?$/, '/')}${ending}`;
  }
  return null;
}
