/**
 * Drops and pastes of files in Firefox, which no driver can do (without a screen it has no clipboard for pictures): the
 * page's process makes the event, and code with the browser's own rights fires it, so it is as trusted as one from a hand.
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

/** Makes the event of a drop at that point, or of a paste. Runs in the page; self-contained. */
export function prepare(
  kind: 'drop' | 'paste',
  [clientX, clientY]: readonly [x: number, y: number],
  files: readonly HandFile[],
  text: string,
): void {
  const data = new DataTransfer();
  for (const { name, type, modified, base64 } of files) {
    const bytes = Uint8Array.from(atob(base64), character => character.charCodeAt(0));
    data.items.add(new File([bytes], name, { type, lastModified: modified }));
  }
  if (text !== '') data.setData('text/plain', text);
  const init = { bubbles: true, cancelable: true, composed: true };
  const given =
    kind === 'drop'
      ? new DragEvent('drop', { ...init, clientX, clientY, dataTransfer: data })
      : new ClipboardEvent('paste', { ...init, clipboardData: data });
  Object.assign(globalThis, { __given: given });
}

/** Runs in the page's process with the browser's rights. */
export const GIVE_AS_BROWSER = `
  const page = content.wrappedJSObject;
  const event = Cu.unwaiveXrays(page.__given);
  const { document } = content;
  const target = event.type === 'drop' ? document.elementFromPoint(event.clientX, event.clientY) : document.activeElement;
  target.dispatchEvent(event);
  delete page.__given;
`;
