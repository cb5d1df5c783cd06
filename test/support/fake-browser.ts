/**
 * Stands in for webextension-polyfill where no browser is: one in-memory storage, one message bus, a few tabs, and the
 * real locale files and manifest. Honest where it matters: values are copied when they cross, a message to a tab
 * without a content script is refused, and nothing is granted that nobody granted. It knows no clock and no network.
 */
import type { Browser, Runtime } from 'webextension-polyfill';
import manifest from '../../manifest.json';
import ar from '../../public/_locales/ar/messages.json';
import de from '../../public/_locales/de/messages.json';
import en from '../../public/_locales/en/messages.json';
import hi from '../../public/_locales/hi/messages.json';

type Messages = Readonly<
  Record<string, { readonly message: string; readonly placeholders?: Readonly<Record<string, { content: string }>> }>
>;
const LOCALES: Readonly<Record<string, Messages>> = { ar, de, en, hi };

export interface FakeTab {
  readonly id: number;
  /** Undefined where the extension may not see it, as in a real browser. */
  readonly url?: string;
  readonly active: boolean;
  /** False for a page that was open before the extension was installed. */
  readonly answers: boolean;
}

type Listener<A extends readonly unknown[], R> = (...args: A) => R;

const event = <A extends readonly unknown[], R = unknown>() => {
  const listeners = new Set<Listener<A, R>>();
  return {
    addListener: (listener: Listener<A, R>) => void listeners.add(listener),
    removeListener: (listener: Listener<A, R>) => void listeners.delete(listener),
    hasListener: (listener: Listener<A, R>) => listeners.has(listener),
    listeners,
  };
};

/** A copy, as the structured clone of a message would be. jsdom's Blob is not one that Node can clone: it is kept. */
const cross = (value: unknown): unknown => {
  if (typeof value === 'function' || typeof value === 'symbol') throw new Error(`${typeof value} could not be cloned`);
  if (typeof value !== 'object' || value === null || value instanceof Blob) return value;
  if (Array.isArray(value)) return value.map(cross);
  if (Object.getPrototypeOf(value) !== Object.prototype) return structuredClone(value);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, cross(item)]));
};

const ID = 'consentry@consentry.org';
const ORIGIN = 'moz-extension://consentry/';

/** What a test turns. `reset()` before each test; the extension's own code never sees this object. */
export const fake = {
  uiLanguage: 'en',
  stored: new Map<string, unknown>(),
  tabs: [] as FakeTab[],
  granted: new Set<string>(manifest.host_permissions),
  /** What the person answers when the browser asks for a permission. */
  grantsRequests: true,
  created: [] as string[],
  reloaded: [] as number[],
  /** The last that was set on the toolbar button, by the method's name: setIcon, setTitle, setBadgeText... */
  action: new Map<string, unknown>(),
  /** As whom messages are sent: our own page, until a test says otherwise. */
  sender: { id: ID, url: `${ORIGIN}popup/popup.html` } as Runtime.MessageSender,
  reset(): void {
    Object.assign(fake, { uiLanguage: 'en', grantsRequests: true, tabs: [], created: [], reloaded: [] });
    fake.sender = { id: ID, url: `${ORIGIN}popup/popup.html` };
    fake.stored.clear();
    fake.action.clear();
    fake.granted = new Set(manifest.host_permissions);
    for (const each of [onMessage, onChanged, onInstalled, onStartup, onAdded, onRemoved]) each.listeners.clear();
  },
};

const onMessage = event<[unknown, Runtime.MessageSender], Promise<unknown> | undefined>();
const onChanged = event<[Record<string, { oldValue?: unknown; newValue?: unknown }>, string]>();
const onInstalled = event<[{ reason: string }]>();
const onStartup = event<[]>();
const onAdded = event<[{ origins?: string[] }]>();
const onRemoved = event<[{ origins?: string[] }]>();

/** The first listener that returns a promise answers; undefined when all of them pass. */
async function deliver(message: unknown): Promise<unknown> {
  if (onMessage.listeners.size === 0) {
    throw new Error('Could not establish connection. Receiving end does not exist.');
  }
  for (const listener of onMessage.listeners) {
    const answer = listener(cross(message), fake.sender);
    if (answer !== undefined) return cross(await answer);
  }
  return undefined;
}

