/**
 * Runs among the page's own code (world MAIN), before any of it: stands in front of the few browser functions by which
 * a page passes on files, pictures and links without an event that the content script could hold. Decides nothing: it
 * asks through page-channel.ts, and without an answer that says "wait" the browser's function runs as if we were not
 * there. Everything it needs from the page's world is taken hold of now, since page code may replace it later.
 */
import { ASK, answerName, OFFER, PRESS, WANTED } from './page-channel.ts';

// biome-ignore lint/complexity/noBannedTypes: whatever function the browser put there
type Native = Function;
type Hook = (native: Native, self: unknown, args: unknown[]) => unknown;

const { apply, getOwnPropertyDescriptor, defineProperty } = Reflect;
const { addEventListener, dispatchEvent } = EventTarget.prototype;
const getter = (owner: object, name: string): Native | undefined => getOwnPropertyDescriptor(owner, name)?.get;

const eventType = getter(Event.prototype, 'type');
const originals = new WeakMap<object, Native>();
const { get: originalOf, set: keepOriginal } = originals;

/** A stand-in that has name, length, properties and place of the original. */
function hook(owner: object | undefined, name: string, handler: Hook): void {
  const descriptor = owner && getOwnPropertyDescriptor(owner, name);
  if (owner === undefined || typeof descriptor?.value !== 'function') return; // this browser has no such function
  const native: Native = descriptor.value;
  const standIn = new Proxy(native, { apply: (_, self, args) => handler(native, self, args) });
  apply(keepOriginal, originals, [standIn, native]);
  defineProperty(owner, name, { ...descriptor, value: standIn });
}

const channel = document.createElement('i');
/** Dictionaries without a prototype: the browser would look up there what page code may have put there. */
const bare = <T extends object>(members: T): T => ({ __proto__: null, ...members });

function meet(): void {
  const { FocusEvent, document } = globalThis;
  const offer = (): void => {
    const event = new FocusEvent(OFFER, { relatedTarget: channel, cancelable: true });
    if (document.dispatchEvent(event)) return;
    document.removeEventListener(WANTED, offer);
  };
  document.addEventListener(WANTED, offer);
  offer();
}

const {
  FocusEvent: FocusEventNow,
  CustomEvent: CustomEventNow,
  Promise: PromiseNow,
  DOMException: ExceptionNow,
} = globalThis;

function announcePress(pressed: unknown): void {
  try {
    const event = new FocusEventNow(PRESS, bare({ relatedTarget: pressed as EventTarget }));
    apply(dispatchEvent, channel, [event]);
  } catch {
    // Not a node: the browser's function is about to say so itself.
  }
}

interface Leaving {
  readonly kind: 'copy' | 'share' | 'pick';
  readonly text: string;
  readonly files: readonly Blob[];
}

let asked = 0;

/** Null when it may go at once, else what the person said: true to let it go. */
function ask({ kind, text, files }: Leaving): Promise<boolean> | null {
  const id = asked++;
  const detail = bare({ id, kind, text, files });
  const event = new CustomEventNow(ASK, bare({ detail, cancelable: true }));
  if (apply(dispatchEvent, channel, [event])) return null;
  // The answer never comes before this: it is given in a task or microtask of its own.
  return new PromiseNow<boolean>(resolve => {
    const on = (name: string, go: boolean) =>
      apply(addEventListener, channel, [name, () => resolve(go), bare({ once: true })]);
    on(answerName('go', id), true);
    on(answerName('stop', id), false);
  });
}

/** Runs `native` at once, or when the person has said so; else rejects by the name that the browser itself would use. */
function afterAsking(leaving: Leaving, native: () => unknown, refusedAs: string): unknown {
  const answer = ask(leaving);
  if (answer === null) return native();
  return (async () => {
    if (!(await answer)) throw new ExceptionNow('', refusedAs);
    return native();
  })();
}

