/**
 * A language that is longer than any of ours: the English texts with 60 % more letters in them, so that a box that holds
 * them holds German and Tamil too. Long words get longer, since it is words that do not break.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export const STRETCH = 0.6;

const VOWEL = /[aeiouy]/i;

/** "Share" -> "Shaareee": vowels are doubled until the text is long enough; placeholders stay as they are. */
export function stretch(text: string): string {
  let missing = Math.ceil(text.replace(/\$\w+\$/g, '').length * STRETCH);
  const passes = 4;
  let stretched = text;
  for (let pass = 0; pass < passes && missing > 0; pass++) {
    stretched = stretched.replace(/\$\w+\$|[\s\S]/gu, part => {
      if (missing === 0 || part.length > 1 || !VOWEL.test(part)) return part;
      missing -= 1;
      return part + part.toLowerCase();
    });
  }
  return stretched;
}

/** Rewrites the English texts of a built extension. */
export async function stretchTexts(extensionDir: string): Promise<void> {
  const path = join(extensionDir, '_locales', 'en', 'messages.json');
  const messages = JSON.parse(await readFile(path, 'utf8')) as Record<string, { message: string }>;
  for (const [key, entry] of Object.entries(messages)) {
    if (!key.startsWith('locale_') && !key.startsWith('app_')) entry.message = stretch(entry.message);
  }
  await writeFile(path, JSON.stringify(messages));
}
