/**
 * What a page without an adapter says of itself: title, author, name of the site, date, language, and whether it is an
 * article. Put into the page by the popup, on a press of its button and never else; it reads once, changes nothing, and
 * leaves its answer where only our own scripts can see it. It goes over a slim copy: the head's own data and one
 * article, since Readability takes its document apart and needs seconds for a long forum.
 */
import { isProbablyReaderable, Readability } from '@mozilla/readability';

/** Elements of an article that are looked through; beyond that only the head's own data count. */
const MAX_ELEMENTS = 3_000;

const HEAD_DATA = 'meta[name], meta[property], script[type="application/ld+json"]';

/** A document of its own: nothing in it is loaded or run. */
function slimCopy(page: Document): Document {
  const copy = page.implementation.createHTMLDocument(page.title);
  copy.documentElement.lang = page.documentElement.lang;
  for (const element of page.querySelectorAll(HEAD_DATA)) copy.head.append(copy.importNode(element, true));
  const article = page.querySelector('article, [role="article"], main');
  if (article !== null && article.querySelectorAll('*').length <= MAX_ELEMENTS) {
    copy.body.append(copy.importNode(article, true));
  }
  return copy;
}

/** Only what is listed here is read of what Readability finds: not the text, and not the excerpt, which may be text. */
export function pageContextOf(page: Document): Readonly<Record<string, unknown>> {
  const copy = slimCopy(page);
  const isArticle = isProbablyReaderable(copy);
  const found = new Readability(copy).parse();
  return {
    title: found?.title || page.title,
    byline: found?.byline,
    siteName: found?.siteName,
    published: found?.publishedTime,
    language: found?.lang || page.documentElement.lang,
    isArticle,
  };
}

globalThis.consentryPageContext = pageContextOf(document);
