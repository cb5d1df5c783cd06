/**
 * Every place and look in which Instagram shows a post: whatever the icons, labels, language and policy of the page, a
 * listed post is held and a clear one is not touched.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { authorOf, codeOf, photographOf, readDrawings, stemOf } from '../fixtures/pretend-instagram/drawn-feed.ts';
import { acted, press, showPost } from '../fixtures/pretend-instagram/reading.ts';
import type { PretendPost } from '../fixtures/pretend-instagram/server.ts';
import { expectHeld as expectHeldAt } from '../support/held.ts';
import { inTurns } from '../support/in-turns.ts';
import type { Page } from '../support/page.ts';
import { type Stage, setStage } from '../support/stage.ts';
import { sleep, until } from '../support/timing.ts';

const CLEAR = codeOf(0);
const LISTED = codeOf(1);
const CAROUSEL = codeOf(2); // its second slide is listed

async function makePosts(): Promise<readonly PretendPost[]> {
  const drawings = await readDrawings();
  const listed = drawings.filter(drawing => drawing.listed);
  const others = drawings.filter(drawing => !drawing.listed);
  const slides = [[others[0]], [listed[0]], [others[1], listed[1], others[2]], [others[3]]];
  let stems = 0;
  return Promise.all(
    slides.map(
      async (pictures, number): Promise<PretendPost> => ({
        code: codeOf(number),
        author: authorOf(number),
        repostedBy: null,
        media: await Promise.all(
          pictures.map(async drawing => {
            const stem = stemOf(stems++);
            return { stem, type: 'image/jpeg', body: await photographOf(drawing ?? expect.fail('no drawing')) };
          }),
        ),
      }),
    ),
  );
}

const LOOKS = [
  'icons=old&mount=react',
  'icons=old&btn=button&labels=off&width=390',
  'icons=unknown&width=390',
  'icons=unknown&labels=title-only&mount=react',
  'icons=unknown&labels=off&mount=react&width=390',
  'locale=ar&mount=react',
  'locale=tr&icons=unknown&width=390',
  'locale=hi&classes=7&mount=react&width=390',
  'locale=ta&csp=ig',
  'csp=nonce&mount=react',
  'csp=strict&mount=react&width=390',
];

const PLACES = {
  'the feed': '/',
  'a post page': `/p/${LISTED}/`,
  'a post page with the account in its address': `/${authorOf(1)}/p/${LISTED}/`,
  'a post page without an article': `/p/${LISTED}/?article=off`,
};

describe.each(['chromium', 'firefox'] as const)('Instagram in %s', kind => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await setStage(kind, await makePosts());
  });

  afterAll(() => stage?.close());

  const flagged = (count: number) =>
    until(`${count} flagged`, async () => (await stage.status()).flagged.length >= count);

  const expectHeld = (page: Page, action: 'share' | 'repost', code: string) =>
    expectHeldAt(page, action, () => press(page, action, code));

  test.each(inTurns(LOOKS, kind))(
    'with %s: Share and Repost of a listed post are held, Share of a clear one is not',
    async look => {
      const page = await stage.open(`/?${look}`);
      await flagged(1);
      // A press whose control is taken away under it is none, whatever we do.
      await page.waitFor('the end of mounting', () => window.__isTakenOver !== false);
      await expectHeld(page, 'share', LISTED);
      await expectHeld(page, 'repost', LISTED);
      await showPost(page, CLEAR);
      await until('the verdicts on all that is near', async () => {
        const { clear, unknown } = await stage.status();
        return clear > 0 && unknown.loading === undefined;
      });
      await press(page, 'share', CLEAR);
      await until('the page is reached', async () => (await acted(page, 'share')).length === 1);
      expect((await acted(page, 'share'))[0]).toMatchObject({ postCode: CLEAR, trusted: true });
      expect(page.consoleErrors()).toEqual([]);
      await page.close();
    },
  );

  test.each(Object.entries(PLACES))('on %s', async (_, path) => {
    const page = await stage.open(path);
    await flagged(1);
    await expectHeld(page, 'share', LISTED);
    await page.close();
  });

  test('in the dialog over the feed, and after going back', async () => {
    const page = await stage.open('/');
    await flagged(1);
    await page.clickOn('article a[href*="/p/"] time', 1);
    await page.waitFor('the dialog', () => document.querySelector('[role="dialog"] article') !== null);
    await expectHeld(page, 'share', LISTED);
    await page.evaluate('history.back()');
    await page.waitFor('the feed again', () => document.querySelector('[role="dialog"]') === null);
    await expectHeld(page, 'share', LISTED);
    await page.close();
  });

  test('in a carousel, also when the listed slide has been paged out', async () => {
    const page = await stage.open(`/p/${CAROUSEL}/`);
    await flagged(1);
    await expectHeld(page, 'share', CAROUSEL);
    for (const _ of ['second slide', 'third slide']) {
      await page.evaluate(() => {
        const next = [...document.querySelectorAll<HTMLElement>('button')].find(
          button => window.__controls.get(button)?.().action === 'next',
        );
        next?.click();
      });
      await sleep(400);
    }
    await expectHeld(page, 'share', CAROUSEL);
    await page.close();
  });

  test('on a profile the tiles are compared, cut as they are', async () => {
    const page = await stage.open(`/${authorOf(1)}/`);
    await until('the tiles', async () => {
      const { clear, flagged } = await stage.status();
      return clear + flagged.length >= 1;
    });
    expect((await stage.status()).unknown).toEqual({});
    await page.close();
  });
});
