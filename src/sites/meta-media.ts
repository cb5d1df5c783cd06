/** How Meta's servers address media: the same for Facebook and Threads. The file's stem stays, all else is signature. */
import { isOn, lastSegment } from './last-segment.ts';

/** Folders of portraits end in `-19` (Instagram, Threads) and `-1` (Facebook): `t51.2885-19`, `t39.30808-1`. */
const PORTRAITS = /\/t\d+\.\d+-(?:19|1)\//;
/** `stp=c0.180.1440.1440a_dst-jpg_...`: the server cut a part out of the picture (x, y, width, height). */
const CUT_OUT = /(?:^|_)c(\d+(?:\.\d+){3})[a-z]/;

export function metaMediaKey(source: URL): string | null {
  const { hostname, pathname, searchParams } = source;
  if (!isOn(hostname, 'fbcdn.net') && !isOn(hostname, 'cdninstagram.com')) return null;
  if (hostname.startsWith('static.') || PORTRAITS.test(pathname)) return null;
  const stem = lastSegment(source);
  const part = CUT_OUT.exec(searchParams.get('stp') ?? '')?.[1];
  return stem === null || part === undefined ? stem : `${stem}~${part}`;
}
