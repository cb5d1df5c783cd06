/**
 * The short text that a person pastes into an official form. It holds sentences in the person's language, passed in
 * (core knows no language), and at most one address: that of the post. It never names the person shown, never says who
 * the reporter is, and never points at media.
 */
import { cleanPermalink } from './permalink.ts';

export interface NoteParts {
  /** Whole sentences in the order in which they are read. One that smuggles an address in is left out. */
  readonly sentences: readonly string[];
  /** Address of the post as the page shows it; whatever is not the plain address of a post is left out. */
  readonly permalink: string | null;
}

const holdsAddress = (sentence: string): boolean => /:\/\/|\bwww\.|\bdata:|\bblob:/i.test(sentence);

/** One sentence a line, the address of the post after the first. Empty when there is nothing to say. */
export function reportNote({ sentences, permalink }: NoteParts): string {
  const [first, ...rest] = sentences.filter(sentence => sentence !== '' && !holdsAddress(sentence));
  const address = permalink === null ? null : cleanPermalink(permalink);
  return [first, address, ...rest].filter(line => line !== undefined && line !== null).join('\n');
}
