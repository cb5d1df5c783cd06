/**
 * A tab, as tests see it. The two drivers supply the primitives; everything that is the same in both is made here.
 */
import type { OwnTime } from './profile.ts';
import { until } from './timing.ts';

export type Key =
  | 'Tab'
  | 'Enter'
  | 'Space'
  | 'Escape'
  | 'Backspace'
  | 'ArrowLeft'
  | 'ArrowRight'
  | 'ArrowUp'
  | 'ArrowDown';

export interface Viewport {
  readonly width: number;
  readonly height: number;
  readonly deviceScaleFactor: number;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Preferences {
  readonly colorScheme?: 'light' | 'dark';
  readonly reducedMotion?: boolean;
  /** Colours that the person chose for the whole computer. Chromium only; Firefox leaves it as it is. */
  readonly forcedColors?: boolean;
}

export interface ScreenshotOptions {
  readonly fullPage?: boolean;
  /** Part of the viewport, in CSS pixels. */
  readonly clip?: Box;
}

/** What a driver must be able to do with one tab. */
export interface Primitives {
  goto(url: string): Promise<void>;
  /** Value of a JavaScript expression in the page's own world; promises are awaited; the value crosses as JSON. */
  evaluateExpression(expression: string): Promise<unknown>;
  evaluateInContentScript(expression: string): Promise<unknown>;
  click(x: number, y: number): Promise<void>;
  hover(x: number, y: number): Promise<void>;
  /** Presses at a point, moves 80 px to the right and lets go, as one drags something out. */
  dragFrom(x: number, y: number): Promise<void>;
  key(key: Key, modifiers?: { readonly shift?: boolean }): Promise<void>;
  type(text: string): Promise<void>;
  /** Does `press`, which opens the browser's file chooser, and chooses these files there. Resolves to when, by Date. */
  chooseFiles(press: () => Promise<void>, paths: readonly string[]): Promise<number>;
  /** Drags these files in from outside, with a line of text, and drops them there. */
  dropFiles(x: number, y: number, paths: readonly string[], text: string): Promise<void>;
  /** Pastes what is on the clipboard, by Ctrl+V. Chromium only. */
  paste(): Promise<void>;
  /** Also writes PNG bytes to `path` when one is given. */
  screenshot(path: string | null, options?: ScreenshotOptions): Promise<Uint8Array>;
  setViewport(viewport: Viewport): Promise<void>;
  emulate(preferences: Preferences): Promise<void>;
  bringToFront(): Promise<void>;
  close(): Promise<void>;
  /** DOM nodes and event listeners alive in the renderer, after a garbage collection. Chromium only, else null. */
  counters(): Promise<{ readonly nodes: number; readonly listeners: number } | null>;
  /** The main thread's time that extensions' scripts take while `during` runs. Chromium only, else null. */
  ownTime(during: () => Promise<void>): Promise<OwnTime | null>;
  /** What a screen reader has to say, in its order: role, name, state. Closed shadow roots too. Chromium only, else null. */
  readAloud(): Promise<readonly string[] | null>;
  /** Errors so far: `network: ...`, `javascript: ...`, `console: ...`, `security: ...`. */
  consoleErrors(): readonly string[];
}

export interface Page extends Omit<Primitives, 'evaluateExpression' | 'evaluateInContentScript'> {
  /** Runs `fn` in the page's own world. It must be self-contained; arguments and result cross as JSON. */
  evaluate<A extends readonly unknown[], R>(fn: (...args: A) => R, ...args: A): Promise<Awaited<R>>;
  evaluate<R>(expression: string): Promise<R>;
  /** The same in the extension's content script of the top frame. Chromium only. */
  evaluateInContentScript<A extends readonly unknown[], R>(fn: (...args: A) => R, ...args: A): Promise<Awaited<R>>;
  /** Asks in the page until `fn` returns something other than null, undefined and false. */
  waitFor<A extends readonly unknown[], R>(
    what: string,
    fn: (...args: A) => R,
    ...args: A
  ): Promise<NonNullable<Exclude<Awaited<R>, false>>>;
  url(): Promise<string>;
  /** Position of the `nth` element that matches, in the viewport, or null. */
  boxOf(selector: string, nth?: number): Promise<Box | null>;
  /** Scrolls the element into the middle of the view and clicks the middle of it, as a mouse does. */
  clickOn(selector: string, nth?: number): Promise<void>;
  hoverOver(selector: string, nth?: number): Promise<void>;
  /** Scrolls the page at once, and waits until it has painted twice. */
  scrollBy(pixels: number): Promise<void>;
}

/**
 * The source of a call. Some TypeScript runners wrap functions in a helper called __name, which the page lacks:
 * so it comes along as a parameter.
 */
export const expressionOf = (fn: (...args: never[]) => unknown, args: readonly unknown[]): string =>
  `(__name => (${fn})(...${JSON.stringify(args)}))(value => value)`;

/** Wraps an expression so that its value crosses as JSON, the same way in both browsers. */
export const asJson = (expression: string): string =>
  `(async () => JSON.stringify({ value: await (${expression}) }))()`;

export const fromJson = (json: unknown): unknown => (JSON.parse(String(json)) as { value?: unknown }).value;

const middle = (box: Box): readonly [number, number] => [box.x + box.width / 2, box.y + box.height / 2];

export function makePage(tab: Primitives): Page {
  const evaluate = (code: string | ((...args: never[]) => unknown), ...args: readonly unknown[]) =>
    tab.evaluateExpression(typeof code === 'string' ? code : expressionOf(code, args));

  const reach = async (selector: string, nth: number): Promise<Box> => {
    const box = await until(`${selector} (${nth}) in view`, () =>
      evaluate(
        (selector: string, nth: number) => {
          const element = document.querySelectorAll(selector)[nth];
          if (element === undefined) return null;
          element.scrollIntoView({ block: 'center', behavior: 'instant' });
          const before = element.getBoundingClientRect();
          return new Promise(resolve => {
            requestAnimationFrame(() =>
              requestAnimationFrame(() => {
                const { x, y, width, height } = element.getBoundingClientRect();
                // A page that still grows pushes away what was to be pressed.
                const isStill = Math.abs(x - before.x) + Math.abs(y - before.y) < 1;
                resolve(isStill && width > 0 && height > 0 ? { x, y, width, height } : null);
              }),
            );
          });
        },
        selector,
        nth,
      ),
    );
    return box as Box;
  };

  return {
    ...tab,
    evaluate: evaluate as Page['evaluate'],
    evaluateInContentScript: ((fn: (...args: never[]) => unknown, ...args: readonly unknown[]) =>
      tab.evaluateInContentScript(expressionOf(fn, args))) as Page['evaluateInContentScript'],
    waitFor: ((what: string, fn: (...args: never[]) => unknown, ...args: readonly unknown[]) =>
      until(what, () => evaluate(fn, ...args))) as Page['waitFor'],
    url: async () => String(await evaluate('location.href')),
    boxOf: async (selector, nth = 0) =>
      (await evaluate(
        (selector: string, nth: number) => {
          const rect = document.querySelectorAll(selector)[nth]?.getBoundingClientRect();
          return rect === undefined ? null : { x: rect.x, y: rect.y, width: rect.width, height: rect.height };
        },
        selector,
        nth,
      )) as Box | null,
    clickOn: async (selector, nth = 0) => tab.click(...middle(await reach(selector, nth))),
    hoverOver: async (selector, nth = 0) => tab.hover(...middle(await reach(selector, nth))),
    scrollBy: async pixels => {
      await evaluate((pixels: number) => {
        scrollBy({ top: pixels, behavior: 'instant' });
        return new Promise<void>(resolve => {
          requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
        });
      }, pixels);
    },
  };
}
