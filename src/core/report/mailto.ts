/**
 * `mailto:` addresses (RFC 6068). Percent-encoding makes a text of Devanagari or Tamil eight times as long, and mail
 * programs cut off addresses of about 2,000 characters (Windows' ShellExecute takes 2,048), so a body that does not fit
 * gives way to a shorter one: nothing is ever cut in the middle.
 */

const MAX_LENGTH = 1_800;

export interface Mail {
  /** May be empty: the person chooses. */
  readonly to: string;
  readonly subject: string;
  /** From the fullest to the shortest; the first that fits is taken. */
  readonly bodies: readonly string[];
}

/** As RFC 6068 section 5 has it: spaces as %20, never as a plus sign, and line breaks as CR LF. */
const encode = (text: string): string =>
  encodeURIComponent(text.replace(/\r?\n/g, '\r\n')).replace(/[!'()*]/g, sign => {
    const code = sign.charCodeAt(0).toString(16).toUpperCase();
    return `%${code}`;
  });

/** The address, and which of the bodies it holds; null for none of them. */
export function mailtoAddress({ to, subject, bodies }: Mail): { readonly uri: string; readonly body: string | null } {
  const head = `mailto:${to.split('@').map(encode).join('@')}?subject=${encode(subject)}`;
  const body = bodies.find(text => `${head}&body=${encode(text)}`.length <= MAX_LENGTH) ?? null;
  return { uri: body === null ? head : `${head}&body=${encode(body)}`, body };
}
