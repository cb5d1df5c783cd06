/**
 * Chromium by puppeteer-core, over a pipe. Host names are mapped to the test server, whose key is accepted by its
 * hash: with --ignore-certificate-errors Chromium would store nothing in its HTTP cache, and every measurement of
 * "was it downloaded twice" would lie.
 */
import puppeteer, { type CDPSession, type Page as Tab, type Target } from 'puppeteer-core';
import type { Browser, LaunchOptions } from './browser.ts';
import { browserProgram } from './ensure-browsers.ts';
import { asJson, expressionOf, fromJson, type Key, makePage, type Page } from './page.ts';
import { ownTime } from './profile.ts';
import { readAloud } from './read-aloud.ts';
import { until, within } from './timing.ts';
import { hasWelcome } from './welcome.ts';

const LIMIT_MS = 30_000;
const PROFILE = '--user-data-dir=';
const WINDOW = { width: 1280, height: 900, deviceScaleFactor: 1 };

/** Isolated worlds of extensions in the top frame, newest last, kept up to date by the debugger's events. */
function watchContentScripts(session: CDPSession, frameId: () => string): () => number | null {
  const contexts = new Map<number, string>();
  session.on('Runtime.executionContextCreated', ({ context }) => {
    const data = context.auxData as { type?: string; frameId?: string } | undefined;
    if (data?.type !== 'isolated' || !context.origin.startsWith('chrome-extension://')) return;
    if (data.frameId !== undefined) contexts.set(context.id, data.frameId);
  });
  session.on('Runtime.executionContextDestroyed', ({ executionContextId }) => contexts.delete(executionContextId));
  session.on('Runtime.executionContextsCleared', () => contexts.clear());
  return () => [...contexts].findLast(([, frame]) => frame === frameId())?.[0] ?? null;
}

function watchErrors(session: CDPSession): readonly string[] {
  const errors: string[] = [];
  session.on('Runtime.exceptionThrown', ({ exceptionDetails: { text, exception, url = '' } }) =>
    errors.push(`javascript: ${exception?.description ?? text} (${url})`),
  );
  session.on('Runtime.consoleAPICalled', ({ type, args }) => {
    if (type !== 'error' && type !== 'assert') return;
    errors.push(`console: ${args.map(arg => arg.value ?? arg.description).join(' ')}`);
  });
  session.on('Log.entryAdded', ({ entry: { level, source, text, url = '' } }) => {
    if (level === 'error') errors.push(`${source}: ${text} (${url})`);
  });
  return errors;
}

async function adopt(tab: Tab): Promise<Page> {
  const session = await tab.createCDPSession();
  const { frameTree } = await session.send('Page.getFrameTree');
  let frameId = frameTree.frame.id;
  session.on('Page.frameNavigated', ({ frame }) => {
    if (frame.parentId === undefined) frameId = frame.id;
  });
  const errors = watchErrors(session);
  const contentScript = watchContentScripts(session, () => frameId);
  await Promise.all([session.send('Runtime.enable'), session.send('Log.enable'), session.send('Page.enable')]);

  /** Not tab.evaluate: that pretends a user gesture, which would give the page rights that it has not earned. */
  const evaluate = async (expression: string, contextId?: number): Promise<unknown> => {
    const { result, exceptionDetails } = await within(
      LIMIT_MS,
      'evaluate',
      session.send('Runtime.evaluate', {
        expression: asJson(expression),
        awaitPromise: true,
        returnByValue: true,
        ...(contextId === undefined ? {} : { contextId }),
      }),
    );
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return fromJson(result.value);
  };

  return makePage({
    goto: async url => {
      await tab.goto(url, { waitUntil: 'load', timeout: LIMIT_MS });
      await tab.bringToFront(); // a hidden tab gets no animation frames
    },
    evaluateExpression: expression => evaluate(expression),
    evaluateInContentScript: async expression =>
      evaluate(expression, await until('a content script in the page', contentScript)),
    click: (x, y) => tab.mouse.click(x, y),
    hover: (x, y) => tab.mouse.move(x, y),
    dragFrom: async (x, y) => {
      await tab.mouse.move(x, y);
      await tab.mouse.down();
      await tab.mouse.move(x + 80, y, { steps: 8 });
      await tab.mouse.up();
    },
    key: async (key: Key, { shift = false } = {}) => {
      if (shift) await tab.keyboard.down('Shift');
      await tab.keyboard.press(key);
      if (shift) await tab.keyboard.up('Shift');
    },
    type: text => tab.keyboard.type(text),
    chooseFiles: async (press, paths) => {
      const [chooser] = await Promise.all([tab.waitForFileChooser({ timeout: LIMIT_MS }), press()]);
      const at = Date.now();
      await chooser.accept([...paths]);
      return at;
    },
    dropFiles: async (x, y, paths, text) => {
      const items = [{ mimeType: 'text/plain', data: text }];
      const data = { items, files: [...paths], dragOperationsMask: 1 };
      for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
        await session.send('Input.dispatchDragEvent', { type, x, y, data });
      }
    },
    paste: async () => {
      await tab.keyboard.down('Control');
      await tab.keyboard.press('v', { commands: ['Paste'] });
      await tab.keyboard.up('Control');
    },
    screenshot: (path, { fullPage = false, clip } = {}) =>
      tab.screenshot({
        fullPage,
        ...(path === null ? {} : { path: path as `${string}.png` }),
        ...(clip === undefined ? {} : { clip: { ...clip } }),
      }),
    setViewport: viewport => tab.setViewport({ ...viewport }),
    // Not tab.emulateMediaFeatures: it knows nothing of forced colours.
    emulate: async ({ colorScheme, reducedMotion, forcedColors }) => {
      await session.send('Emulation.setEmulatedMedia', {
        features: [
          ...(colorScheme === undefined ? [] : [{ name: 'prefers-color-scheme', value: colorScheme }]),
          ...(reducedMotion === undefined
            ? []
            : [{ name: 'prefers-reduced-motion', value: reducedMotion ? 'reduce' : 'no-preference' }]),
          ...(forcedColors === undefined ? [] : [{ name: 'forced-colors', value: forcedColors ? 'active' : 'none' }]),
        ],
      });
    },
    readAloud: async () => readAloud((await session.send('Accessibility.getFullAXTree')).nodes),
    bringToFront: () => tab.bringToFront(),
    close: () => tab.close(),
    counters: async () => {
      await session.send('HeapProfiler.collectGarbage');
      const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters');
      return { nodes, listeners: jsEventListeners };
    },
    ownTime: async during => {
      await session.send('Profiler.enable');
      await session.send('Profiler.setSamplingInterval', { interval: 500 });
      await session.send('Profiler.start');
      await during();
      return ownTime((await session.send('Profiler.stop')).profile);
    },
    consoleErrors: () => errors,
  });
}

