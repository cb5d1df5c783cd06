/** What the processes that this one started cost, from Linux's /proc. */
import { readdir, readFile } from 'node:fs/promises';

/** Of the kernel's clock in which /proc counts; 100 on every common Linux. */
const TICKS_A_SECOND = 100;

interface Status {
  readonly pid: number;
  readonly parent: number;
  readonly ticks: number;
}

async function readStatus(pid: number): Promise<Status | null> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null); // it has ended meanwhile
  // The name stands in brackets and may hold blanks; the fields after it are counted from `state`.
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ');
  return fields === undefined
    ? null
    : { pid, parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
}

/** Children of this process and theirs. */
async function descendants(): Promise<readonly Status[]> {
  const pids = (await readdir('/proc')).map(Number).filter(pid => pid > 0);
  const all = (await Promise.all(pids.map(readStatus))).filter(status => status !== null);
  const parents = new Map(all.map(({ pid, parent }) => [pid, parent]));
  const isOurs = (pid: number): boolean => {
    const parent = parents.get(pid);
    return parent !== undefined && (parent === process.pid || isOurs(parent));
  };
  return all.filter(({ pid }) => isOurs(pid));
}

/** Seconds of CPU that the running descendants have used. */
export const cpuSeconds = async (): Promise<number> =>
  (await descendants()).reduce((sum, { ticks }) => sum + ticks, 0) / TICKS_A_SECOND;

/** The processes of the browser that keeps its profile in that folder. */
async function processesOf(profileDir: string): Promise<readonly Status[]> {
  const all = await descendants();
  const parents = new Map(all.map(({ pid, parent }) => [pid, parent]));
  const commands = all.map(({ pid }) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => ''));
  const named = new Set(
    (await Promise.all(commands)).flatMap((text, i) => (text.includes(profileDir) ? [all[i]?.pid] : [])),
  );
  const isIts = (pid: number | undefined): boolean => pid !== undefined && (named.has(pid) || isIts(parents.get(pid)));
  return all.filter(({ pid }) => isIts(pid));
}

/** Memory in MB of the running descendants, or of one browser among them; what they share is counted once. */
export async function memoryMb(profileDir?: string): Promise<number> {
  const counted = profileDir === undefined ? await descendants() : await processesOf(profileDir);
  const sizes = counted.map(async ({ pid }) => {
    const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
    return Number(/^Pss:\s+(\d+) kB/m.exec(text)?.[1] ?? 0);
  });
  return (await Promise.all(sizes)).reduce((sum, kb) => sum + kb, 0) / 1_024;
}
