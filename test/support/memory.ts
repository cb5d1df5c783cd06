/** Memory of a browser that this process started, children and all: proportional set size, from /proc (Linux only). */
import { readdirSync, readFileSync } from 'node:fs';
import { sleep } from './timing.ts';

const readIfThere = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // the process has ended meanwhile
  }
};

export const canMeasureMemory = readIfThere('/proc/self/smaps_rollup') !== '';

function descendants(): readonly string[] {
  const parents = new Map<string, string>();
  for (const pid of readdirSync('/proc').filter(name => /^\d+$/.test(name))) {
    // "pid (name with any character) state ppid ...": the name is skipped from behind.
    const parent = readIfThere(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ')[1];
    if (parent !== undefined) parents.set(pid, parent);
  }
  const isOurs = (pid: string | undefined): boolean =>
    pid !== undefined && (pid === String(process.pid) || isOurs(parents.get(pid)));
  return [...parents.keys()].filter(pid => pid !== String(process.pid) && isOurs(pid));
}

/** In bytes. */
function memoryOfChildren(): number {
  const kilobytes = descendants().map(pid => /^Pss:\s+(\d+)/m.exec(readIfThere(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0);
  return kilobytes.reduce((sum: number, kb) => sum + Number(kb) * 1_024, 0);
}

/** The same once it stands still: browsers go on growing for seconds after they have started. */
export async function settledMemory(): Promise<number> {
  let last = memoryOfChildren();
  for (let second = 0; second < 20; second++) {
    await sleep(1_000);
    const now = memoryOfChildren();
    if (Math.abs(now - last) < 2_000_000) return now;
    last = now;
  }
  return last;
}

/** The most memory at any moment while `work` runs, in bytes. */
export async function peakMemory<T>(work: Promise<T>): Promise<{ readonly result: T; readonly peak: number }> {
  let peak = 0;
  let isRunning = true;
  const watching = (async () => {
    while (isRunning) {
      peak = Math.max(peak, memoryOfChildren());
      await sleep(150); // asking is not free either
    }
  })();
  try {
    return { result: await work, peak };
  } finally {
    isRunning = false;
    await watching;
  }
}
