/**
 * A long sitting: the feed up and down without end, and whether memory stays where it was after the first minute. Two
 * browsers sit side by side, one without the extension: what a browser keeps of so many pictures is not ours.
 * Three minutes, or as many as SOAK_MINUTES says.
 */
import { createPretendInstagram } from '../fixtures/pretend-instagram/server.ts';
import { launch } from '../support/browser.ts';
import type { BrowserKind } from '../support/ensure-browsers.ts';
import { dist } from '../support/extension.ts';
import { memoryMb } from '../support/processes.ts';
import { sleep } from '../support/timing.ts';
import { startTlsServer } from '../support/tls-server.ts';
import { makeFeed } from './feed.ts';
import type { Figures } from './figures.ts';
import { medianOf } from './timing.ts';

const MINUTES = Number(process.env['SOAK_MINUTES'] ?? 3);
const STEP_PX = 700;
const STEP_MS = 120;
const MINUTE = 60_000;

interface Sitting {
  /** From the second minute to the last, in MB. */
  readonly growth: number;
  readonly nodes: number | null;
}

async function sit(kind: BrowserKind, bare: boolean): Promise<Sitting> {
  const server = await startTlsServer();
  const site = await createPretendInstagram({ server, posts: await makeFeed() });
  const browser = await launch(kind, bare ? { server } : { server, extensionDir: dist(kind) });
  try {
    const page = await browser.newPage();
    await page.goto(`${site.origin}/`);
    await page.bringToFront();
    const samples: { readonly at: number; readonly mb: number }[] = [];
    const start = performance.now();
    let [direction, steps] = [1, 0];
    while (performance.now() - start < MINUTES * MINUTE) {
      const end = direction > 0 ? 'scrollY + innerHeight >= document.documentElement.scrollHeight - 4' : 'scrollY <= 4';
      if (await page.evaluate(end)) direction = -direction;
      await page.scrollBy(direction * STEP_PX);
      await sleep(STEP_MS);
      if (++steps % 50 === 0) samples.push({ at: performance.now() - start, mb: await memoryMb(browser.profileDir) });
    }
    const counters = await page.counters();
    const early = samples.filter(({ at }) => at >= MINUTE && at < 1.5 * MINUTE);
    const late = samples.filter(({ at }) => at >= (MINUTES - 0.5) * MINUTE);
    const middle = (some: typeof samples): number => medianOf(some.map(({ mb }) => mb));
    return { growth: middle(late) - middle(early), nodes: counters?.nodes ?? null };
  } finally {
    await browser.close();
    await server.close();
  }
}

export async function benchSoak(kind: BrowserKind): Promise<Figures> {
  const [bare, ours] = await Promise.all([sit(kind, true), sit(kind, false)]);
  return {
    soakMinutes: MINUTES,
    soakGrowthMb: ours.growth - bare.growth,
    soakGrowthBareMb: bare.growth,
    soakNodes: ours.nodes,
    soakNodesBare: bare.nodes,
  };
}
