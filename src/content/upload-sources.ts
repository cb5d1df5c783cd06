/**
 * How files come into a page by a person's hand: chosen, dropped or pasted. Each is taken from the page before it has
 * seen it, and given back later as an event of the same kind with the same files; nothing here decides which.
 * Events made by page code are left alone: what they carry, the page had before.
 */
import { isMedia } from './upload-check.ts';

export interface Taken {
  readonly files: readonly File[];
  /** The page gets what the person gave it, now. */
  give(): void;
  /** The page is told, where it can be, that nothing comes. */
  withhold(): void;
}

const BUBBLING = { bubbles: true, cancelable: true, composed: true } as const;

/** The file input that an event is about, also inside of an open shadow root. */
export function fileInputOf(event: Event): HTMLInputElement | null {
  const [target] = event.composedPath();
  return target instanceof HTMLInputElement && target.type === 'file' ? target : null;
}

/** Firefox: the same thing as the page's own code sees it. Absent in Chromium, where all worlds see the same. */
interface Waivable<T> {
  readonly wrappedJSObject?: T;
}

/**
 * In Firefox what a content script puts into a transfer is hidden from the page; put in through the page's own window
 * it is not. A page that meddles with that can only harm what it is about to be given.
 */
function newTransfer(): DataTransfer {
  const { wrappedJSObject: pageWindow } = window as Waivable<typeof globalThis>;
  return new (pageWindow ?? globalThis).DataTransfer();
}

/** Firefox's constructor takes no `clipboardData`; there the event of the page gets it as a property. */
function pasteEvent(clipboardData: DataTransfer): ClipboardEvent {
  const event = new ClipboardEvent('paste', { ...BUBBLING, clipboardData });
  const { wrappedJSObject: pageEvent } = event as Waivable<ClipboardEvent>;
  if (pageEvent !== undefined) Object.defineProperty(pageEvent, 'clipboardData', { value: clipboardData });
  return event;
}

function transferOf(files: readonly File[]): DataTransfer {
  const transfer = newTransfer();
  for (const file of files) transfer.items.add(file);
  return transfer;
}

/** As the browser does it: both events, in this order. */
function fill(input: HTMLInputElement, files: readonly File[]): void {
  input.files = transferOf(files).files;
  input.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
  input.dispatchEvent(new Event('change', { bubbles: true }));
}

/** While it is held the input is empty, so that no other code of the page comes by the files either. */
export function takeChosen(input: HTMLInputElement): Taken | null {
  const files = [...(input.files ?? [])];
  if (!files.some(isMedia)) return null;
  input.files = new DataTransfer().files;
  return {
    files,
    give: () => fill(input, files),
    withhold: () => input.dispatchEvent(new Event('cancel', { bubbles: true })), // as when a chooser is closed
  };
}

/** The same data in a transfer of our own: the event's own can be read no more once the event is over. */
function copyOf(source: DataTransfer): DataTransfer {
  const copy = transferOf([...source.files]);
  for (const type of source.types) if (type !== 'Files') copy.setData(type, source.getData(type));
  copy.effectAllowed = source.effectAllowed;
  copy.dropEffect = source.dropEffect;
  return copy;
}

/** Only the browser can hand a folder on, so a drop with one cannot be held. */
export const hasFolder = (transfer: DataTransfer): boolean =>
  [...transfer.items].some(item => item.kind === 'file' && item.webkitGetAsEntry()?.isDirectory);

export function takeDropped(event: DragEvent): Taken | null {
  const { dataTransfer, target } = event;
  if (dataTransfer === null || target === null || ![...dataTransfer.files].some(isMedia)) return null;
  const copy = copyOf(dataTransfer);
  const input = fileInputOf(event);
  const { clientX, clientY, screenX, screenY, ctrlKey, shiftKey, altKey, metaKey } = event;
  const place = { clientX, clientY, screenX, screenY, ctrlKey, shiftKey, altKey, metaKey };
  const inner = event.composedPath()[0] ?? target;
  const send = (kind: string) =>
    inner.dispatchEvent(new DragEvent(kind, { ...BUBBLING, ...place, view: window, dataTransfer: copy }));
  const files = [...copy.files];
  return {
    files,
    give() {
      const untouched = send('drop');
      if (untouched && input !== null && !input.disabled) fill(input, input.multiple ? files : files.slice(0, 1));
    },
    withhold: () => send('dragleave'), // so that the page stops to show that something hovers over it
  };
}

const isEditable = (target: EventTarget): boolean =>
  target instanceof HTMLTextAreaElement ||
  target instanceof HTMLInputElement ||
  (target instanceof HTMLElement && target.isContentEditable);

async function insertPicture(file: Blob): Promise<void> {
  const reader = new FileReader();
  reader.readAsDataURL(file);
  await new Promise(resolve => reader.addEventListener('loadend', resolve, { once: true }));
  if (typeof reader.result === 'string') document.execCommand('insertImage', false, reader.result);
}

/** What the browser would have done with a paste that the page leaves to it. */
function insert(target: EventTarget, data: DataTransfer): void {
  const text = data.getData('text/plain');
  const picture = [...data.files].find(file => file.type.startsWith('image/'));
  if (!isEditable(target)) return;
  if (text !== '') document.execCommand('insertText', false, text);
  else if (picture !== undefined) void insertPicture(picture);
}

export function takePasted(event: ClipboardEvent): Taken | null {
  const { clipboardData } = event;
  const target = event.composedPath()[0] ?? null;
  if (clipboardData === null || target === null || ![...clipboardData.files].some(isMedia)) return null;
  const copy = copyOf(clipboardData);
  return {
    files: [...copy.files],
    give() {
      const untouched = target.dispatchEvent(pasteEvent(copy));
      if (untouched) insert(target, copy);
    },
    withhold: () => undefined,
  };
}