export async function launchChromium(options: LaunchOptions): Promise<Browser> {
  const { server, extensionDir, headless = true, locale = 'en-US' } = options;
  const root = process.getuid?.() === 0;
  const browser = await puppeteer.launch({
    executablePath: browserProgram('chromium'),
    headless,
    pipe: true, // needed by enableExtensions, which also works in branded Chrome, where --load-extension is gone
    enableExtensions: true,
    protocolTimeout: 60_000,
    defaultViewport: headless ? WINDOW : null,
    ...(headless ? {} : { ignoreDefaultArgs: ['--enable-automation'] }), // its bar would frighten a person
    env: { ...process.env, LANGUAGE: locale },
    args: [
      ...(root ? ['--no-sandbox'] : []),
      `--host-resolver-rules=MAP * 127.0.0.1:${server.port}`,
      `--ignore-certificate-errors-spki-list=${server.spki}`,
      '--no-proxy-server',
      '--disable-quic',
      '--autoplay-policy=no-user-gesture-required',
      '--hide-crash-restore-bubble',
      `--window-size=${WINDOW.width},${WINDOW.height}`,
      `--lang=${locale}`,
      `--accept-lang=${locale}`,
    ],
  });
  const closed = new Promise<void>(resolve => browser.once('disconnected', () => resolve()));
  const close = async (): Promise<void> => {
    const child = browser.process();
    try {
      await within(10_000, 'closing Chromium', browser.close());
    } catch {
      child?.kill('SIGKILL'); // it did not answer; its children end with it
    }
  };

  try {
    const id = extensionDir === undefined ? null : await browser.installExtension(extensionDir);
    const isBackground = (target: Target): boolean =>
      target.type() === 'service_worker' && target.url().startsWith(`chrome-extension://${id}/`);
    const background = (): Target | null => browser.targets().find(isBackground) ?? null;
    if (id !== null) await until('the background has started', background);
    if (headless && extensionDir !== undefined && (await hasWelcome(extensionDir))) {
      const isOwnTab = (target: Target): boolean => target.type() === 'page' && target.url().includes(`//${id}/`);
      const welcome = await until('the welcome page has opened', () => browser.targets().find(isOwnTab));
      await (await welcome.page())?.close(); // it would come to lie over the first page of the test
    }

    let spare: Tab | undefined = (await browser.pages())[0];
    const newPage = async (): Promise<Page> => {
      const tab = spare ?? (await browser.newPage());
      spare = undefined;
      return adopt(tab);
    };
    const extensionOrigin = id === null ? null : `chrome-extension://${id}`;
    return {
      kind: 'chromium',
      version: await browser.version(),
      extensionOrigin,
      profileDir:
        (browser.process()?.spawnargs ?? []).find(arg => arg.startsWith(PROFILE))?.slice(PROFILE.length) ?? '',
      newPage,
      openExtensionPage: async path => {
        const page = await newPage();
        await page.goto(`${extensionOrigin}/${path}`);
        return page;
      },
      backgroundState: async () => (background() === null ? 'stopped' : 'running'),
      killBackground: async () => {
        // An open page can wake the next one before anybody has seen that there was none.
        const ended = background();
        await (await ended?.worker())?.close();
        await until('the background has ended', () => background() === null || background() !== ended);
      },
      evaluateInBackground: (async (fn: (...args: never[]) => unknown, ...args: readonly unknown[]) => {
        const target = await browser.waitForTarget(isBackground, { timeout: LIMIT_MS });
        const worker = await target.worker();
        return fromJson(await worker?.evaluate(asJson(expressionOf(fn, args))));
      }) as Browser['evaluateInBackground'],
      closed,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
