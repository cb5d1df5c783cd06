/**
 * Firefox by WebDriver BiDi. Host names lead to the test server through a CONNECT proxy; the extension is installed
 * temporarily and unsigned, under an origin that is fixed beforehand.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bidi, connectBidi } from './bidi.ts';
import type { Browser, LaunchOptions } from './browser.ts';
import { startConnectProxy } from './connect-proxy.ts';
import { browserProgram } from './ensure-browsers.ts';
import { adoptContext } from './firefox-page.ts';
import { until, within } from './timing.ts';
import { hasWelcome } from './welcome.ts';

const EXTENSION_UUID = '7c0a5e2e-0f5b-4c53-9f0c-2d1c5f2b9a10';
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const OWN = `moz-extension://${EXTENSION_UUID}`;

async function geckoId(extensionDir: string): Promise<string> {
  const manifest = JSON.parse(await readFile(join(extensionDir, 'manifest.json'), 'utf8')) as {
    browser_specific_settings?: { gecko?: { id?: string } };
  };
  const id = manifest.browser_specific_settings?.gecko?.id;
  if (id === undefined) throw new Error(`${extensionDir}: the manifest names no gecko id`);
  return id;
}

function preferences(options: LaunchOptions, proxyPort: number, id: string | null): string {
  const { locale = 'en-US', grantHosts = true, allowWhatIsAsked = false } = options;
  const values: Readonly<Record<string, string | number | boolean>> = {
    'network.proxy.type': 1,
    'network.proxy.ssl': '127.0.0.1',
    'network.proxy.ssl_port': proxyPort,
    'network.proxy.http': '127.0.0.1', // answers 502: nothing leaves this computer
    'network.proxy.http_port': proxyPort,
    'network.proxy.allow_hijacking_localhost': true,
    'network.captive-portal-service.enabled': false,
    'network.connectivity-service.enabled': false,
    'app.update.enabled': false,
    'browser.aboutwelcome.enabled': false,
    'browser.safebrowsing.malware.enabled': false,
    'browser.safebrowsing.phishing.enabled': false,
    'browser.shell.checkDefaultBrowser': false,
    'browser.startup.page': 0,
    'datareporting.policy.dataSubmissionEnabled': false,
    'extensions.originControls.grantByDefault': grantHosts,
    'extensions.update.enabled': false,
    'extensions.webextOptionalPermissionPrompts': !allowWhatIsAsked,
    'intl.accept_languages': locale,
    'intl.locale.requested': locale,
    'media.autoplay.default': 0,
    ...(id === null ? {} : { 'extensions.webextensions.uuids': JSON.stringify({ [id]: EXTENSION_UUID }) }),
  };
  return Object.entries(values)
    .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
    .join('');
}

/** The address that Firefox announces on stderr. */
const bidiAddress = (child: ChildProcess): Promise<string> =>
  within(
    60_000,
    'Firefox starting',
    new Promise((resolve, reject) => {
      let text = '';
      child.stderr?.on('data', (chunk: Buffer) => {
        text += chunk.toString();
        const found = /WebDriver BiDi listening on (ws:\/\/\S+)/.exec(text)?.[1];
        if (found !== undefined) resolve(found);
      });
      child.once('error', reject);
      child.once('exit', code => reject(new Error(`Firefox ended with ${code}:\n${text.slice(-2000)}`)));
    }),
  );

interface Tab {
  readonly context: string;
  readonly url: string;
}

const contexts = async (bidi: Bidi, params = {}): Promise<readonly Tab[]> => {
  const tree = await bidi.send('browsingContext.getTree', { maxDepth: 0, ...params });
  return tree['contexts'] as readonly Tab[];
};

/** Evaluates in the browser's own scope, where add-ons and preferences are managed. */
async function evaluateInChrome(bidi: Bidi, expression: string): Promise<unknown> {
  const [chrome] = await contexts(bidi, { 'moz:scope': 'chrome' });
  if (chrome === undefined) throw new Error('Firefox shows no window');
  return bidi.evaluate(chrome.context, expression);
}