function getMessage(key: string, substitutions: string | readonly string[] = []): string {
  const base = fake.uiLanguage.split('-')[0] ?? 'en';
  if (key === '@@bidi_dir') return ['ar', 'fa', 'he', 'ur'].includes(base) ? 'rtl' : 'ltr';
  if (key === '@@ui_locale') return fake.uiLanguage.replace('-', '_');
  const found = LOCALES[base]?.[key] ?? (en as Messages)[key];
  if (found === undefined) return '';
  const given = [substitutions].flat();
  const numbered = (text: string) => text.replace(/\$([1-9])/g, (_, n: string) => given[Number(n) - 1] ?? '');
  const named = found.message.replace(/\$(\w+)\$/g, (_, name: string) =>
    numbered(found.placeholders?.[name.toLowerCase()]?.content ?? ''),
  );
  return numbered(named);
}

const keysOf = (keys: string | readonly string[] | Record<string, unknown> | null | undefined): readonly string[] =>
  keys === null || keys === undefined
    ? [...fake.stored.keys()]
    : typeof keys === 'object' && !Array.isArray(keys)
      ? Object.keys(keys)
      : [keys as string | readonly string[]].flat();

const local = {
  async get(keys?: string | readonly string[] | Record<string, unknown> | null) {
    const defaults = typeof keys === 'object' && keys !== null && !Array.isArray(keys) ? keys : {};
    const found = keysOf(keys).filter(key => fake.stored.has(key));
    return { ...defaults, ...Object.fromEntries(found.map(key => [key, cross(fake.stored.get(key))])) };
  },
  async set(items: Record<string, unknown>) {
    const changes: Record<string, { oldValue?: unknown; newValue?: unknown }> = {};
    for (const [key, value] of Object.entries(items)) {
      changes[key] = { oldValue: fake.stored.get(key), newValue: cross(value) };
      fake.stored.set(key, cross(value));
    }
    for (const listener of onChanged.listeners) listener(changes, 'local');
  },
  async remove(keys: string | readonly string[]) {
    for (const key of keysOf(keys)) fake.stored.delete(key);
  },
  async clear() {
    fake.stored.clear();
  },
};

const tabOf = (id: number): FakeTab => {
  const tab = fake.tabs.find(each => each.id === id);
  if (tab === undefined) throw new Error(`No tab with id: ${id}.`);
  return tab;
};

/** Every method of the toolbar button only keeps what it was given. */
const action = new Proxy(
  {},
  {
    get: (_, method) => async (details: unknown) => {
      fake.action.set(String(method), cross(details));
    },
  },
);

const browser = {
  action,
  i18n: { getMessage, getUILanguage: () => fake.uiLanguage },
  permissions: {
    contains: async ({ origins = [] }: { origins?: string[] }) => origins.every(origin => fake.granted.has(origin)),
    async request({ origins = [] }: { origins?: string[] }) {
      if (!fake.grantsRequests) return false;
      for (const origin of origins) fake.granted.add(origin);
      for (const listener of onAdded.listeners) listener({ origins });
      return true;
    },
    onAdded,
    onRemoved,
  },
  runtime: {
    id: ID,
    getManifest: () => structuredClone(manifest),
    getURL: (path: string) => ORIGIN + path.replace(/^\//, ''),
    onInstalled,
    onMessage,
    onStartup,
    async openOptionsPage() {
      fake.created.push(`${ORIGIN}options/options.html`);
    },
    sendMessage: deliver,
  },
  storage: { local, onChanged },
  tabs: {
    async create({ url }: { url: string }) {
      fake.created.push(url);
    },
    get: async (id: number) => tabOf(id),
    query: async ({ active }: { active?: boolean }) =>
      fake.tabs.filter(tab => active === undefined || tab.active === active),
    async reload(id: number) {
      fake.reloaded.push(tabOf(id).id);
    },
    async sendMessage(id: number, message: unknown) {
      if (!tabOf(id).answers) throw new Error('Could not establish connection. Receiving end does not exist.');
      return deliver(message);
    },
  },
};

// biome-ignore lint/style/noDefaultExport: the polyfill that this stands in for is imported by default
export default browser as unknown as Browser;
