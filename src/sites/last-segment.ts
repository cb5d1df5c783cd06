/** Many sites name a picture by the last part of its path, and say in the query how large they want it. */

/** `/media/AbC.jpg` -> `AbC`; null where the path ends in a slash. */
export function lastSegment({ pathname }: URL): string | null {
  const name = pathname.slice(pathname.lastIndexOf('/') + 1).replace(/\.\w+$/, '');
  return name === '' ? null : name;
}

/** Is `host` this domain, or a part of it? */
export const isOn = (host: string, domain: string): boolean => host === domain || host.endsWith(`.${domain}`);
