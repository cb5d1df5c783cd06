/** The hooks among the page's code, with functions of the test in the places of the browser's own. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { listenToPage, OFFER, type Request, WANTED } from '../../src/content/page-channel.ts';

const plainToString = Function.prototype.toString;
const originals = {
  click: HTMLElement.prototype.click,
  dispatchEvent: EventTarget.prototype.dispatchEvent,
};
let life: AbortController;
let asked: Request[];
let pressed: Element[];
let answer: Promise<boolean> | null;
let done: unknown[];
const written: Record<string, (...args: never[]) => unknown> = {};

class Clipboard {
  writeText(text: string): Promise<void> {
    done.push(text);
    return Promise.resolve();
  }
  async write(items: readonly unknown[]): Promise<void> {
    done.push(items);
  }
}
class ClipboardItem {
  readonly #blobs: Readonly<Record<string, Blob>>;
  constructor(blobs: Readonly<Record<string, Blob>>) {
    this.#blobs = blobs;
  }
  get types(): readonly string[] {
    return Object.keys(this.#blobs);
  }
  async getType(type: string): Promise<Blob | undefined> {
    return this.#blobs[type];
  }
}
class FileSystemFileHandle {
  async getFile(): Promise<File> {
    return new File(['picture'], 'picked.jpg', { type: 'image/jpeg' });
  }
}
async function share(this: unknown, data: ShareData): Promise<void> {
  done.push(data);
}
async function showOpenFilePicker(): Promise<readonly FileSystemFileHandle[]> {
  return [new FileSystemFileHandle()];
}

const listen = () =>
  listenToPage(
    {
      onPress: element => pressed.push(element),
      onAsk: request => {
        asked.push(request);
        return answer;
      },
    },
    life.signal,
  );

beforeEach(async () => {
  life = new AbortController();
  [asked, pressed, done, answer] = [[], [], [], null];
  written['writeText'] = Clipboard.prototype.writeText;
  written['share'] = share;
  vi.resetModules();
  Object.assign(globalThis, { Clipboard, ClipboardItem, FileSystemFileHandle, showOpenFilePicker });
  Object.defineProperty(Navigator.prototype, 'share', {
    value: share,
    writable: true,
    enumerable: true,
    configurable: true,
  });
  await import('../../src/content/page-hooks.ts');
  listen();
});

afterEach(() => {
  life.abort();
  Clipboard.prototype.writeText = written['writeText'] as Clipboard['writeText'];
  HTMLElement.prototype.click = originals.click;
  EventTarget.prototype.dispatchEvent = originals.dispatchEvent;
  Function.prototype.toString = plainToString;
});

const clipboard = new Clipboard();

describe('a function that the hooks stand in front of', () => {
  test('looks like the original: its text, name, length and place', () => {
    const hooked = Clipboard.prototype.writeText;
    expect(hooked).not.toBe(written['writeText']);
    expect(hooked.toString()).toBe(plainToString.call(written['writeText']));
    expect(Function.prototype.toString.toString()).toBe(plainToString.call(plainToString));
    expect([hooked.name, hooked.length]).toEqual(['writeText', 1]);
    expect(Object.getOwnPropertyNames(hooked)).toEqual(Object.getOwnPropertyNames(written['writeText']));
    const { value, ...place } = Object.getOwnPropertyDescriptor(Navigator.prototype, 'share') ?? {};
    expect(value).not.toBe(share);
    expect(place).toEqual({ writable: true, enumerable: true, configurable: true });
  });

  test('runs at once, and gives the original’s own answer, when nobody wants to wait', async () => {
    const before = clipboard.writeText('a line');
    expect(done).toEqual(['a line']);
    await before;
    expect(asked.map(({ text }) => text)).toEqual(['a line']);
  });

  test('runs when the answer is go, and not before', async () => {
    let resolve: (go: boolean) => void = () => undefined;
    answer = new Promise(settle => {
      resolve = settle;
    });
    const writing = clipboard.writeText('a link');
    await new Promise(turn => setTimeout(turn, 20));
    expect(done).toEqual([]);
    resolve(true);
    await writing;
    expect(done).toEqual(['a link']);
  });

  test('is refused by the name that the browser would use when the answer is stop', async () => {
    answer = Promise.resolve(false);
    await expect(clipboard.writeText('a link')).rejects.toMatchObject({ name: 'NotAllowedError' });
    await expect(navigator.share({ url: 'https://www.instagram.com/p/abc/' })).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(done).toEqual([]);
  });

  test('runs when our own code fails', async () => {
    answer = Promise.reject(new Error('a fault of ours'));
    await clipboard.writeText('a link');
    expect(done).toEqual(['a link']);
  });
});

describe('what is asked about', () => {
  test('pictures and text that page code puts on the clipboard', async () => {
    const picture = new Blob(['picture'], { type: 'image/png' });
    const item = new ClipboardItem({ 'image/png': picture, 'text/plain': new Blob(['a link']) });
    await clipboard.write([item]);
    expect(asked[0]?.files).toEqual([picture]);
    expect(asked[0]?.text.trim()).toBe('a link');
    expect(done).toEqual([[item]]);
  });

  test('files and addresses that are shared, read once: a page cannot show one and share another', async () => {
    let reads = 0;
    const file = new File(['picture'], 'a.jpg', { type: 'image/jpeg' });
    await navigator.share({
      files: [file],
      get url() {
        reads++;
        return `https://www.instagram.com/p/${reads}/`;
      },
    });
    expect(reads).toBe(1);
    expect(asked[0]).toMatchObject({ text: 'https://www.instagram.com/p/1/ ', files: [file] });
    expect(done).toMatchObject([{ files: [file], url: 'https://www.instagram.com/p/1/' }]);
  });

  test('files that are picked through the file system: "stop" is as if the person had closed the picker', async () => {
    answer = Promise.resolve(false);
    const pick = (globalThis as unknown as { showOpenFilePicker: typeof showOpenFilePicker }).showOpenFilePicker;
    await expect(pick()).rejects.toMatchObject({ name: 'AbortError' });
    expect(asked[0]?.files).toMatchObject([{ name: 'picked.jpg' }]);
  });

  test('a file input that page code presses, though it is in no document', () => {
    const input = document.createElement('input');
    input.type = 'file';
    input.click();
    input.dispatchEvent(new MouseEvent('click'));
    expect(pressed).toEqual([input, input]);
  });
});

describe('a page that meddles', () => {
  test('hears of nothing and can ask for nothing: the offer is made once', () => {
    const offers: Event[] = [];
    document.addEventListener(OFFER, event => offers.push(event), { signal: life.signal });
    document.dispatchEvent(new Event(WANTED));
    void clipboard.writeText('a line');
    expect(offers).toEqual([]);
  });

  test('by patching what it can reach neither hears the answer nor keeps it away', async () => {
    const heard: unknown[] = [];
    const { addEventListener } = EventTarget.prototype;
    EventTarget.prototype.addEventListener = (name: string) => void heard.push(name);
    EventTarget.prototype.dispatchEvent = () => true;
    answer = Promise.resolve(false);
    const writing = clipboard.writeText('a link');
    EventTarget.prototype.addEventListener = addEventListener;
    EventTarget.prototype.dispatchEvent = originals.dispatchEvent; // the content script has one of its own
    await expect(writing).rejects.toMatchObject({ name: 'NotAllowedError' });
    expect(heard).toEqual([]);
    expect(done).toEqual([]);
  });
});
