/** A stream of text cut into lines, in bounded memory. */

/** Longer than any line of the formats that go by lines. */
const MAX_LINE = 1_000_000;

/**
 * Lines without their ends (LF or CRLF), those without text left out. What a line has beyond `max` characters is
 * dropped: no format takes such a line for a whole one.
 */
export async function* linesOf(text: AsyncIterable<string>, max = MAX_LINE): AsyncGenerator<string> {
  let rest: string[] = [];
  let length = 0;
  const take = (piece: string): void => {
    if (length < max) rest.push(piece.slice(0, max - length));
    length += piece.length;
  };
  const finish = (): string => {
    const line = rest.length === 1 ? (rest[0] as string) : rest.join('');
    rest = [];
    length = 0;
    return line.endsWith('\r') ? line.slice(0, -1) : line;
  };
  for await (const piece of text) {
    let from = 0;
    for (let end = piece.indexOf('\n'); end >= 0; end = piece.indexOf('\n', from)) {
      take(piece.slice(from, end));
      from = end + 1;
      const line = finish();
      if (line.trim() !== '') yield line;
    }
    if (from < piece.length) take(piece.slice(from));
  }
  const last = finish();
  if (last.trim() !== '') yield last;
}
