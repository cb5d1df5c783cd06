/**
 * What a page says of itself, read on a click from the page's own process: so it is taken apart here before anybody
 * sees it. It is text for people and nothing else.
 */

export interface PageContext {
  /** May name the person shown, so it goes into a note only when it is asked for. */
  readonly title: string | null;
  readonly byline: string | null;
  readonly siteName: string | null;
  /** As the page writes it. */
  readonly published: string | null;
  /** BCP 47, as the page writes it. */
  readonly language: string | null;
  /** True for news, essays and the like, which have reasons of their own to show something. */
  readonly isArticle: boolean;
}

const MAX_TEXT = 200;

/** One line without control characters or marks that turn the text around it; null for what is no text, or an address. */
function line(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const text = value
    .slice(0, 4 * MAX_TEXT)
    .replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u200b-\u200f\u202a-\u202e\u2066-\u2069\s]+/gu, ' ')
    .trim()
    .slice(0, MAX_TEXT)
    .trim();
  return text === '' || /:\/\/|\bwww\.|\bdata:|\bblob:/i.test(text) ? null : text;
}

export function parsePageContext(value: unknown): PageContext | null {
  if (typeof value !== 'object' || value === null) return null;
  const { title, byline, siteName, published, language, isArticle } = value as Record<string, unknown>;
  const tag = line(language);
  return {
    title: line(title),
    byline: line(byline),
    siteName: line(siteName),
    published: line(published),
    language: tag !== null && /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(tag) ? tag : null,
    isArticle: isArticle === true,
  };
}
