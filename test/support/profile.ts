/** What of a page's main thread the scripts of extensions took, read from the profile that Chromium's debugger takes. */
import type { Protocol } from 'puppeteer-core';

/** Milliseconds of the main thread. */
export interface OwnTime {
  readonly total: number;
  /** The longest at one stretch. */
  readonly longest: number;
  /** Stretches of 50 ms or more: what browsers call a long task. */
  readonly long: number;
}

const LONG_MS = 50;
const EXTENSION = 'chrome-extension://';

/** Whether each node of the tree of calls, by id, is a call from an extension's script. */
function ownNodes(nodes: readonly Protocol.Profiler.ProfileNode[]): ReadonlySet<number> {
  const own = new Set<number>();
  const children = new Map(nodes.map(({ id, children = [] }) => [id, children]));
  const mark = (id: number): void => {
    own.add(id);
    for (const child of children.get(id) ?? []) if (!own.has(child)) mark(child);
  };
  for (const { id, callFrame } of nodes) if (callFrame.url.startsWith(EXTENSION)) mark(id);
  return own;
}

export function ownTime({ nodes, samples = [], timeDeltas = [] }: Protocol.Profiler.Profile): OwnTime {
  const own = ownNodes(nodes);
  let [total, longest, long, stretch] = [0, 0, 0, 0];
  for (const [i, id] of samples.entries()) {
    const ms = (timeDeltas[i + 1] ?? 0) / 1_000; // until the next sample
    const before = stretch;
    stretch = own.has(id) ? stretch + ms : 0;
    if (own.has(id)) total += ms;
    if (before < LONG_MS && stretch >= LONG_MS) long++;
    longest = Math.max(longest, stretch);
  }
  return { total, longest, long };
}
