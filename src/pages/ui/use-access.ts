/** Whether we may look at the sites, followed while the page is open; null until it is known. */
import { useEffect, useState } from 'preact/hooks';
import { hasAccess, onAccessChange } from './access.ts';

export function useAccess(): boolean | null {
  const [access, setAccess] = useState<boolean | null>(null);
  useEffect(() => {
    const life = new AbortController();
    const look = () => {
      hasAccess().then(setAccess, console.error);
    };
    look();
    onAccessChange(look, life.signal);
    return () => life.abort();
  }, []);
  return access;
}
