/**
 * A drop of files in Firefox, which no driver can do: the page's process makes the event, and code with the browser's
 * own rights fires it, so that it is as trusted as one from a hand.
 */
import { readFile, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
  '.mp4': 'video/mp4',
  '.pdf': 'application/pdf',
};

export interface HandFile {
  readonly name: string;
  readonly type: string;
  readonly modified: number;
  readonly base64: string;
}

export async function handFile(path: string): Promise<HandFile> {
  const [bytes, { mtimeMs }] = await Promise.all([readFile(path), stat(path)]);
  const type = TYPES[extname(path)] ?? '';
  return { name: basename(path), type, modified: Math.floor(mtimeMs), base64: bytes.toString('base64') };
}

/** Runs in the page; self-contained. */
export function prepareDrop(x: number, y: number, files: readonly HandFile[], text: string): void {
  const dataTransfer = new DataTransfer();
  for (const { name, type, modified, base64 } of files) {
    const bytes = Uint8Array.from(atob(base64), character => character.charCodeAt(0));
    dataTransfer.items.add(new File([bytes], name, { type, lastModified: modified }));
  }
  dataTransfer.setData('text/plain', text);
  const init = { bubbles: true, cancelable: true, composed: true, clientX: x, clientY: y, dataTransfer };
  Object.assign(globalThis, { __drop: new DragEvent('drop', init) });
}

/** Runs in the page's process with the browser's rights. */
export const DROP_AS_BROWSER = `
  const page = content.wrappedJSObject;
  const event = Cu.unwaiveXrays(page.__drop);
  content.document.elementFromPoint(event.clientX, event.clientY).dispatchEvent(event);
  delete page.__drop;
`;