export async function launchFirefox(options: LaunchOptions): Promise<Browser> {
  const { server, extensionDir, headless = true } = options;
  const id = extensionDir === undefined ? null : await geckoId(extensionDir);
  const program = browserProgram('firefox');
  const profile = await mkdtemp(join(tmpdir(), 'consentry-firefox-'));
  const proxy = await startConnectProxy(server.port);
  await writeFile(join(profile, 'user.js'), preferences(options, proxy.port, id));

  const child = spawn(
    program,
    [
      ...(headless ? ['--headless'] : []),
      '--no-remote',
      '--new-instance',
      '--profile',
      profile,
      '--remote-debugging-port=0',
      '--remote-allow-system-access', // else moz-extension pages cannot be opened nor the event page ended
    ],
    { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, MOZ_CRASHREPORTER_DISABLE: '1' } },
  );
  const endWithUs = (): void => {
    child.kill('SIGKILL');
    rmSync(profile, { recursive: true, force: true });
  };
  const onSignal = (): never => process.exit(130); // so that endWithUs runs; puppeteer does the same
  process.once('exit', endWithUs);
  for (const signal of SIGNALS) process.once(signal, onSignal);
  const closed = new Promise<void>(resolve => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve()); // it never started
  }).then(async () => {
    process.off('exit', endWithUs);
    for (const signal of SIGNALS) process.off(signal, onSignal);
    await proxy.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  });

  let connected: Bidi | null = null;
  const close = async (): Promise<void> => {
    try {
      if (connected === null) throw new Error('Firefox does not listen');
      await connected.send('browser.close');
      await within(10_000, 'Firefox ending', closed);
    } catch {
      child.kill('SIGKILL'); // it cannot be asked, or did not obey
    }
    connected?.close();
    await closed;
  };

  try {
    const bidi = await connectBidi(`${await bidiAddress(child)}/session`);
    connected = bidi;
    const { capabilities } = (await bidi.send('session.new', {
      capabilities: { alwaysMatch: { acceptInsecureCerts: true, unhandledPromptBehavior: { file: 'ignore' } } },
    })) as { capabilities: { browserName: string; browserVersion: string } };
    await bidi.send('session.subscribe', { events: ['log.entryAdded', 'input.fileDialogOpened'] });
    if (extensionDir !== undefined) {
      await bidi.send('webExtension.install', { extensionData: { type: 'path', path: extensionDir } });
    }
    const inExtension = (expression: string): Promise<unknown> =>
      evaluateInChrome(bidi, `WebExtensionPolicy.getByID(${JSON.stringify(id)}).extension.${expression}`);
    const state = async (): Promise<'running' | 'stopped'> =>
      (await inExtension('backgroundState')) === 'running' ? 'running' : 'stopped';
    if (id !== null) await until('the background has started', async () => (await state()) === 'running');
    if (headless && extensionDir !== undefined && (await hasWelcome(extensionDir))) {
      const welcome = await until('the welcome page has opened', async () =>
        (await contexts(bidi)).find(tab => tab.url.startsWith(OWN)),
      );
      await bidi.send('browsingContext.close', { context: welcome.context }); // it would lie over the test's first page
    }

    let spare = (await contexts(bidi))[0]?.context;
    const newPage: Browser['newPage'] = async () => {
      const context = spare ?? String((await bidi.send('browsingContext.create', { type: 'tab' }))['context']);
      spare = undefined;
      return adoptContext(bidi, context, {
        fixedViewport: headless,
        inChrome: expression => evaluateInChrome(bidi, expression),
      });
    };
    const extensionOrigin = id === null ? null : OWN;
    return {
      kind: 'firefox',
      version: `${capabilities.browserName}/${capabilities.browserVersion}`,
      extensionOrigin,
      profileDir: profile,
      newPage,
      openExtensionPage: async path => {
        const page = await newPage();
        await page.goto(`${extensionOrigin}/${path}`);
        return page;
      },
      backgroundState: state,
      killBackground: async () => {
        await inExtension('terminateBackground()');
        await until('the background has ended', async () => (await state()) === 'stopped');
      },
      evaluateInBackground: () => Promise.reject(new Error('Firefox gives no way into the background')),
      closed,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
