/** Settings and lists as the background knows them, shared by the popup and the options page. */
import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Tally } from '../../core/tally.ts';
import type { ListSummary, PageApi } from '../../platform/messages.ts';
import { remote } from '../../platform/rpc.ts';
import type { Settings } from '../../platform/settings.ts';

const background = remote<PageApi>('page');

export type Overview =
  | { readonly status: 'loading' }
  | { readonly status: 'fault' }
  | {
      readonly status: 'ready';
      readonly settings: Settings;
      readonly lists: readonly ListSummary[];
      readonly notShared: Tally;
    };

export interface OverviewPort {
  readonly overview: Overview;
  /** Asks again, for example after a fault. Resolves to what is shown from then on. */
  readonly reload: () => Promise<Overview>;
  /** Shows what the background kept, which may be more than the change that was asked for. */
  readonly change: (change: Partial<Settings>) => Promise<void>;
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

  const change = useCallback(async (wanted: Partial<Settings>) => {
    try {
      const settings = await background.changeSettings(wanted);
      setOverview(now => (now.status === 'ready' ? { ...now, settings } : now));
    } catch (error) {
      console.error(error);
      setOverview({ status: 'fault' });
    }
  }, []);

  const forgetNotShared = useCallback(async () => {
    await background.forgetNotShared();
    await reload();
  }, [reload]);

  useEffect(() => void reload(), [reload]);
  return { overview, reload, change, forgetNotShared };
}
