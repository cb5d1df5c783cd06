/** Where our marks lie in a page, and over which pictures. */
import type { Page } from './page.ts';

export interface Marked {
  /** Stems of the pictures that lie under a mark that is shown; null where there is none. */
  readonly under: readonly (string | null)[];
  /** Stems of the pictures whose middle is on screen. */
  readonly onScreen: readonly string[];
}

/**
 * Looks through the closed shadow root, as only the extension's own world may (Chromium). `stemIn` finds a picture's
 * stem in its address; pictures without one do not count.
 */
export const readMarks = (page: Page, selector: string, stemIn: RegExp): Promise<Marked> =>
  page.evaluateInContentScript(
    (selector: string, stemIn: string) => {
      // biome-ignore lint/suspicious/noExplicitAny: the extension API inside of Chromium's isolated world
      const { dom } = (globalThis as any).chrome;
      const pictures = [...document.querySelectorAll<HTMLImageElement>(selector)].flatMap(image => {
        const stem = new RegExp(stemIn).exec(image.dataset['stem'] ?? image.currentSrc)?.[1];
        return stem === undefined ? [] : [{ stem, box: image.getBoundingClientRect() }];
      });
      const hosts = [...document.documentElement.children].filter(
        child => child !== document.head && child !== document.body,
      );
      const marks = hosts.flatMap(host => [...(dom.openOrClosedShadowRoot(host)?.querySelectorAll('.mark') ?? [])]);
      const shown = (marks as HTMLElement[]).filter(mark => !mark.hidden).map(mark => mark.getBoundingClientRect());
      const middleIn = (box: DOMRect, { left, right, top, bottom }: DOMRect) => {
        const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
        return x > left && x < right && y > top && y < bottom;
      };
      const view = new DOMRect(0, 0, innerWidth, innerHeight);
      return {
        under: shown.map(mark => pictures.find(({ box }) => middleIn(box, mark))?.stem ?? null),
        onScreen: pictures.filter(({ box }) => middleIn(box, view)).map(({ stem }) => stem),
      };
    },
    selector,
    stemIn.source,
  );
