/** A browser with the extension in front of the pretend sites besides Instagram, all of them allowed. */
import { KNOWN_SITES, originsOfSite } from '../../src/core/sites.ts';
import type { PageStatus } from '../../src/platform/messages.ts';
import type { Reached } from '../fixtures/pretend-instagram/model.ts';
import { PLACES, type PretendSiteId } from '../fixtures/pretend-sites/model.ts';
import { createPretendSites, type PretendSites } from '../fixtures/pretend-sites/server.ts';
import { ask } from './ask.ts';
import { type Browser, launch } from './browser.ts';
import type { BrowserKind } from './ensure-browsers.ts';
import type { Page } from './page.ts';
import { extensionAllowed } from './permitted-extension.ts';
import { openTab } from './stage.ts';
import { sleep, until } from './timing.ts';
import { startTlsServer, type TlsServer } from './tls-server.ts';

/** A site without adapter, which the person has added. */
const OWN_SITE = 'pictures.example';

export interface SiteStage {
  readonly server: TlsServer;
  readonly sites: PretendSites;
  readonly browser: Browser;
  /** A page of the extension, through which tests ask what the popup would ask. */
  readonly probe: Page;
  /** Opens a site's feed in a new tab, in front; `look` is the query. */
  open(site: PretendSiteId, look?: string): Promise<Page>;
  /** What the content script reports of the newest tab of the site. */
  status(site: PretendSiteId): Promise<PageStatus>;
  /** What stands on the toolbar button of that tab. */
  badge(site: PretendSiteId): Promise<string>;
  close(): Promise<void>;
}

export async function setSiteStage(kind: BrowserKind, posts: number): Promise<SiteStage> {
  const server = await startTlsServer();
  const sites = await createPretendSites(server, posts);
  const allowed = [...KNOWN_SITES.flatMap(originsOfSite), `https://${OWN_SITE}/*`];
  const extension = await extensionAllowed(kind, allowed);
  const browser = await launch(kind, { server, extensionDir: extension.dir });
  const probe = await browser.openExtensionPage('options/options.html');
  await ask(probe, 'changeSettings', { ownSites: [OWN_SITE] });
  await until('the scripts are registered', () =>
    probe.evaluate(async (page: string) => {
      // biome-ignore lint/suspicious/noExplicitAny: the extension API of whichever browser this runs in
      const api = (globalThis as any).browser ?? (globalThis as any).chrome;
      const scripts = await api.scripting.getRegisteredContentScripts();
      return scripts.some(({ matches }: { matches: string[] }) => matches.includes(page));
    }, `https://${OWN_SITE}/*`),
  );
  return {
    server,
    sites,
    browser,
    probe,
    async open(site, look = '') {
      // What was shared anyway on one site is not asked about on the next.
      await probe.evaluate(`(globalThis.browser ?? chrome).storage.session.remove('answers')`);
      return openTab(browser, `${sites.origin(site)}${PLACES[site].feed}?${look}`);
    },
    status: site =>
      until(`the content script of ${site}`, () =>
        probe.evaluate(async (origin: string) => {
          // biome-ignore lint/suspicious/noExplicitAny: the extension API of whichever browser this runs in
          const api = (globalThis as any).browser ?? (globalThis as any).chrome;
          const tab = (await api.tabs.query({ url: `${origin}/*` })).at(-1);
          if (tab === undefined) return null;
          const call = { api: 'tab', method: 'status', args: [] };
          const answer = await api.tabs.sendMessage(tab.id, call, { frameId: 0 }).catch(() => null);
          return answer?.ok ? answer.value : null;
        }, sites.origin(site)),
      ),
    badge: site =>
      probe.evaluate(async (origin: string) => {
        // biome-ignore lint/suspicious/noExplicitAny: the extension API of whichever browser this runs in
        const api = (globalThis as any).browser ?? (globalThis as any).chrome;
        const tab = (await api.tabs.query({ url: `${origin}/*` })).at(-1);
        return api.action.getBadgeText({ tabId: tab?.id });
      }, sites.origin(site)),
    async close() {
      await browser.close();
      await server.close();
      await extension.remove();
    },
  };
}

/** Presses the page's own control for `action` on the n-th post, as a person would, and tells the post's picture. */
export async function pressOn(page: Page, action: Reached['action'], stem: string): Promise<void> {
  const point = await page.waitFor(
    `${action} of ${stem}`,
    async (action: string, stem: string) => {
      const within = (root: ParentNode): HTMLElement[] =>
        [...root.querySelectorAll<HTMLElement>('*')].flatMap(element => [
          element,
          ...(element.shadowRoot === null ? [] : within(element.shadowRoot)),
        ]);
      const control = within(document).find(element => {
        const meaning = window.__controls.get(element)?.();
        return meaning?.action === action && meaning.mediaStem === stem;
      });
      if (control === undefined) return null;
      control.scrollIntoView({ block: 'center', behavior: 'instant' });
      await new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      const { x, y, width, height } = control.getBoundingClientRect();
      return width > 0 ? { x: x + width / 2, y: y + height / 2 } : null;
    },
    action,
    stem,
  );
  await sleep(50); // the scroll is painted
  await page.click(point.x, point.y);
}
