/** Videos while they play, in real browsers: H.264 in fragmented MP4, fed by the page, compared still by still. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { authorOf, codeOf, photographOf, readDrawings, stemOf } from '../fixtures/pretend-instagram/drawn-feed.ts';
import { acted, press } from '../fixtures/pretend-instagram/reading.ts';
import type { PretendPost } from '../fixtures/pretend-instagram/server.ts';
import type { ListedHashes } from '../support/extension.ts';
import { hasFfmpeg, hashFilm, makeFilm } from '../support/film.ts';
import { expectHeld } from '../support/held.ts';
import { inTurns } from '../support/in-turns.ts';
import type { Page } from '../support/page.ts';
import { type Stage, setStage } from '../support/stage.ts';
import { sleep, until } from '../support/timing.ts';

const SHARE = 'main svg path[d^="M13.973 20.046"]';
/** Of play, until a listed film has to be flagged. */
const FLAGGED_WITHIN_SECONDS = 3;

const [UNLISTED, LISTED, AGAIN, DIRECT] = [0, 1, 2, 3].map(codeOf) as [string, string, string, string];
const SHORT_SECONDS = 4;

interface Reels {
  readonly posts: readonly PretendPost[];
  readonly listed: ListedHashes;
}

async function makeReels(): Promise<Reels> {
  const drawings = await readDrawings();
  const cover = await photographOf(drawings.find(({ listed }) => !listed) ?? expect.fail('no drawing'));
  const original = await makeFilm({ seed: 3, seconds: 12 });
  // As it comes back on another account: mirrored, smaller, between bars, encoded again and badly.
  const again = await makeFilm({
    seed: 3,
    seconds: 12,
    filter: 'hflip,scale=404:720,pad=720:1280:158:280:black',
    quality: 34,
  });
  const other = await makeFilm({ seed: 5, seconds: SHORT_SECONDS });
  const film = (body: Uint8Array, poster: boolean, delivery: 'mse' | 'direct' = 'mse') => ({ body, poster, delivery });
  const films = [film(other, true), film(original, false), film(again, true), film(original, false, 'direct')];
  const posts = films.map(
    (one, number): PretendPost => ({
      code: codeOf(number),
      author: authorOf(number),
      repostedBy: null,
      media: [{ stem: stemOf(number), body: cover, type: 'image/jpeg', film: one }],
    }),
  );
  return { posts, listed: { pictures: ['f0'.repeat(32)], videos: [await hashFilm(original)] } };
}

/** The same for both browsers: to encode them takes a while. */
let reels: Promise<Reels> | null = null;

/** Seconds that the video in view has played. */
const played = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const inView = [...document.querySelectorAll('video')].find(video => {
      const { top, bottom } = video.getBoundingClientRect();
      return top < innerHeight / 2 && bottom > innerHeight / 2;
    });
    return inView?.currentTime ?? 0;
  });

describe.skipIf(!hasFfmpeg).each(['chromium', 'firefox'] as const)('films in %s', kind => {
  let stage: Stage;

  beforeAll(async () => {
    reels ??= makeReels();
    const { posts, listed } = await reels;
    stage = await setStage(kind, posts, listed);
  });

  afterAll(() => stage?.close());

  const expectFlagged = async (code: string, mount: 'plain' | 'react') => {
    const path = `/reels/${code}/`;
    const page = await stage.open(`${path}?mount=${mount}`);
    await page.waitFor('the film plays', () =>
      [...document.querySelectorAll('video')].some(one => one.currentTime > 0),
    );
    const status = await until('it is flagged', async () => {
      const now = await stage.status('/reels/');
      return now.flagged.length > 0 ? now : null;
    });
    expect(await played(page)).toBeLessThanOrEqual(FLAGGED_WITHIN_SECONDS);
    expect(status.flagged[0]?.permalink).toBe(`https://www.instagram.com${path}`);
    return page;
  };

  test('a listed one is flagged within three seconds of play, and Share is held', async () => {
    const page = await expectFlagged(LISTED, 'plain');
    await expectHeld(page, 'share', () => page.clickOn(SHARE, 1));
    expect(page.consoleErrors()).toEqual([]);
    await page.close();
  });

  test('it is known again mirrored, between bars and badly encoded, on a page that mounts its nodes anew', async () => {
    const page = await expectFlagged(AGAIN, 'react');
    await page.close();
  });

  test.each(inTurns(['icons=unknown&labels=off', 'icons=old&btn=button&locale=ar', 'csp=ig', 'csp=strict'], kind))(
    'whatever the page looks like: %s',
    async look => {
      const page = await stage.open(`/reels/${LISTED}/?${look}`);
      await until('it is flagged', async () => (await stage.status('/reels/')).flagged.length > 0);
      for (const action of ['share', 'repost'] as const) {
        await expectHeld(page, action, () => press(page, action, LISTED));
      }
      expect(page.consoleErrors()).toEqual([]);
      await page.close();
    },
  );

  test('scrolled to and fro, nothing of ours is in the page or on its console, and nothing piles up', async () => {
    const page = await stage.open(`/reels/${UNLISTED}/?mount=react`);
    const scroll = async (times: number) => {
      for (let i = 0; i < times; i++) {
        await page.evaluate((at: number) => {
          const scroller = document.querySelector('main > div');
          scroller?.scrollTo(0, at * scroller.clientHeight);
        }, i % 4);
        await sleep(350);
      }
    };
    await scroll(16);
    const early = await page.counters();
    await scroll(24);
    if (early !== null) {
      const { nodes, listeners } = early;
      await until('nothing has piled up', async () => {
        const late = await page.counters();
        return late !== null && late.nodes < nodes * 1.1 && late.listeners < listeners * 1.1;
      });
    }
    expect(await page.evaluate('document.body.querySelectorAll("*").length')).toBeGreaterThan(50);
    expect(await page.evaluate(`[...document.querySelectorAll('main *')].filter(node => node.shadowRoot).length`)).toBe(
      0,
    );
    expect(page.consoleErrors()).toEqual([]);
    await page.close();
  });

  test('one on no list is clear once all of it was seen, and not before; Share is not touched', async () => {
    const page = await stage.open(`/reels/${UNLISTED}/`);
    await until('its cover is compared', async () => (await stage.status('/reels/')).unknown.video === 1);
    await until('all of it was seen', async () => (await stage.status('/reels/')).clear === 1);
    expect((await stage.status('/reels/')).flagged).toEqual([]);
    await page.clickOn(SHARE, 0);
    await until('the page is reached', async () => (await acted(page, 'share')).length === 1);
    expect((await acted(page, 'share'))[0]).toMatchObject({ postCode: UNLISTED, trusted: true });
    await page.close();
  });

  test('one whose pixels the browser withholds is unknown, and says so', async () => {
    const page = await stage.open(`/reels/${DIRECT}/`);
    await until('it says so', async () => (await stage.status('/reels/')).unknown.unreadable === 1);
    await page.close();
  });
});
