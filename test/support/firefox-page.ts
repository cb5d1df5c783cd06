/** One tab of Firefox in terms of BiDi commands. */
import { writeFile } from 'node:fs/promises';
import type { Bidi } from './bidi.ts';
import { DROP_AS_BROWSER, handFile, prepareDrop } from './firefox-drop.ts';
import { asJson, expressionOf, fromJson, type Key, makePage, type Page } from './page.ts';
import { until, within } from './timing.ts';

/** Code points of keys without a character. https://www.w3.org/TR/webdriver2/#keyboard-actions */
const KEYS: Readonly<Record<Key, string>> = {
  Tab: '\uE004',
  Enter: '\uE007',
  Space: ' ',
  Escape: '\uE00C',
  Backspace: '\uE003',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
};
const SHIFT = '\uE008';

const WINDOW = { width: 1280, height: 900, deviceScaleFactor: 1 };

interface Surroundings {
  /** True gives the tab the size that tests expect; false leaves it as large as its window. */
  readonly fixedViewport: boolean;
  inChrome(expression: string): Promise<unknown>;
}

interface LogEntry {
  readonly level: string;
  readonly type: string;
  readonly text: string | null;
  readonly source: { readonly context?: string };
}

interface FileDialog {
  readonly element: { readonly sharedId: string };
}

export async function adoptContext(bidi: Bidi, context: string, around: Surroundings): Promise<Page> {
  const errors: string[] = [];
  bidi.on('log.entryAdded', params => {
    const { level, type, text, source } = params as unknown as LogEntry;
    if (level === 'error' && source.context === context) errors.push(`${type}: ${text}`);
  });

  const evaluate = async (expression: string): Promise<unknown> =>
    fromJson(await bidi.evaluate(context, asJson(expression)));
  const keyboard = (actions: readonly object[]) =>
    bidi.send('input.performActions', { context, actions: [{ type: 'key', id: 'keyboard', actions }] });
  const press = (value: string): readonly object[] => [
    { type: 'keyDown', value },
    { type: 'keyUp', value },
  ];
  const mouse = (x: number, y: number, ...then: readonly object[]) =>
    bidi.send('input.performActions', {
      context,
      actions: [
        {
          type: 'pointer',
          id: 'mouse',
          parameters: { pointerType: 'mouse' },
          actions: [{ type: 'pointerMove', x: Math.round(x), y: Math.round(y) }, ...then],
        },
      ],
    });
  const setViewport = async ({ width, height, deviceScaleFactor } = WINDOW): Promise<void> => {
    const sizes = { viewport: { width, height }, devicePixelRatio: deviceScaleFactor };
    await bidi.send('browsingContext.setViewport', { context, ...sizes });
  };
  /** Selecting a tab leaves the keyboard in the address bar; a person who clicks into the page has it there. */
  const bringToFront = async (): Promise<void> => {
    await bidi.send('browsingContext.activate', { context });
    await around.inChrome('gBrowser.selectedBrowser.focus()');
  };
  if (around.fixedViewport) await setViewport();

  return makePage({
    goto: async url => {
      // Firefox reports no load event for extension pages, so those are asked until they say complete.
      const own = url.startsWith('moz-extension:');
      await bidi.send('browsingContext.navigate', { context, url, wait: own ? 'none' : 'complete' });
      if (own) {
        await until(`${url} has loaded`, () =>
          evaluate(`location.href === ${JSON.stringify(url)} && document.readyState === 'complete'`).catch(() => false),
        );
      }
      await bringToFront();
    },
    evaluateExpression: evaluate,
    evaluateInContentScript: () => Promise.reject(new Error('Firefox gives no way into a content script')),
    click: async (x, y) => {
      await mouse(x, y, { type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 });
    },
    hover: async (x, y) => {
      await mouse(x, y);
    },
    dragFrom: async (x, y) => {
      const steps = [10, 20, 40, 80].map(by => ({ type: 'pointerMove', x: Math.round(x + by), y: Math.round(y) }));
      await mouse(x, y, { type: 'pointerDown', button: 0 }, ...steps, { type: 'pointerUp', button: 0 });
    },
    key: async (key, { shift = false } = {}) => {
      const held = shift ? [{ type: 'keyDown', value: SHIFT }] : [];
      const released = shift ? [{ type: 'keyUp', value: SHIFT }] : [];
      await keyboard([...held, ...press(KEYS[key]), ...released]);
    },
    type: async text => {
      await keyboard([...text].flatMap(press));
    },
    chooseFiles: async (press, paths) => {
      const opened = within(
        10_000,
        'the file chooser',
        new Promise<FileDialog>(resolve =>
          bidi.once('input.fileDialogOpened', params => resolve(params as unknown as FileDialog)),
        ),
      );
      await press();
      const { element } = await opened;
      const at = Date.now();
      await bidi.send('input.setFiles', { context, element, files: paths });
      return at;
    },
    dropFiles: async (x, y, paths, text) => {
      await evaluate(expressionOf(prepareDrop, [x, y, await Promise.all(paths.map(handFile)), text]));
      const script = `data:,${encodeURIComponent(DROP_AS_BROWSER)}`;
      await around.inChrome(
        `gBrowser.selectedBrowser.messageManager.loadFrameScript(${JSON.stringify(script)}, false)`,
      );
      await until('the drop has arrived', () => evaluate(`globalThis.__drop === undefined`));
    },
    paste: () => Promise.reject(new Error('a Firefox without a screen pastes nothing')),
    // Firefox draws these without `backdrop-filter`: what is blurred on a screen looks merely dark here.
    screenshot: async (path, { fullPage = false, clip } = {}) => {
      const shot = await bidi.send('browsingContext.captureScreenshot', {
        context,
        origin: fullPage ? 'document' : 'viewport',
        ...(clip === undefined ? {} : { clip: { type: 'box', ...clip } }),
      });
      const png = Buffer.from(String(shot['data']), 'base64');
      if (path !== null) await writeFile(path, png);
      return png;
    },
    setViewport,
    // Firefox has no command for these; they are preferences of the whole browser.
    emulate: async ({ colorScheme, reducedMotion }) => {
      if (colorScheme !== undefined) {
        const value = colorScheme === 'dark' ? 0 : 1;
        await around.inChrome(
          `Services.prefs.setIntPref('layout.css.prefers-color-scheme.content-override', ${value})`,
        );
      }
      if (reducedMotion !== undefined) {
        await around.inChrome(`Services.prefs.setIntPref('ui.prefersReducedMotion', ${reducedMotion ? 1 : 0})`);
      }
    },
    bringToFront,
    close: async () => {
      await bidi.send('browsingContext.close', { context });
    },
    readAloud: async () => null,
    counters: async () => null,
    ownTime: async during => {
      await during();
      return null;
    },
    consoleErrors: () => errors,
  });
}
