/**
 * `npm run demo`: a real browser with the extension in front of a pretend Instagram, nothing of which leaves this
 * computer. With a display the window is yours; without one, or with --headless, a guided tour drives it instead.
 *   --browser chromium|firefox   --headless   --json (one object on stdout, for machines; implies --headless)
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createPretendInstagram } from '../fixtures/pretend-instagram/server.ts';
import { launch } from '../support/browser.ts';
import { type BrowserKind, ensureBrowsers } from '../support/ensure-browsers.ts';
import { dist } from '../support/extension.ts';
import { startTlsServer } from '../support/tls-server.ts';
import { CLEAR, demoPosts, LISTED, LISTED_ALTERED } from './feed.ts';
import { tour } from './tour.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

const hasDisplay = (): boolean =>
  !process.env['CI'] &&
  (process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']));

function newestChange(path: string): number {
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return mtimeMs;
  const inside = readdirSync(path, { recursive: true, encoding: 'utf8' });
  return Math.max(mtimeMs, ...inside.map(name => statSync(join(path, name)).mtimeMs));
}

function buildIfNeeded(kind: BrowserKind): void {
  const built = join(dist(kind), 'manifest.json');
  const sources = ['src', 'public', 'manifest.json', 'build.mjs'].map(name => newestChange(join(root, name)));
  if (existsSync(built) && statSync(built).mtimeMs > Math.max(...sources)) return;
  console.error('Building the extension ...');
  const { status } = spawnSync(process.execPath, ['build.mjs'], { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error('The extension could not be built; see above.');
}

async function openWindow(kind: BrowserKind): Promise<void> {
  const server = await startTlsServer();
  const posts = await demoPosts();
  const site = await createPretendInstagram({ server, posts });
  const caption = (place: number): string => `"${posts[place]?.caption ?? ''}"`;
  const browser = await launch(kind, { server, extensionDir: dist(kind), headless: false });
  try {
    const page = await browser.newPage();
    await page.goto(`${site.origin}/`);
    console.log(`
${browser.version} is open on a pretend Instagram: drawings, invented names, no network.
Two drawings are on the practice list; one of them was mirrored, made smaller and encoded again.

  - Press Share at ${caption(CLEAR)} and nothing gets in the way.
  - Press Share at ${caption(LISTED)} or ${caption(LISTED_ALTERED)} and you are asked first.
  - Open the extension's popup to see what was checked on this page.

Close the window (or press Ctrl+C here) to end.`);
    await browser.closed;
  } finally {
    await browser.close();
    await server.close();
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      browser: { type: 'string', default: 'chromium' },
      headless: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const kind = values.browser;
  if (kind !== 'chromium' && kind !== 'firefox') throw new Error('--browser is chromium or firefox');
  buildIfNeeded(kind);
  ensureBrowsers([kind]);
  if (!values.headless && !values.json && hasDisplay()) return openWindow(kind);

  const say = values.json ? console.error : console.log;
  const { result, asExpected } = await tour(kind, say);
  if (values.json) console.log(JSON.stringify(result));
  process.exitCode = asExpected ? 0 : 1;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
