/** A long scroll: marks stay with their media, the site's tree stays its own, nothing piles up. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { photographOf, postOf, readDrawings, stemOf } from '../fixtures/pretend-instagram/drawn-feed.ts';
import type { PretendPost } from '../fixtures/pretend-instagram/server.ts';
import { readMarks } from '../support/marks.ts';
import type { Page } from '../support/page.ts';
import { type Stage, setStage } from '../support/stage.ts';
import { sleep, until } from '../support/timing.ts';

const POSTS = 200;
/** Marks are looked at in Chromium alone: there the one way of mounting is scrolled through, and some of the other. */
const SCROLLS = {
  chromium: [
    { path: '/', posts: POSTS },
    { path: '/?mount=react&width=390', posts: 60 },
  ],
  firefox: [{ path: '/?mount=react', posts: POSTS }],
};

/** Every drawing again and again, each time as another post with a file of its own name. */
async function makePosts(): Promise<{ posts: readonly PretendPost[]; listedStems: ReadonlySet<string> }> {
  const drawings = await readDrawings();
  const bodies = await Promise.all(drawings.map(drawing => photographOf(drawing)));
  const posts: PretendPost[] = [];
  const listedStems = new Set<string>();
  for (let number = 0; number < POSTS; number++) {
    const at = number % drawings.length;
    const body = bodies[at] ?? expect.fail('no drawing');
    const stem = stemOf(number);
    if (drawings[at]?.listed) listedStems.add(stem);
    posts.push(postOf(number, body));
  }
  return { posts, listedStems };
}

/** What has no mark on a slow machine yet may have one a little later. */
const LATE = { tries: 20, everyMs: 100 };

describe.each(['chromium', 'firefox'] as const)('a feed scrolled through in %s', kind => {
  let stage: Stage;
  let listedStems: ReadonlySet<string>;

  beforeAll(async () => {
    const made = await makePosts();
    listedStems = made.listedStems;
    stage = await setStage(kind, made.posts);
  });

  afterAll(() => stage?.close());

  const look = async (page: Page) => {
    const { under, onScreen } = await readMarks(page, 'article img', /-15\/.*?([\d_]+)_n\./);
    return { under, missing: onScreen.filter(stem => listedStems.has(stem) && !under.includes(stem)) };
  };

  test.each(SCROLLS[kind])(
    '$path: no stale mark, no node of ours, no error, nothing that piles up',
    async ({ path, posts }) => {
      const page = await stage.open(path);
      const height = (await page.boxOf('article'))?.height ?? expect.fail('no post');
      const strangers: string[] = [];
      const stale: unknown[] = [];
      let marksSeen = 0;
      let early: Awaited<ReturnType<Page['counters']>> = null;

      for (let post = 0; post < posts; post++) {
        await page.scrollBy(height);
        if (post % 10 !== 0) continue;
        await sleep(400); // pictures load late, on purpose
        strangers.push(
          ...(await page.evaluate<readonly string[]>(
            `[...document.documentElement.children].flatMap(root =>
             root === document.head || root === document.body
               ? [...root.querySelectorAll('*')].filter(node => node.shadowRoot || node.localName.includes('-')).map(node => node.localName)
               : root.attributes.length > 0 || root.childNodes.length > 0 ? [root.outerHTML] : [])`,
          )),
        );
        if (kind === 'firefox') continue;
        let { under, missing } = await look(page);
        for (let tries = 0; missing.length > 0 && tries < LATE.tries; tries++) {
          await sleep(LATE.everyMs);
          ({ under, missing } = await look(page));
        }
        marksSeen += under.length;
        const wrong = under.filter(stem => stem === null || !listedStems.has(stem));
        if (wrong.length + missing.length > 0) stale.push({ post, wrong, missing });
        if (post === 20) early = await page.counters();
      }

      expect(strangers).toEqual([]);
      expect(stale).toEqual([]);
      expect(page.consoleErrors()).toEqual([]);
      const { clear, flagged } = await until('all verdicts', async () => {
        const now = await stage.status();
        return Object.keys(now.unknown).length === 0 ? now : null;
      });
      expect(flagged.filter(({ key }) => !listedStems.has(key.replace(/_n$/, '')))).toEqual([]);
      // At this speed a picture may be scrolled past before it has arrived: then nobody saw it, and nothing was checked.
      expect(clear + flagged.length).toBeGreaterThan(posts * 0.9);
      expect(flagged.length).toBeGreaterThan((listedStems.size * posts * 0.9) / POSTS);
      if (kind === 'firefox') return;
      expect(marksSeen).toBeGreaterThan((3 * posts) / POSTS);
      const late = await page.counters();
      if (early === null || late === null) expect.fail('Chromium counts nodes and listeners');
      expect(late.nodes).toBeLessThan(early.nodes * 1.1);
      expect(late.listeners).toBeLessThan(early.listeners * 1.1);
    },
  );
});
