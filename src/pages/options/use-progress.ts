/** How far the update that is under way has come, followed while the page is open; null when there is none. */
import { useEffect, useState } from 'preact/hooks';
import { type ListProgress, watchListProgress } from '../../platform/list-progress.ts';

export function useProgress(): ListProgress | null {
  const [progress, setProgress] = useState<ListProgress | null>(null);
  useEffect(() => {
    const life = new AbortController();
    watchListProgress(setProgress, life.signal).catch(console.error);
    return () => life.abort();
  }, []);
  return progress;
}
