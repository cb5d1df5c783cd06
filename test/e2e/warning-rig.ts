/**
 * The ground on which the warning is tested: a throw-away extension that holds nothing else, and a page that fights it
 * with everything a page has. Its listeners stand in the first script of the head and it traps the focus, under a
 * strict Content Security Policy with Trusted Types.
 */
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Look, WarningSubject } from '../../src/content/warning.tsx';
import { type Browser, launch } from '../support/browser.ts';
import type { BrowserKind } from '../support/ensure-browsers.ts';
import type { Page } from '../support/page.ts';
import { stretchTexts } from '../support/stretched.ts';
import { sleep } from '../support/timing.ts';
import { startTlsServer } from '../support/tls-server.ts';
import type { Seen } from './warning-probe.ts';

export const SUBJECT: WarningSubject = {
  variant: 'exact',
  act: 'share',
  names: [],
  publisher: 'A <b>publisher</b>',
  listName: 'A <b>named</b> keeper',
  mayGoOn: true,
};

/** Longer than the warning refuses to be answered. */
export const READING_MS = 650;

const ORIGIN = 'https://www.instagram.com';
const CSP =
  "default-src 'none'; script-src 'nonce-page'; style-src 'nonce-page'; img-src data:; form-action 'none'; base-uri 'none'; " +
  "require-trusted-types-for 'script'; trusted-types 'none'";

const HOSTILE_PAGE = `<!doctype html><html lang="en"><head><title>Hostile</title><link rel="icon" href="data:,"><script nonce="page">
  const log = window.log = [];
  const kinds = ['pointerdown', 'pointerup', 'pointermove', 'pointerover', 'mousedown', 'mouseup', 'mousemove', 'mouseover',
    'click', 'auxclick', 'dblclick', 'contextmenu', 'touchstart', 'keydown', 'keypress', 'keyup', 'focus', 'blur', 'focusin',
    'focusout', 'submit', 'input', 'change', 'cancel', 'close', 'selectstart', 'selectionchange', 'copy',
    'securitypolicyviolation'];
  // Once the warning is gone, the mouse is over the page again; that is news which the page may have.
  const hover = new Set(['pointerover', 'mouseover', 'selectionchange']);
  for (const kind of kinds) addEventListener(kind, event => {
    const asked = document.elementFromPoint(1, 1)?.localName.includes('-');
    if (asked || !hover.has(kind)) log.push(kind);
  }, true);
  document.addEventListener('keydown', event => {
    if (event.key !== 'Tab') return;
    event.preventDefault();
    document.getElementById('trap').focus();
  }, true);
  document.addEventListener('focusin', event => {
    if (window.trapping && event.target.id !== 'trap') document.getElementById('trap').focus();
  });
</script></head><body style="height: 5000px">
  <button id="share">Share</button> <button id="trap">Trap</button>
  <style nonce="page">
    #rival, #popover, #screen { background: red; }
    #rival, #popover { box-sizing: border-box; width: 100vw; height: 100vh; max-width: none; max-height: none; }
  </style>
  <dialog id="rival"><button>Click here to win</button></dialog>
  <div id="popover" popover="manual">Click here to win</div>
  <div id="screen"></div>
</body></html>`;

export interface Rig {
  readonly browser: Browser;
  /** A fresh page; the focus is on its share button, and what it heard so far is forgotten. */
  open(options?: { readonly openRoot?: boolean; readonly hostile?: boolean }): Promise<Scene>;
  close(): Promise<void>;
}

export interface Scene {
  readonly page: Page;
  look(): Promise<Seen>;
  /** Asks and waits until the warning may be answered. */
  ask(subject?: Partial<WarningSubject>, readingMs?: number): Promise<Seen>;
  /** How the next questions look; until then in the first layout, for an adult. */
  dress(look: Partial<Look>): Promise<void>;
  abort(): Promise<void>;
  /** A mouse click in the middle of a control, by its name. */
  press(name: string): Promise<void>;
  /** Kinds of events that the page heard since it was opened: none, if all is well. */
  heard(): Promise<readonly string[]>;
}

