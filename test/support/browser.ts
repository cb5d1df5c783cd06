/**
 * One way to drive a real browser with the extension inside, whichever browser it is. Input is real: it goes through
 * the browser's own input pipeline, so the page receives trusted events. Every call has a time limit.
 */
import { launchChromium } from './chromium.ts';
import type { BrowserKind } from './ensure-browsers.ts';
import { launchFirefox } from './firefox.ts';
import type { Page } from './page.ts';
import type { TlsServer } from './tls-server.ts';

export interface LaunchOptions {
  /** Every host name leads here. */
  readonly server: TlsServer;
  /** Folder of an unpacked extension; without one the browser runs bare. */
  readonly extensionDir?: string;
  /** Default true. */
  readonly headless?: boolean;
  /** BCP 47 tag for pages and, where the browser has that language installed, for the extension. */
  readonly locale?: string;
  /** Firefox only: false starts with the site permissions not granted, as a person may choose. Default true. */
  readonly grantHosts?: boolean;
  /** Firefox only: what the extension asks for in a click is allowed without anybody answering. Default false. */
  readonly allowWhatIsAsked?: boolean;
}

export interface Browser {
  readonly kind: BrowserKind;
  /** As the browser calls itself, for example `Chrome/156.0.8078.79`. */
  readonly version: string;
  /** Origin of the extension's own pages without a closing slash, or null without extension. */
  readonly extensionOrigin: string | null;
  /** Where the browser keeps what it writes down. Gone after `close`. */
  readonly profileDir: string;
  newPage(): Promise<Page>;
  /** Opens a page of the extension in its own tab, for example `popup/popup.html`. */
  openExtensionPage(path: string): Promise<Page>;
  backgroundState(): Promise<'running' | 'stopped'>;
  /** Ends the extension's background as the browser does after 30 idle seconds. */
  killBackground(): Promise<void>;
  /** Runs `fn` in the running background. Chromium only: Firefox gives no way in, use an extension page there. */
  evaluateInBackground<A extends readonly unknown[], R>(fn: (...args: A) => R, ...args: A): Promise<Awaited<R>>;
  /** Resolves when the browser has ended, also when a person closed its window. */
  readonly closed: Promise<void>;
  close(): Promise<void>;
}

export const launch = (kind: BrowserKind, options: LaunchOptions): Promise<Browser> =>
  kind === 'chromium' ? launchChromium(options) : launchFirefox(options);