/** Choosers of inputs that are in no document fire their events where the content script does not listen. */
function hookChoosers(): void {
  const announcing: Hook = (native, self, args) => {
    announcePress(self);
    return apply(native, self, args);
  };
  hook(HTMLElement.prototype, 'click', announcing);
  hook(HTMLInputElement.prototype, 'showPicker', announcing);
  hook(EventTarget.prototype, 'dispatchEvent', (native, self, args) => {
    try {
      if (eventType !== undefined && apply(eventType, args[0], []) === 'click') announcePress(self);
    } catch {
      // Not an event: the browser's function is about to say so itself.
    }
    return apply(native, self, args);
  });
}

function hookFilePicker(): void {
  const getFile = globalThis.FileSystemFileHandle?.prototype.getFile;
  hook(globalThis, 'showOpenFilePicker', async (native, self, args) => {
    const handles = await (apply(native, self, args) as Promise<readonly FileSystemFileHandle[]>);
    const files = await Promise.all(handles.map(handle => apply(getFile, handle, []) as Promise<File>));
    return afterAsking({ kind: 'pick', text: '', files }, () => handles, 'AbortError');
  });
}

const ClipboardItemNow = globalThis.ClipboardItem?.prototype;
const typesOf = ClipboardItemNow && getter(ClipboardItemNow, 'types');
const typeOf = ClipboardItemNow?.getType;
const blobText = Blob.prototype.text;

/** The pictures and the text of what is about to be put on the clipboard. */
async function contentOf(items: readonly unknown[]): Promise<Leaving> {
  const files: Blob[] = [];
  let text = '';
  for (const item of items) {
    for (const type of apply(typesOf as Native, item, []) as readonly string[]) {
      if (!type.startsWith('image/') && !type.startsWith('text/')) continue;
      const blob = (await apply(typeOf as Native, item, [type])) as Blob;
      if (type.startsWith('image/')) files.push(blob);
      else text += ` ${await apply(blobText, blob, [])}`;
    }
  }
  return { kind: 'copy', text, files };
}

function hookClipboard(): void {
  const prototype = globalThis.Clipboard?.prototype;
  hook(prototype, 'writeText', (native, self, args) => {
    const [text] = args;
    if (typeof text !== 'string') return apply(native, self, args);
    return afterAsking({ kind: 'copy', text, files: [] }, () => apply(native, self, [text]), 'NotAllowedError');
  });
  hook(prototype, 'write', async (native, self, args) => {
    if (!Array.isArray(args[0])) return apply(native, self, args);
    const items: unknown[] = [...args[0]];
    const write = () => apply(native, self, [items]);
    const content = await contentOf(items).catch(() => null);
    return content === null ? write() : afterAsking(content, write, 'NotAllowedError');
  });
}

/** Read once, in the browser's own order: what is asked about is what is shared. Null for what is no such data. */
function shareDataOf(given: unknown): ShareData | null {
  try {
    const { files, text, title, url } = given as ShareData;
    return bare({
      ...(files === undefined ? {} : { files: [...files] }),
      ...(text === undefined ? {} : { text: `${text}` }),
      ...(title === undefined ? {} : { title: `${title}` }),
      ...(url === undefined ? {} : { url: `${url}` }),
    });
  } catch {
    return null; // the browser's function is about to say so itself
  }
}

function hookShare(): void {
  hook(Navigator.prototype, 'share', (native, self, args) => {
    const data = shareDataOf(args[0]);
    if (data === null) return apply(native, self, args);
    const leaving: Leaving = { kind: 'share', text: `${data.url ?? ''} ${data.text ?? ''}`, files: data.files ?? [] };
    return afterAsking(leaving, () => apply(native, self, [data]), 'AbortError');
  });
}

meet();
hookChoosers();
hookFilePicker();
hookClipboard();
hookShare();
// Last, so that every stand-in says what its original says.
hook(Function.prototype, 'toString', (native, self, args) =>
  apply(native, (apply(originalOf, originals, [self]) as Native | undefined) ?? self, args),
);