async function buildExtension(stretched: boolean): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'consentry-warning-'));
  await build({
    entryPoints: [fileURLToPath(new URL('./warning-probe.ts', import.meta.url))],
    bundle: true,
    format: 'iife',
    target: ['chrome148', 'firefox140'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    outfile: join(dir, 'content.js'),
  });
  await cp(fileURLToPath(new URL('../../public/_locales', import.meta.url)), join(dir, '_locales'), {
    recursive: true,
  });
  if (stretched) await stretchTexts(dir);
  await writeFile(join(dir, 'background.js'), '');
  const manifest = {
    manifest_version: 3,
    name: 'Warning under test',
    version: '1',
    default_locale: 'en',
    background: { service_worker: 'background.js', scripts: ['background.js'] },
    browser_specific_settings: { gecko: { id: 'warning@consentry.test' } },
    host_permissions: [`${ORIGIN}/*`],
    content_scripts: [{ matches: [`${ORIGIN}/*`], js: ['content.js'], run_at: 'document_start' }],
  };
  await writeFile(join(dir, 'manifest.json'), JSON.stringify(manifest));
  return dir;
}

/** Speaks with the content script; events of this name are no input, so the warning lets them through. */
function converse(request: {
  readonly ask?: WarningSubject;
  readonly look?: Partial<Look>;
  readonly abort?: boolean;
}): unknown {
  let answer = '';
  document.addEventListener('probed', event => (answer = (event as CustomEvent<string>).detail), { once: true });
  document.dispatchEvent(new CustomEvent('probe', { detail: JSON.stringify(request) }));
  return JSON.parse(answer);
}

function sceneOf(page: Page): Scene {
  const look = async () => (await page.evaluate(converse, {})) as Seen;
  return {
    page,
    look,
    async ask(subject = {}, readingMs = READING_MS) {
      await page.evaluate(converse, { ask: { ...SUBJECT, ...subject } });
      await sleep(readingMs);
      return look();
    },
    async dress(look) {
      await page.evaluate(converse, { look });
    },
    async abort() {
      await page.evaluate(converse, { abort: true });
    },
    async press(name) {
      const control = (await look()).controls.find(control => control.name === name);
      if (control === undefined) throw new Error(`no control ${name}`);
      await page.click(control.x, control.y);
    },
    heard: () => page.evaluate<readonly string[]>('log'),
  };
}

export interface RigOptions {
  readonly locale?: string;
  /** With texts that are longer than those of any language of ours. */
  readonly stretched?: boolean;
}

export async function launchRig(kind: BrowserKind, options: RigOptions = {}): Promise<Rig> {
  const { locale = 'en-US', stretched = false } = options;
  const [dir, server] = await Promise.all([buildExtension(stretched), startTlsServer()]);
  server.route('www.instagram.com', ({ path }) => ({
    headers: { 'content-type': 'text/html', ...(path === '/hostile' ? { 'content-security-policy': CSP } : {}) },
    body: HOSTILE_PAGE.replaceAll(path === '/hostile' ? ' style="height: 5000px"' : ' nonce="page"', ''),
  }));
  const browser = await launch(kind, { server, extensionDir: dir, locale });
  const page = await browser.newPage();
  let visits = 0;
  return {
    browser,
    async open({ openRoot = false, hostile = true } = {}) {
      await page.setViewport({ width: 1000, height: 800, deviceScaleFactor: 1 });
      await page.goto(`${ORIGIN}/${hostile ? 'hostile' : 'plain'}?${visits++}${openRoot ? '#open' : ''}`);
      await page.clickOn('#share');
      await page.evaluate('((log.length = 0), (window.trapping = true))');
      return sceneOf(page);
    },
    async close() {
      await browser.close();
      await server.close();
      await rm(dir, { recursive: true });
    },
  };
}
