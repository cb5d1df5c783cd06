/** Many files, one after the other, with a way to stop and to go on. What is asked when, but no layout. */
import { useRef, useState } from 'preact/hooks';
import { type Made, makeEntry, type View } from './make-entry.ts';
import { background } from './use-own.ts';

/** A picture that waits for a yes, since it still carries writing. */
export interface Doubtful {
  readonly key: number;
  readonly bytes: Uint8Array;
  readonly view: View | null;
}

export type Trouble = 'undecodable' | 'too-small' | 'plain' | 'full' | 'locked' | 'refused';

export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly added: number;
  readonly isRunning: boolean;
  readonly troubles: Readonly<Partial<Record<Trouble, number>>>;
  readonly doubtful: readonly Doubtful[];
  /** What the last picture was cut to. */
  readonly view: View | null;
}

const IDLE: Progress = { done: 0, total: 0, added: 0, isRunning: false, troubles: {}, doubtful: [], view: null };

const troubled = (now: Progress, why: Trouble): Progress => ({
  ...now,
  troubles: { ...now.troubles, [why]: (now.troubles[why] ?? 0) + 1 },
});

export interface AddingPort {
  readonly progress: Progress;
  readonly add: (files: readonly File[]) => void;
  readonly stop: () => void;
  readonly goOn: () => void;
  /** `yes` adds the picture although it carries writing. */
  readonly decide: (doubtful: Doubtful, yes: boolean) => void;
}

export function useAdding(onAdded: () => Promise<void>): AddingPort {
  const [progress, setProgress] = useState(IDLE);
  const waiting = useRef<File[]>([]);
  const running = useRef<AbortController | null>(null);
  const nextKey = useRef(0);

  async function keep(bytes: Uint8Array): Promise<void> {
    const outcome = await background.addOwn('', bytes);
    setProgress(now => (typeof outcome === 'string' ? troubled(now, outcome) : { ...now, added: now.added + 1 }));
  }

  async function take(made: Made): Promise<void> {
    if (made.kind === 'none') {
      const { why } = made;
      if (why !== 'cancelled') setProgress(now => troubled(now, why));
      return;
    }
    const { bytes, view, writing } = made;
    setProgress(now => ({ ...now, view }));
    if (!writing) return keep(bytes);
    nextKey.current += 1;
    const doubtful = { key: nextKey.current, bytes, view };
    setProgress(now => ({ ...now, doubtful: [...now.doubtful, doubtful] }));
  }

  async function run(): Promise<void> {
    if (running.current !== null) return;
    const end = new AbortController();
    running.current = end;
    setProgress(now => ({ ...now, isRunning: true }));
    try {
      for (let file = waiting.current[0]; file !== undefined && !end.signal.aborted; file = waiting.current[0]) {
        const made = await makeEntry(file, end.signal);
        if (end.signal.aborted) break; // it comes first when the person goes on
        waiting.current.shift();
        await take(made);
        setProgress(now => ({ ...now, done: now.done + 1 }));
      }
    } finally {
      running.current = null;
      setProgress(now => ({ ...now, isRunning: false }));
      await onAdded(); // once: reading hundreds of entries for each new one would take longer than making them
    }
  }

  return {
    progress,
    add(files) {
      const isNew = waiting.current.length === 0;
      waiting.current.push(...files);
      setProgress(now =>
        isNew ? { ...IDLE, doubtful: now.doubtful, total: files.length } : { ...now, total: now.total + files.length },
      );
      run().catch(console.error);
    },
    stop: () => running.current?.abort(),
    goOn: () => void run().catch(console.error),
    decide(doubtful, yes) {
      setProgress(now => ({ ...now, doubtful: now.doubtful.filter(({ key }) => key !== doubtful.key) }));
      if (yes) keep(doubtful.bytes).then(onAdded).catch(console.error);
    },
  };
}
