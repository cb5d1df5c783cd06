/**
 * Addresses of posts, cleaned: who shared a link with whom (`igsh`, `utm_*`) and where media lie is cut off or refused.
 * Only shapes known to be a post pass, so that a private chat, a profile or a file on a content network never gets into
 * a report.
 */

interface PostShape {
  readonly hosts: readonly string[];
  readonly paths: readonly RegExp[];
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
];

/** Is this a site whose posts we know by their shape? Then nothing else of it may be passed on. */
export const hasPostShapes = (hostname: string): boolean =>
  SHAPES.some(({ hosts }) => hosts.some(host => hostname === host || hostname.endsWith(`.${host}`)));

/** `https://host/path/` of a post, without query and fragment, or null for every other address. */
export function cleanPermalink(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, hostname, port, username, password, pathname } = new URL(url);
  if (protocol !== 'https:' || port !== '' || username !== '' || password !== '') return null;
  const isPost = SHAPES.some(({ hosts, paths }) => hosts.includes(hostname) && paths.some(path => path.test(pathname)));
  return isPost ? `https://${hostname}${pathname.replace(/\/?$/, '/')}` : null;
}
