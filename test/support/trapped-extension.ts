/**
 * The built extension, allowed to read from the list's server, and on demand with traps in its storage, which a test
 * springs by a message: so that the background can be ended at a moment that no test could otherwise hit. The traps are
 * code in front of the background's own; all else is what ships.
 */
import type { BrowserKind } from './ensure-browsers.ts';
import type { TestExtension } from './extension.ts';
import { LIST_HOST } from './list-host.ts';
import type { Page } from './page.ts';
import { permittedExtension } from './permitted-extension.ts';

/**
 * `flip`: the next strict transaction writes one file and is then held open, neither finished nor undone.
 * `flipped`: nothing more happens once the next strict transaction is through.
 * `full`: no file can be written.
 */
export type Trap = 'flip' | 'flipped' | 'full';

/** Where a trap announces itself; nobody answers there. */
export const TRAP_PATH = '/trapped';

function traps(address: string): void {
  let trap: string | null = null;
  // biome-ignore lint/suspicious/noExplicitAny: the extension API of whichever browser this runs in
  const api = (globalThis as any).browser ?? (globalThis as any).chrome;
  api.runtime.onMessage.addListener(
    (message: { trap?: string }, _sender: unknown, answer: (value: boolean) => void) => {
      if (message.trap === undefined) return;
      trap = message.trap;
      answer(true);
    },
  );
  const announce = () => void fetch(address, { mode: 'no-cors' }).catch(() => undefined);
  const { put, delete: remove } = IDBObjectStore.prototype;
  let held: IDBTransaction | null = null;

  const hold = (store: IDBObjectStore): void => {
    store.count().onsuccess = () => hold(store);
  };
  IDBObjectStore.prototype.put = function trapped(...args) {
    if (trap === 'full') throw new DOMException('', 'QuotaExceededError');
    const isStrict = this.transaction.durability === 'strict';
    if (trap === 'flip' && isStrict) {
      if (held === this.transaction) return this.count() as unknown as IDBRequest<IDBValidKey>;
      held = this.transaction;
      hold(this);
      announce();
    }
    if (trap === 'flipped' && isStrict && held !== this.transaction) {
      held = this.transaction;
      this.transaction.addEventListener('complete', () => {
        api.storage.local.set = () => new Promise(() => undefined);
        announce();
      });
    }
    return put.apply(this, args);
  };
  IDBObjectStore.prototype.delete = function trapped(...args) {
    if (trap === 'flip' && held === this.transaction) return this.count() as unknown as IDBRequest<undefined>;
    return remove.apply(this, args);
  };
}

export const trappedExtension = (kind: BrowserKind): Promise<TestExtension> =>
  permittedExtension(kind, `(${traps.toString()})(${JSON.stringify(`https://${LIST_HOST}${TRAP_PATH}`)});\n`);

export const spring = (probe: Page, trap: Trap): Promise<unknown> =>
  probe.evaluate(async (name: string) => {
    // biome-ignore lint/suspicious/noExplicitAny: the extension API of whichever browser this runs in
    const api = (globalThis as any).browser ?? (globalThis as any).chrome;
    return api.runtime.sendMessage({ trap: name });
  }, trap);
