/**
 * The small mark on flagged media, and the cover over it until the person asks to see it.
 * Drawn in one closed shadow root beside the page, placed by rectangles: the page's own elements are never touched.
 * The host is there from the start, flagged media or not, so that its presence tells the page nothing.
 */
import { direction, language, t } from '../platform/i18n.ts';
import type { MediaElement, Site } from '../sites/site.ts';
import { shownBy } from './check.ts';
import { signRoot } from './leftovers.ts';
import { MARKS_STYLE } from './marks-style.ts';
import type { MediaKey, Verdicts } from './verdicts.ts';

/** The media box of a site is a few elements around the media; what lies on top but outside of it hides the mark. */
const BOX_DEPTH = 3;
/** Carousels and tiles cut their media off within this many elements. */
const CLIP_DEPTH = 8;

export interface Marks {
  /** Shows, moves or removes marks to match the verdicts; called when near media or verdicts change. */
  update(near: ReadonlySet<MediaElement>): void;
  setBlur(blur: boolean): void;
  /** True when the event was on one of our buttons; the page does not get it. */
  intercept(event: Event): boolean;
}

interface Mark {
  readonly box: HTMLElement;
  readonly button: HTMLButtonElement;
  key: MediaKey;
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The part of an element that its surroundings do not cut off: a cover must not spill over other posts. */
function visibleBox(element: MediaElement): Box {
  let { left, top, right, bottom } = element.getBoundingClientRect();
  let around = element.parentElement;
  for (let depth = 0; around !== null && depth < CLIP_DEPTH; depth++, around = around.parentElement) {
    if (around === document.body || getComputedStyle(around).overflow === 'visible') continue;
    const edge = around.getBoundingClientRect();
    left = Math.max(left, edge.left);
    top = Math.max(top, edge.top);
    right = Math.min(right, edge.right);
    bottom = Math.min(bottom, edge.bottom);
  }
  // To whole pixels, outwards: a sliver of covered media would show otherwise.
  return { left: Math.floor(left), top: Math.floor(top), right: Math.ceil(right), bottom: Math.ceil(bottom) };
}

/** False where something of the page, such as its own dialog, lies over the media. */
function isOnTop(element: MediaElement, { left, top, right, bottom }: Box): boolean {
  const stack = document.elementsFromPoint((left + right) / 2, (top + bottom) / 2);
  const above = stack.find(candidate => document.body.contains(candidate));
  if (above === undefined) return true; // its middle is off screen
  let box: Element | null = element;
  for (let depth = 0; box !== null && depth <= BOX_DEPTH; depth++, box = box.parentElement) {
    if (box.contains(above)) return true;
  }
  return false;
}

export function createMarks(site: Site, verdicts: Verdicts, signal: AbortSignal): Marks {
  const host = document.createElement('div');
  const root = host.attachShadow({ mode: 'closed' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(MARKS_STYLE);
  root.adoptedStyleSheets = [sheet];
  signRoot(root);

  const marks = new Map<MediaElement, Mark>();
  const revealed = new Set<MediaKey>();
  let blur = true;
  let frame = 0;

  function createMark(key: MediaKey, practice: boolean): Mark {
    const box = document.createElement('div');
    box.className = 'mark';
    box.hidden = true; // until it has its place
    box.role = 'group';
    box.lang = language();
    box.dir = direction();
    const label = document.createElement('span');
    label.textContent = t(practice ? 'mark_label_practice' : 'mark_label');
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = t('mark_show');
    box.ariaLabel = label.textContent;
    box.append(label, button);
    root.append(box);
    return { box, button, key };
  }

  function place(element: MediaElement, mark: Mark): void {
    const box = visibleBox(element);
    const { left, top, right, bottom } = box;
    const onScreen = right > left && bottom > Math.max(top, 0) && top < innerHeight;
    const visible = onScreen && isOnTop(element, box);
    mark.box.hidden = !visible;
    if (!visible) return;
    mark.box.classList.toggle('covered', blur && !revealed.has(mark.key));
    mark.box.style.transform = `translate(${left}px, ${top}px)`;
    mark.box.style.width = `${right - left}px`;
    mark.box.style.height = `${bottom - top}px`;
  }

  /** While anything flagged is near, follows it frame by frame: pages scroll inside of themselves and animate. */
  function follow(): void {
    frame = 0;
    for (const [element, mark] of marks) place(element, mark);
    if (marks.size > 0) frame = requestAnimationFrame(follow);
  }

  signal.addEventListener('abort', () => {
    cancelAnimationFrame(frame);
    host.remove();
  });

  return {
    update(near) {
      if (signal.aborted) return;
      if (!host.isConnected) document.documentElement?.append(host);
      for (const element of near) {
        const shown = shownBy(site, element);
        const standing = shown === null ? undefined : verdicts.get(shown.key);
        const mark = marks.get(element);
        if (shown !== null && standing?.status === 'flagged') {
          if (mark === undefined) marks.set(element, createMark(shown.key, standing.listed.practice));
          else mark.key = shown.key;
        } else if (mark !== undefined) {
          mark.box.remove();
          marks.delete(element);
        }
      }
      for (const [element, mark] of marks) {
        if (near.has(element)) continue;
        mark.box.remove();
        marks.delete(element);
      }
      if (frame === 0 && marks.size > 0) follow();
    },
    setBlur(value) {
      blur = value;
    },
    intercept(event) {
      if (event.target !== host) return false;
      event.stopImmediatePropagation();
      if (event.type !== 'click' || !event.isTrusted) return true;
      const { detail, clientX, clientY } = event as MouseEvent;
      const pressed = detail === 0 ? root.activeElement : root.elementFromPoint(clientX, clientY);
      for (const { button, key } of marks.values()) if (button === pressed) revealed.add(key);
      return true;
    },
  };
}
