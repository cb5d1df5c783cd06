/** What we may look at, followed while the page is open; null until it is known. */
import { useCallback, useEffect, useState } from 'preact/hooks';
import { hasAccess, hasSite, onAccessChange } from './access.ts';
import type { SiteName } from './sites.ts';

function useFollowed<T>(ask: () => Promise<T>): T | null {
  const [answer, setAnswer] = useState<T | null>(null);
  useEffect(() => {
    const life = new AbortController();
    const look = () => {
      ask().then(found => life.signal.aborted || setAnswer(found), console.error);
    };
    look();
    onAccessChange(look, life.signal);
    return () => life.abort();
  }, [ask]);
  return answer;
}

/** May we look at what we need from the start? */
export const useAccess = (): boolean | null => useFollowed(hasAccess);

/** Which of these sites may we look at? `sites` has to be the same array each time. */
export function useSiteAccess(sites: readonly SiteName[]): ReadonlySet<string> | null {
  const ask = useCallback(async () => {
    const allowed = await Promise.all(sites.map(hasSite));
    return new Set(sites.filter((_, index) => allowed[index]).map(({ id }) => id));
  }, [sites]);
  return useFollowed(ask);
}
