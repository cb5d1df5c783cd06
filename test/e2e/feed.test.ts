/** A long scroll: marks stay with their media, the site's tree stays its own, nothing piles up. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { authorOf, codeOf, photographOf, readDrawings, stemOf } from '../fixtures/pretend-instagram/drawn-feed.ts';
import type { PretendPost } from '../fixtures/pretend-instagram/server.ts';
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
    posts.push({ code: codeOf(number), author: authorOf(number), media: [{ stem, body, type: 'image/jpeg' }] });
  }
  return { posts, listedStems };
}

interface Marked {
  /** Stems of the pictures that lie under a mark that is shown. */
  readonly under: readonly (string | null)[];
  /** Stems of all pictures whose middle is on screen. */
  readonly onScreen: readonly string[];
}

/** Looks through the closed shadow root, as only the extension's own world may (Chromium). */
const readMarks = (page: Page): Promise<Marked> =>
  page.evaluateInContentScript(() => {
    // biome-ignore lint/suspicious/noExplicitAny: the extension API inside of Chromium's isolated world
    const { dom } = (globalThis as any).chrome;
    const stemOfImage = (image: HTMLImageElement) => /([\d_]+)_n\./.exec(image.currentSrc)?.[1] ?? '';
    const images = [...document.querySelectorAll<HTMLImageElement>('article img')].filter(image =>
      image.currentSrc.includes('-15/'),
    );
    const hosts = [...document.documentElement.children].filter(
      child => child !== document.head && child !== document.body,
    );
    const marks = hosts.flatMap(host => [...(dom.openOrClosedShadowRoot(host)?.querySelectorAll('.mark') ?? [])]);
    const shown = (marks as HTMLElement[]).filter(mark => !mark.hidden).map(mark => mark.getBoundingClientRect());
    const middleIn = (image: HTMLImageElement, { left, right, top, bottom }: DOMRect) => {
      const box = image.getBoundingClientRect();
      const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
      return x > left && x < right && y > top && y < bottom;
    };
    const under = shown.map(rect => {
      const image = images.find(candidate => middleIn(candidate, rect));
      return image === undefined ? null : stemOfImage(image);
    });
    const view = new DOMRect(0, 0, innerWidth, innerHeight);
    return { under, onScreen: images.filter(image => middleIn(image, view)).map(stemOfImage) };
  });

describe.each(['chromium', 'firefox'] as const)('a feed scrolled through in %s', kind => {
  let stage: Stage;
  let listedStems: ReadonlySet<string>;

  beforeAll(async () => {
    const made = await makePosts();
    listedStems = made.listedStems;
    stage = await setStage(kind, made.posts);
  });

  afterAll(() => stage?.close());

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
        const { under, onScreen } = await readMarks(page);
        marksSeen += under.length;
        const wrong = under.filter(stem => stem === null || !listedStems.has(stem));
        const missing = onScreen.filter(stem => listedStems.has(stem) && !under.includes(stem));
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
