/** Files into a field of a page of ours, with the event that choosing them fires: Firefox opens no chooser for tests there. */
import type { Page } from './page.ts';

export interface GivenFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** Bytes that cross at once. */
const CHUNK = 4_000_000;

function* chunksOf(files: readonly GivenFile[]): Generator<readonly GivenFile[]> {
  let chunk: GivenFile[] = [];
  let size = 0;
  for (const file of files) {
    chunk.push(file);
    size += file.bytes.length;
    if (size < CHUNK) continue;
    yield chunk;
    [chunk, size] = [[], 0];
  }
  yield chunk;
}

export async function giveFiles(page: Page, selector: string, files: readonly GivenFile[]): Promise<void> {
  await page.evaluate('globalThis.given = new DataTransfer(), null');
  for (const chunk of chunksOf(files)) {
    await page.evaluate(
      (chunk: readonly { name: string; type: string; base64: string }[]) => {
        const { given } = globalThis as unknown as { given: DataTransfer };
        for (const { name, type, base64 } of chunk) {
          const bytes = Uint8Array.from(atob(base64), character => character.charCodeAt(0));
          given.items.add(new File([bytes], name, { type }));
        }
      },
      chunk.map(({ name, type, bytes }) => ({ name, type, base64: Buffer.from(bytes).toString('base64') })),
    );
  }
  await page.evaluate((selector: string) => {
    const input = document.querySelector<HTMLInputElement>(selector);
    if (input === null) throw new Error(`nowhere to choose files: ${selector}`);
    input.files = (globalThis as unknown as { given: DataTransfer }).given.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  }, selector);
}

/** JPEG bytes, for "My private media". */
export const choosePictures = (page: Page, pictures: readonly Buffer[]): Promise<void> =>
  giveFiles(
    page,
    'input[type=file][multiple]',
    pictures.map((bytes, i) => ({ name: `${i}.jpg`, type: 'image/jpeg', bytes })),
  );
