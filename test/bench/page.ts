/**
 * What the extension costs on a page, and how soon it knows: a long feed scrolled through by script, pictures put on
 * screen one by one and thirty at once, a press on Share, a reel that plays. With and without the extension, in turns.
 */
import { longFeed, photographOf, readDrawings, stemOf } from '../fixtures/pretend-instagram/drawn-feed.ts';
import { acted } from '../fixtures/pretend-instagram/reading.ts';
import { createPretendInstagram, type PretendPost } from '../fixtures/pretend-instagram/server.ts';
import { launch } from '../support/browser.ts';
import type { BrowserKind } from '../support/ensure-browsers.ts';
import { dist } from '../support/extension.ts';
import { makeFilm } from '../support/film.ts';
import type { Page } from '../support/page.ts';
import { cpuSeconds, memoryMb } from '../support/processes.ts';
import type { OwnTime } from '../support/profile.ts';
import { type Stage, setStage } from '../support/stage.ts';
import { sleep, until } from '../support/timing.ts';
import { startTlsServer } from '../support/tls-server.ts';
import { makeFeed, POSTS } from './feed.ts';
import type { Figures } from './figures.ts';
import { benchSoak } from './soak.ts';
import { medianOf } from './timing.ts';

const PAIRS = 3;
const SINGLES = 15;
const BURST = 30;
const BURSTS = 5;
const PRESSES = 5;
const POLL_MS = 5;
const SCROLL_PX = 520;
const REEL_SECONDS = 20;

/** Scrolls to the end as a person does who only looks, and waits for what is still being checked. */
async function scrollThrough(page: Page): Promise<void> {
  for (;;) {
    const atEnd = await page.evaluate('scrollY + innerHeight >= document.documentElement.scrollHeight - 4');
    if (atEnd) break;
    await page.scrollBy(SCROLL_PX);
    await sleep(60);
  }
  await sleep(1_500);
}

interface Scroll {
  readonly cpu: number;
  readonly memory: number;
  readonly requests: number;
  /** Of the page's main thread, ours alone. */
  readonly own: OwnTime | null;
}

async function scrollOnce(kind: BrowserKind, posts: readonly PretendPost[], bare: boolean): Promise<Scroll> {
  const server = await startTlsServer();
  const site = await createPretendInstagram({ server, posts });
  const browser = await launch(kind, bare ? { server } : { server, extensionDir: dist(kind) });
  try {
    const page = await browser.newPage();
    await page.goto(`${site.origin}/`);
    await page.bringToFront();
    await sleep(3_000); // starting is not scrolling
    const [cpu, memory] = [await cpuSeconds(), await memoryMb()];
    // Taking a profile costs time itself, so it is taken of another visit.
    await scrollThrough(page);
    const [cpuAfter, memoryAfter] = [await cpuSeconds(), await memoryMb()];
    const counts = [...site.requestsPerPicture().values()];
    const requests = counts.reduce((sum, count) => sum + count, 0) / counts.length;
    let own: OwnTime | null = null;
    if (!bare) {
      await page.goto(`${site.origin}/?again=1`);
      own = await page.ownTime(() => scrollThrough(page));
    }
    return { cpu: cpuAfter - cpu, memory: memoryAfter - memory, requests, own };
  } finally {
    await browser.close();
    await server.close();
  }
}

async function benchScroll(kind: BrowserKind): Promise<Figures> {
  const posts = await makeFeed();
  const [bare, ours]: [Scroll[], Scroll[]] = [[], []];
  for (let pair = 0; pair < PAIRS; pair++) {
    bare.push(await scrollOnce(kind, posts, true));
    ours.push(await scrollOnce(kind, posts, false));
  }
  const more = (of: (scroll: Scroll) => number): number =>
    medianOf(ours.map((scroll, i) => of(scroll) - of(bare[i] as Scroll)));
  const own = (of: (time: OwnTime) => number): number | null => {
    const values = ours.flatMap(scroll => (scroll.own === null ? [] : [of(scroll.own)]));
    return values.length === 0 ? null : medianOf(values);
  };
  return {
    cpuMsPerImage: (1_000 * more(({ cpu }) => cpu)) / POSTS,
    requestsPerImage: medianOf(ours.map(({ requests }) => requests)),
    memoryMb: more(({ memory }) => memory),
    mainThreadMsPerImage: own(({ total }) => total / POSTS),
    longTasks: own(({ long }) => long),
    longestTaskMs: own(({ longest }) => longest),
  };
}

/** Puts pictures of the feed's data on screen; resolves to when the first and the last of them was there (epoch, ms). */
const putOnScreen = (page: Page, from: number, count: number): Promise<{ first: number; last: number }> =>
  page.evaluate(
    async (from, count) => {
      const { posts } = JSON.parse(document.getElementById('data')?.textContent ?? '{}') as {
        posts: { media: { large: string }[] }[];
      };
      const room = document.createElement('div');
      room.style.cssText =
        'position:fixed;inset:0;z-index:9;display:flex;flex-wrap:wrap;overflow:hidden;background:#fff';
      document.querySelector('#bench')?.remove();
      room.id = 'bench';
      document.body.append(room);
      const loads = posts.slice(from, from + count).map(({ media }) => {
        const img = document.createElement('img');
        img.crossOrigin = 'anonymous';
        img.width = 120;
        const loaded = new Promise<number>(resolve => {
          img.onload = () => resolve(performance.timeOrigin + performance.now());
        });
        img.src = media[0]?.large ?? '';
        room.append(img);
        return loaded;
      });
      const times = await Promise.all(loads);
      return { first: Math.min(...times), last: Math.max(...times) };
    },
    from,
    count,
  );

