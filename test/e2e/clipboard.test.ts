/** Ways out of a page beside its own share controls: its clipboard calls, copying, dragging out, the browser's menu. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { drawnPosts, readDrawings } from '../fixtures/pretend-instagram/drawn-feed.ts';
import type { PretendPost } from '../fixtures/pretend-instagram/server.ts';
import { ask } from '../support/ask.ts';
import type { Page } from '../support/page.ts';
import { sleep, until } from '../support/timing.ts';
import { cancelled, factsIn, got, question, setUploadStage, shareAnyway, type UploadRig } from './upload-rig.ts';

/** The first is listed. */
const IMAGE = 'article img[src*="-15/"]';

describe.each(['chromium', 'firefox'] as const)('ways out of a page in %s', kind => {
  let rig: UploadRig;
  let posts: readonly PretendPost[];
  let page: Page;

  beforeAll(async () => {
    const drawings = await readDrawings();
    const listed = drawings.filter(drawing => drawing.listed);
    posts = await drawnPosts([...listed.slice(0, 1), ...drawings.filter(drawing => !drawing.listed).slice(0, 2)]);
    rig = await setUploadStage(kind, posts);
  });
  afterAll(() => rig?.close());

  const done = (manner: string) =>
    until(manner, async () => (await got(page)).some(entry => entry.manner === manner) || null);

  /** What is on the page can be reported instead, so there is one button more. */
  const copyAnyway = async () => {
    await page.key('Tab');
    await shareAnyway(page);
  };

  describe('on a page that copies what it has drawn', () => {
    beforeEach(async () => {
      page = await rig.open();
      return () => page.close();
    });

    test('a listed picture is not copied before the answer, nor after "Don’t copy"', async () => {
      await page.clickOn('#copy-picture');
      await question(page);
      expect(await got(page)).toEqual([]);
      await page.key('Enter');
      await until('the page is refused', async () => (await cancelled(page)).includes('copy-picture NotAllowedError'));
    });

    test('"Copy anyway" copies it, while the person’s press still counts', async () => {
      await page.clickOn('#copy-picture');
      await question(page);
      await copyAnyway();
      await done('copy-picture');
      expect(await cancelled(page)).toEqual([]);
    });

    // Neither Ctrl+V nor the command behind it pastes anything in a Firefox without a screen.
    test.runIf(kind === 'chromium')('and a pasted copy of it is asked about again', async () => {
      await page.clickOn('#copy-picture');
      await question(page);
      await copyAnyway();
      await done('copy-picture');
      await page.close();
      page = await rig.open();
      await page.clickOn('#composer');
      await page.paste();
      await question(page);
      expect(await got(page)).toEqual([]);
      await shareAnyway(page);
      const paste = await until('the paste', async () => (await got(page)).find(({ event }) => event === 'paste'));
      expect(paste.types).toEqual(['image/png']);
      expect(factsIn(paste)[0]?.digest).toMatch(/^[0-9a-f]{64}$/);
    });

    test('a link that nobody listed is copied at once', async () => {
      await page.clickOn('#copy-link');
      await done('copy-link');
    });
  });

  describe('on a listed post', () => {
    beforeEach(async () => {
      await rig.forget();
      page = await rig.stage.open('/');
      await until('a verdict', async () => (await rig.stage.status()).flagged.length === 1);
      return () => page.close();
    });

    /** A button of the page that copies the link of the first post, in the form that the share sheet has. */
    const addCopyButton = () =>
      page.evaluate((code: string) => {
        const button = document.createElement('button');
        button.id = 'probe';
        button.textContent = 'copy';
        button.style.cssText = 'position:fixed;inset:0 auto auto 0;z-index:9';
        button.onclick = () =>
          navigator.clipboard.writeText(`https://www.instagram.com/p/${code}/?igsh=abc`).then(
            () => Object.assign(globalThis, { __copied: 'copied' }),
            error => Object.assign(globalThis, { __copied: error.name }),
          );
        document.body.append(button);
      }, posts[0]?.code ?? '');
    const copied = () => page.evaluate<string | null>('globalThis.__copied ?? null');

    test('its link is not copied by page code before the answer', async () => {
      await addCopyButton();
      await page.clickOn('#probe');
      await question(page);
      expect(await copied()).toBeNull();
      await page.key('Escape');
      expect(await until('refused', copied)).toBe('NotAllowedError');
      await page.evaluate('void (globalThis.__copied = null)');
      await sleep(300);
      await page.clickOn('#probe');
      await question(page);
      await copyAnyway();
      expect(await until('copied', copied)).toBe('copied');
    });

    /** From here on the page lays nothing over its pictures, and tells of every drag that it hears of. */
    const listenForDrags = () =>
      page.evaluate(() => {
        const drags: boolean[] = [];
        Object.assign(globalThis, { __drags: drags });
        for (const image of document.querySelectorAll('article img[src*="-15/"]')) {
          const cover = image.parentElement?.nextElementSibling;
          if (cover instanceof HTMLElement) cover.style.pointerEvents = 'none';
        }
        document.body.addEventListener('dragstart', event => {
          drags.push(event.isTrusted);
          event.preventDefault(); // a drag that goes on takes the mouse away from the driver
        });
      });
    const drags = () => page.evaluate<readonly boolean[]>('globalThis.__drags');
    const drag = async (nth: number) => {
      await page.hoverOver(IMAGE, nth);
      const box = (await page.boxOf(IMAGE, nth)) ?? expect.fail('no picture');
      await page.dragFrom(box.x + box.width / 2, box.y + box.height / 2);
    };

    test('a drag out of it is held, and one out of another is not', async () => {
      await ask(rig.stage.probe, 'changeSettings', { blurFlagged: false }); // what is covered cannot be dragged at all
      await listenForDrags();
      await until('a drag is held, once the cover has gone', async () => {
        await drag(0);
        return page.evaluate(() => document.activeElement?.localName.includes('-'));
      });
      await question(page);
      expect(await drags()).toEqual([]);
      await page.key('Escape');
      await drag(1);
      await until('the page hears of it', async () => (await drags()).length > 0);
      expect(await drags()).toEqual([true]);
      await ask(rig.stage.probe, 'changeSettings', { blurFlagged: true });
    });

    test('the browser’s menu opens, with a card beside it that goes with the next press', async () => {
      const prevented = await page.evaluate((selector: string) => {
        const image = document.querySelector(selector);
        image?.scrollIntoView({ block: 'center' });
        const { x = 0, y = 0, width = 0, height = 0 } = image?.getBoundingClientRect() ?? {};
        const place = { clientX: x + width / 2, clientY: y + height / 2 };
        const event = new MouseEvent('contextmenu', { bubbles: true, cancelable: true, composed: true, ...place });
        image?.dispatchEvent(event);
        return event.defaultPrevented;
      }, IMAGE);
      expect(prevented).toBe(false);
      const cards = () => page.evaluate('document.querySelectorAll("html > div").length');
      const withCard = await cards();
      await page.click(4, 4);
      await until('the card has gone', async () => (await cards()) === Number(withCard) - 1);
    });
  });
});
