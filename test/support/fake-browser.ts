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
import { event } from './fake-event.ts';
import { createFakeMenu } from './fake-menu.ts';

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

export interface FakeScript {
  readonly id: string;
  readonly matches: readonly string[];
}

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

const menu = createFakeMenu();

/** What a test turns. `reset()` before each test; the extension's own code never sees this object. */
export const fake = {
  uiLanguage: 'en',
  stored: new Map<string, unknown>(),
  /** What is kept in memory until the browser ends. */
  session: new Map<string, unknown>(),
  /** What whoever manages the computer has set. A test that changes it calls `setManaged`. */
  managed: new Map<string, unknown>(),
  /** Name -> when it rings, milliseconds since 1970. */
  alarms: new Map<string, number>(),
  tabs: [] as FakeTab[],
  /** What a script that is put into a page answers. */
  scripted: null as unknown,
  granted: new Set<string>(manifest.host_permissions),
  /** Named permissions beyond those of the manifest: `notifications`. */
  named: new Set<string>(),
  /** Notes of the system that were shown, by id. */
  notes: new Map<string, unknown>(),
  /** What the person answers when the browser asks for a permission. */
  grantsRequests: true,
  /** What was asked for, in the very moment of asking: a browser refuses a question that comes after the click. */
  asked: [] as (readonly string[])[],
  /** Content scripts that were registered, besides those of the manifest. */
  scripts: [] as FakeScript[],
  menu: menu.items,
  created: [] as string[],
  reloaded: [] as number[],
  /** The last that was set on the toolbar button, by the method's name: setIcon, setTitle, setBadgeText... */
  action: new Map<string, unknown>(),
  /** As whom messages are sent: our own page, until a test says otherwise. */
  sender: { id: ID, url: `${ORIGIN}popup/popup.html` } as Runtime.MessageSender,
  reset(): void {
    Object.assign(fake, {
      uiLanguage: 'en',
      grantsRequests: true,
      tabs: [],
      scripted: null,
      asked: [],
      scripts: [],
      created: [],
      reloaded: [],
    });
    fake.sender = { id: ID, url: `${ORIGIN}popup/popup.html` };
    fake.stored.clear();
    fake.session.clear();
    fake.managed.clear();
    fake.alarms.clear();
    fake.named.clear();
    fake.notes.clear();
    fake.action.clear();
    menu.reset();
    fake.granted = new Set(manifest.host_permissions);
    for (const each of [onMessage, onChanged, onInstalled, onStartup, onAdded, onRemoved, onAlarm, onNoteClicked])
      each.listeners.clear();
  },
  setManaged(key: string, value: unknown): void {
    fake.managed.set(key, value);
    for (const listener of onChanged.listeners) listener({ [key]: { newValue: value } }, 'managed');
  },
  chooseInMenu: menu.choose,
  /** Lets an alarm ring, whatever the time. */
  ring(name: string): void {
    fake.alarms.delete(name);
    for (const listener of onAlarm.listeners) listener({ name });
  },
};

const onMessage = event<[unknown, Runtime.MessageSender], Promise<unknown> | undefined>();
const onChanged = event<[Record<string, { oldValue?: unknown; newValue?: unknown }>, string]>();
const onAlarm = event<[{ name: string }]>();
const onNoteClicked = event<[string]>();
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

type Keys = string | readonly string[] | Record<string, unknown> | null | undefined;

const keysOf = (stored: ReadonlyMap<string, unknown>, keys: Keys): readonly string[] =>
  keys === null || keys === undefined
    ? [...stored.keys()]
    : typeof keys === 'object' && !Array.isArray(keys)
      ? Object.keys(keys)
      : [keys as string | readonly string[]].flat();

/** One area of storage. Whoever listens is told of each change, as in a real browser. */
const area = (name: string, stored: Map<string, unknown>) => ({
  async get(keys?: Keys) {
    const defaults = typeof keys === 'object' && keys !== null && !Array.isArray(keys) ? keys : {};
    const found = keysOf(stored, keys).filter(key => stored.has(key));
    return { ...defaults, ...Object.fromEntries(found.map(key => [key, cross(stored.get(key))])) };
  },
  async set(items: Record<string, unknown>) {
    const changes: Record<string, { oldValue?: unknown; newValue?: unknown }> = {};
    for (const [key, value] of Object.entries(items)) {
      changes[key] = { oldValue: stored.get(key), newValue: cross(value) };
      stored.set(key, cross(value));
    }
    for (const listener of onChanged.listeners) listener(changes, name);
  },
  async remove(keys: string | readonly string[]) {
    const gone = keysOf(stored, keys).filter(key => stored.has(key));
    const changes = Object.fromEntries(gone.map(key => [key, { oldValue: stored.get(key) }]));
    for (const key of gone) stored.delete(key);
    if (gone.length > 0) for (const listener of onChanged.listeners) listener(changes, name);
  },
  async clear() {
    stored.clear();
  },
});

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

const alarms = {
  create: (name: string, { when }: { when: number }) => void fake.alarms.set(name, when),
  clear: async (name: string) => fake.alarms.delete(name),
  async get(name: string) {
    const scheduledTime = fake.alarms.get(name);
    return scheduledTime === undefined ? undefined : { name, scheduledTime };
  },
  onAlarm,
};

interface Wanted {
  readonly origins?: string[];
  readonly permissions?: string[];
}

const notifications = {
  create: async (id: string, note: unknown) => void fake.notes.set(id, cross(note)),
  onClicked: onNoteClicked,
};

const browser = {
  action,
  contextMenus: menu.api,
  notifications,
  alarms,
  i18n: { getMessage, getUILanguage: () => fake.uiLanguage },
  permissions: {
    contains: async ({ origins = [], permissions = [] }: Wanted) =>
      origins.every(origin => fake.granted.has(origin)) && permissions.every(name => fake.named.has(name)),
    async request({ origins = [], permissions = [] }: Wanted) {
      fake.asked.push([...origins, ...permissions]);
      if (!fake.grantsRequests) return false;
      for (const origin of origins) fake.granted.add(origin);
      for (const name of permissions) fake.named.add(name);
      for (const listener of onAdded.listeners) listener({ origins });
      return true;
    },
    async remove({ origins = [] }: { origins?: string[] }) {
      for (const origin of origins) fake.granted.delete(origin);
      for (const listener of onRemoved.listeners) listener({ origins });
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
  scripting: {
    getRegisteredContentScripts: async () => fake.scripts,
    async registerContentScripts(scripts: readonly FakeScript[]) {
      if (scripts.some(({ id }) => fake.scripts.some(each => each.id === id))) throw new Error('Duplicate script ID');
      fake.scripts.push(...scripts);
    },
    async unregisterContentScripts({ ids }: { ids: readonly string[] }) {
      fake.scripts = fake.scripts.filter(({ id }) => !ids.includes(id));
    },
    executeScript: async ({ func }: { func?: unknown }) => [
      { result: func === undefined ? null : cross(fake.scripted) },
    ],
  },
  storage: {
    local: area('local', fake.stored),
    session: area('session', fake.session),
    managed: area('managed', fake.managed),
    onChanged,
  },
  tabs: {
    async create({ url }: { url: string }) {
      fake.created.push(url);
    },
    get: async (id: number) => ({ index: 0, ...tabOf(id) }),
    getCurrent: async () => undefined,
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