/**
 * When the content script had `count` verdicts (epoch, ms), to within POLL_MS. Asked no oftener: each time costs both
 * the page's thread and ours, and on a machine of two cores that is time the verdicts wait for.
 */
async function decidedAt(stage: Stage, count: number): Promise<number> {
  for (;;) {
    const { at, decided } = await stage.probe.evaluate(async () => {
      // biome-ignore lint/suspicious/noExplicitAny: the extension API of whichever browser this runs in
      const api = (globalThis as any).browser ?? (globalThis as any).chrome;
      const [tab] = await api.tabs.query({ url: 'https://www.instagram.com/*' });
      const call = { api: 'tab', method: 'status', args: [] };
      const { value } = await api.tabs.sendMessage(tab.id, call, { frameId: 0 });
      return { at: performance.timeOrigin + performance.now(), decided: value.clear + value.flagged.length };
    });
    if (decided >= count) return at;
    await sleep(POLL_MS);
  }
}

async function benchVerdicts(kind: BrowserKind): Promise<Figures> {
  const stage = await setStage(kind, await makeFeed());
  try {
    const page = await stage.open('/direct/inbox/');
    const singles: number[] = [];
    let shown = 0;
    for (let single = 0; single < SINGLES; single++) {
      const asked = decidedAt(stage, shown + 1);
      const { last } = await putOnScreen(page, shown++, 1);
      singles.push((await asked) - last);
      await sleep(200);
    }
    const bursts: number[] = [];
    for (let burst = 0; burst < BURSTS; burst++) {
      const asked = decidedAt(stage, shown + BURST);
      const { first } = await putOnScreen(page, shown, BURST);
      shown += BURST;
      bursts.push((await asked) - first);
      await sleep(1_000);
    }
    return { verdictMsSingle: medianOf(singles.slice(1)), verdictMsBurst30: medianOf(bursts) };
  } finally {
    await stage.close();
  }
}

/** From the press to the question, on a post whose verdict is there. */
async function benchWarning(kind: BrowserKind): Promise<Figures> {
  const drawings = (await readDrawings()).filter(({ listed }) => listed);
  const posts = await longFeed(drawings.length);
  const stage = await setStage(kind, posts);
  try {
    const page = await stage.open('/');
    await until('matches', async () => (await stage.status()).flagged.length > 0);
    const times: number[] = [];
    for (let press = 0; press < PRESSES; press++) {
      const ms = await page.evaluate(async () => {
        const control = document.querySelector('article svg path[d^="M13.973 20.046"]')?.closest('[role="button"]');
        const start = performance.now();
        (control as HTMLElement).click();
        while (document.activeElement?.parentElement !== document.documentElement) {
          await new Promise(resolve => setTimeout(resolve, 1));
        }
        return performance.now() - start;
      });
      times.push(ms);
      await page.key('Escape');
      await sleep(400);
    }
    if ((await acted(page, 'share')).length > 0) throw new Error('a press was not held');
    return { shareToWarningMs: medianOf(times) };
  } finally {
    await stage.close();
  }
}

/** Percent of one core while an unlisted reel plays. */
async function playReel(kind: BrowserKind, posts: readonly PretendPost[], bare: boolean): Promise<number> {
  const server = await startTlsServer();
  const site = await createPretendInstagram({ server, posts });
  const browser = await launch(kind, bare ? { server } : { server, extensionDir: dist(kind) });
  try {
    const page = await browser.newPage();
    await page.goto(`${site.origin}/reels/${posts[0]?.code}/`);
    await page.bringToFront();
    await page.waitFor('play', () => [...document.querySelectorAll('video')].some(one => one.currentTime > 2));
    const before = await cpuSeconds();
    await sleep(REEL_SECONDS * 1_000);
    return (100 * ((await cpuSeconds()) - before)) / REEL_SECONDS;
  } finally {
    await browser.close();
    await server.close();
  }
}

async function benchReel(kind: BrowserKind): Promise<Figures> {
  const drawing = (await readDrawings()).find(({ listed }) => !listed);
  if (drawing === undefined) return {};
  const film = {
    body: await makeFilm({ seed: 5, seconds: REEL_SECONDS + 10 }),
    delivery: 'mse',
    poster: true,
  } as const;
  const media = { stem: stemOf(1), body: await photographOf(drawing), type: 'image/jpeg', film };
  const posts: readonly PretendPost[] = [{ code: 'DkReelKite_', author: 'kite.club', media: [media] }];
  const points: number[] = [];
  for (let pair = 0; pair < PAIRS; pair++) {
    const bare = await playReel(kind, posts, true);
    points.push((await playReel(kind, posts, false)) - bare);
  }
  return { reelCpuPoints: medianOf(points) };
}

const PARTS = { verdicts: benchVerdicts, warning: benchWarning, reel: benchReel, scroll: benchScroll, soak: benchSoak };

/** `part` names one of PARTS; without it all of them run. Needs the built extension, the browser, Linux and ffmpeg. */
export async function benchPage(kind: BrowserKind, part?: string): Promise<Figures> {
  let figures: Figures = {};
  for (const [name, run] of Object.entries(PARTS)) {
    if (part === undefined || part === name) figures = { ...figures, ...(await run(kind)) };
  }
  return figures;
}
