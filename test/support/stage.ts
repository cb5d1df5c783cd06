/** A browser with the extension in front of the pretend Instagram, and the few things that every such test does. */

import type { PageStatus } from '../../src/platform/messages.ts';
import {
  createPretendInstagram,
  type PretendInstagram,
  type PretendPost,
} from '../fixtures/pretend-instagram/server.ts';
import { type Browser, launch } from './browser.ts';
import type { BrowserKind } from './ensure-browsers.ts';
import { dist, extensionWithList, type ListedHashes, type TestExtension } from './extension.ts';
import type { Page } from './page.ts';
import { until } from './timing.ts';
import { startTlsServer, type TlsServer } from './tls-server.ts';

export interface Stage {
  readonly server: TlsServer;
  readonly site: PretendInstagram;
  readonly browser: Browser;
  /** A page of the extension, through which tests ask what the popup would ask. */
  readonly probe: Page;
  /** Opens an address of the site in a new tab, in front. */
  open(path: string): Promise<Page>;
  /** What the content script reports of the tab whose address starts with `path`. */
  status(path?: string): Promise<PageStatus>;
  /** As if the browser had been started anew: what was shared anyway is asked about again. */
  forgetAnswers(): Promise<void>;
  close(): Promise<void>;
}

type Wanted = readonly string[] | ListedHashes | TestExtension | null;

async function extensionFor(kind: BrowserKind, wanted: Wanted): Promise<TestExtension | null> {
  if (wanted === null || 'dir' in wanted) return wanted;
  return extensionWithList(kind, 'pictures' in wanted ? wanted : { pictures: wanted, videos: [] });
}

/** Opens an address in a new tab, in front; `width=390` in its query is the width of the window. */
export async function openTab(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage();
  const width = Number(new URL(url).searchParams.get('width'));
  if (width > 0) await page.setViewport({ width, height: 844, deviceScaleFactor: 1 });
  await page.goto(url);
  await page.bringToFront();
  return page;
}

/**
 * The extension is the one that ships, another (removed with the stage), or one whose only list holds these hashes: 64
 * hex digits each, of pictures, or of pictures and videos.
 */
export async function setStage(
  kind: BrowserKind,
  posts: readonly PretendPost[],
  wanted: Wanted = null,
): Promise<Stage> {
  const server = await startTlsServer();
  const site = await createPretendInstagram({ server, posts });
  const extension = await extensionFor(kind, wanted);
  const browser = await launch(kind, { server, extensionDir: extension?.dir ?? dist(kind) });
  const probe = await browser.openExtensionPage('options/options.html');

  const status = (path = '/'): Promise<PageStatus> =>
    until(`the content script of ${path}`, () =>
      probe.evaluate(async (url: string) => {
        // biome-ignore lint/suspicious/noExplicitAny: the extension API of whichever browser this runs in
        const api = (globalThis as any).browser ?? (globalThis as any).chrome;
        const tabs = await api.tabs.query({ url: 'https://www.instagram.com/*' });
        const tab = tabs.filter((candidate: { url: string }) => candidate.url.startsWith(url)).at(-1);
        if (tab === undefined) return null;
        const call = { api: 'tab', method: 'status', args: [] };
        const answer = await api.tabs.sendMessage(tab.id, call, { frameId: 0 }).catch(() => null);
        return answer?.ok ? answer.value : null;
      }, `${site.origin}${path}`),
    );

  return {
    server,
    site,
    browser,
    probe,
    status,
    open: path => openTab(browser, `${site.origin}${path}`),
    forgetAnswers: () => probe.evaluate<void>(`(globalThis.browser ?? chrome).storage.session.remove('answers')`),
    async close() {
      await browser.close();
      await server.close();
      await extension?.remove();
    },
  };
}
