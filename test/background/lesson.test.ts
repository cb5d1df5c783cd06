// @vitest-environment node
/** The list of the lesson: it knows its drawings, nothing else, and is no part of what real pages are compared with. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { LESSON } from '../../src/background/lesson.ts';
import { entryIdOf } from '../../src/core/entry-id.ts';
import { hashPixels } from '../../src/core/hash/pdq.ts';
import { queryHashes } from '../../src/core/hash/query.ts';
import { judge, type Verdict } from '../../src/core/verdict.ts';
import { FEED, LISTED_WRONGLY } from '../../src/pages/learn/drawings.ts';

const drawing = (file: string): string => fileURLToPath(new URL(`../../public/practice/${file}`, import.meta.url));

interface Picture {
  readonly file: string;
  readonly listed: boolean;
  readonly lesson?: true;
}
const pictures = JSON.parse(await readFile(drawing('pictures.json'), 'utf8')) as readonly Picture[];

async function verdictOn(file: string, mirrored = false): Promise<Verdict> {
  const upright = sharp(await readFile(drawing(file))).resize({ width: 540 });
  const jpeg = await (mirrored ? upright.flop() : upright).flatten({ background: '#fff' }).jpeg().toBuffer();
  const { data, info } = await sharp(jpeg).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const queries = queryHashes({ width: info.width, height: info.height, data }, hashPixels);
  return judge(queries, [LESSON], entryIdOf, new Set());
}

describe('the list of the lesson', () => {
  test('flags its own drawings and no other, not even those of the practice list', async () => {
    for (const { file, lesson } of pictures) {
      expect((await verdictOn(file)).status, file).toBe(lesson === true ? 'flagged' : 'clear');
    }
    expect(pictures.filter(({ listed, lesson }) => listed && lesson)).toEqual([]);
  });

  test('knows a mirrored drawing', async () => {
    expect((await verdictOn('tram.svg', true)).status).toBe('flagged');
  });

  test('is what the lesson says of its feed: some are listed, and one wrongly', () => {
    const listed = (names: readonly { readonly name: string }[]) =>
      names.map(({ name }) => pictures.find(({ file }) => file === `${name}.svg`)?.lesson === true);
    expect(listed(FEED)).toEqual([false, true, false, true, false]);
    expect(listed(LISTED_WRONGLY)).toEqual([true]);
  });
});
