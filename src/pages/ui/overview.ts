/** Settings and lists as the background knows them, shared by the popup and the options page. */
import { useCallback, useEffect, useState } from 'preact/hooks';
import type { PageApi } from '../../platform/messages.ts';
import { remote } from '../../platform/rpc.ts';
import type { Settings } from '../../platform/settings.ts';

const background = remote<PageApi>('page');

export type Overview =
  | { readonly status: 'loading' }
  | { readonly status: 'fault' }
  | ({ readonly status: 'ready' } & Awaited<ReturnType<PageApi['overview']>>);

export interface OverviewPort {
  readonly overview: Overview;
  /** Asks again, for example after a fault. Resolves to what is shown from then on. */
  readonly reload: () => Promise<Overview>;
  /** Shows what is in force then; that is not what was asked for where a lock refused it. */
  readonly change: (change: Partial<Settings>) => Promise<void>;
  /** Takes us off a site, and gives back what the browser was asked for there. */
  readonly leaveSite: (site: string) => Promise<void>;
  /** Deletes the count of what was not shared. */
  readonly forgetNotShared: () => Promise<void>;
}

async function look(): Promise<Overview> {
  try {
    return { status: 'ready', ...(await background.overview()) };
  } catch (error) {
    console.error(error);
    return { status: 'fault' };
  }
}

export function useOverview(): OverviewPort {
  const [overview, setOverview] = useState<Overview>({ status: 'loading' });

  const reload = useCallback(async () => {
    const found = await look();
    setOverview(found);
    return found;
  }, []);

  const change = useCallback(
    async (wanted: Partial<Settings>) => {
      try {
        await background.changeSettings(wanted);
        await reload();
      } catch (error) {
        console.error(error);
        setOverview({ status: 'fault' });
      }
    },
    [reload],
  );

  const forgetNotShared = useCallback(async () => {
    await background.forgetNotShared();
    await reload();
  }, [reload]);

  const leaveSite = useCallback(
    async (site: string) => {
      await background.leaveSite(site);
      await reload();
    },
    [reload],
  );

  useEffect(() => void reload(), [reload]);
  return { overview, reload, change, leaveSite, forgetNotShared };
}
