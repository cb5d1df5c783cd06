/**
 * From one browser to the other: own media in a sealed file, there and back, and one number a picture in a signed list
 * for somebody else. Every file is the one that its button saves, and is chosen where people choose it.
 */
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { authorOf, codeOf, stemOf } from '../fixtures/pretend-instagram/drawn-feed.ts';
import { giveFiles } from '../support/give-files.ts';
import type { Page } from '../support/page.ts';
import { drawPicture } from '../support/pictures.ts';
import { type Stage, setStage } from '../support/stage.ts';
import { until } from '../support/timing.ts';
import { press, says, textOf } from '../support/words.ts';

const PASSPHRASE = 'three green boats';
const [WIDTH, HEIGHT] = [540, 675];
/** The whole picture encoded again, and a part of it mirrored: one number knows the first, an own entry both. */
const [WHOLE, PART] = [0, 1].map(number => `/p/${codeOf(number)}/`) as [string, string];

/** Into the field with this label, as typing does it. */
const fill = (page: Page, label: string, value: string): Promise<void> =>
  page.evaluate(
    (label: string, value: string) => {
      const labels = [...document.querySelectorAll('label')];
      const field = labels.find(({ textContent }) => textContent?.trim() === label)?.querySelector('input');
      if (!field) throw new Error(`no field “${label}”`);
      field.value = value;
      field.dispatchEvent(new Event('input', { bubbles: true }));
    },
    label,
    value,
  );

/** What the page hands to the browser as a download when `name` is pressed. */
async function savedBy(page: Page, name: string): Promise<Buffer> {
  await page.evaluate(`(() => {
    const original = URL.createObjectURL;
    URL.createObjectURL = file => { globalThis.saved = file; return original.call(URL, file); };
  })()`);
  await press(page, name);
  const base64 = await until('a file', () =>
    page.evaluate<string | null>(
      `globalThis.saved?.arrayBuffer().then(bytes => new Uint8Array(bytes).toBase64()) ?? null`,
    ),
  );
  return Buffer.from(base64, 'base64');
}

describe('from Chromium to Firefox and back', () => {
  let chromium: Stage;
  let firefox: Stage;
  let original: Buffer;

  const openOwn = async (stage: Stage): Promise<Page> => {
    const page = await stage.browser.openExtensionPage('own/own.html');
    await page.bringToFront();
    await says(page, 'Add pictures or videos');
    return page;
  };

  async function standing(stage: Stage, path: string): Promise<'clear' | readonly string[]> {
    const post = await stage.open(path);
    const { flagged } = await until('a verdict', async () => {
      const status = await stage.status(path);
      return status.clear + status.flagged.length > 0 ? status : null;
    });
    await post.close();
    return flagged.length === 0 ? 'clear' : flagged.map(({ listed }) => listed.listName);
  }

  async function removeAll(page: Page): Promise<void> {
    await press(page, 'Remove all');
    await press(page, 'Remove all for good');
    await until('an empty list', async () => !(await textOf(page)).includes('looked for\n'));
  }

  async function bringBack(page: Page, file: Buffer, passphrase: string): Promise<void> {
    await fill(page, 'Passphrase of the file', passphrase);
    await giveFiles(page, 'input[accept=".sealed"]', [{ name: 'own.sealed', type: '', bytes: file }]);
  }

  beforeAll(async () => {
    const { data } = drawPicture(4, WIDTH, HEIGHT);
    const picture = () => sharp(data, { raw: { width: WIDTH, height: HEIGHT, channels: 4 } });
    original = await picture().jpeg({ quality: 92 }).toBuffer();
    const forms = [
      await picture().jpeg({ quality: 70 }).toBuffer(),
      await picture().extract({ left: 100, top: 120, width: 400, height: 500 }).flop().jpeg({ quality: 75 }).toBuffer(),
    ];
    const posts = forms.map((body, number) => ({
      code: codeOf(number),
      author: authorOf(number),
      media: [{ stem: stemOf(number), body, type: 'image/jpeg' }],
    }));
    [chromium, firefox] = [await setStage('chromium', posts), await setStage('firefox', posts)];
  });

  afterAll(async () => {
    await chromium?.close();
    await firefox?.close();
  });

  test('own media open with their passphrase on a fresh profile of the other browser, and only with it', async () => {
    const from = await openOwn(chromium);
    await giveFiles(from, 'input[multiple]', [{ name: 'mine.jpg', type: 'image/jpeg', bytes: original }]);
    await says(from, '1 of 1 looked at, 1 added.');
    await press(from, 'Move to another computer');
    await fill(from, 'Passphrase of the file', PASSPHRASE);
    const there = await savedBy(from, 'Save the file');

    expect(await standing(firefox, PART)).toBe('clear');
    const to = await openOwn(firefox);
    await press(to, 'Move to another computer');
    await bringBack(to, there, 'three green goats');
    await says(to, 'That was not it.');
    await bringBack(to, there, PASSPHRASE);
    await says(to, '1 was added.');
    expect(await standing(firefox, PART)).toEqual(['your private media']);

    await to.bringToFront();
    const back = await savedBy(to, 'Save the file');
    expect(back.equals(there)).toBe(false); // sealed anew, under another salt
    await from.bringToFront();
    await removeAll(from);
    await bringBack(from, back, PASSPHRASE);
    await says(from, '1 was added.');
    expect(await standing(chromium, PART)).toEqual(['your private media']);
    await to.bringToFront();
    await removeAll(to);
    await until('nothing', async () => (await standing(firefox, PART)) === 'clear');
    await from.close();
    await to.close();
  });

  test('one number a picture, in a signed list, is flagged in the browser of whoever got it', async () => {
    const from = await openOwn(chromium);
    await press(from, 'Give a list to somebody you trust');
    await fill(from, 'A name by which they know you', 'Alex');
    await from.clickOn('.choice input');
    const list = await savedBy(from, 'Make the file');
    await says(from, 'The file has the number of 1 picture.');
    const keyIn = (place: string) => `document.querySelector('${place} .digest').textContent`;
    const told = await from.evaluate<string>(keyIn('.own'));
    await from.close();

    const to = await firefox.browser.openExtensionPage('options/options.html');
    await to.bringToFront();
    await says(to, 'Choose a file');
    await giveFiles(to, 'input[accept=".tar"]', [{ name: 'list.tar', type: '', bytes: list }]);
    await says(to, 'Alex');
    expect(await to.evaluate<string>(keyIn('.preview'))).toBe(told);
    await press(to, 'The key is the same. Add this list');
    await says(to, 'was added.');
    expect(await standing(firefox, WHOLE)).toEqual(['Private pictures']);
    expect(await standing(firefox, PART)).toBe('clear'); // one number is no entry
    await to.close();
  });

  test('what a forgotten passphrase means is said before one can be typed', async () => {
    const page = await openOwn(chromium);
    await press(page, 'Set a passphrase');
    const text = await textOf(page);
    const [warning, action] = ['If you forget it, nobody can open this again', 'Lock with this passphrase'];
    expect(text).toContain(warning);
    expect(text.indexOf(action)).toBeGreaterThan(text.indexOf(warning));
    await page.close();
  });
});
