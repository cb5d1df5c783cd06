/** What is kept of own media, and everything that changes it. */
import { useCallback, useEffect, useState } from 'preact/hooks';
import type { OwnHead } from '../../core/own/item.ts';
import { patiently, WHILE_IT_STARTS } from '../../platform/patiently.ts';
import { remote } from '../../platform/rpc.ts';
import type { OwnApi } from '../../platform/vault-messages.ts';

export const background = remote<OwnApi>('own');

export interface OwnPort {
  /** Newest first. Null until it is known, and while the vault is locked. */
  readonly items: readonly OwnHead[] | null;
  readonly reload: () => Promise<void>;
}

export function useOwn(): OwnPort {
  const [items, setItems] = useState<readonly OwnHead[] | null>(null);
  const reload = useCallback(async () => setItems(await patiently(() => background.ownItems(), WHILE_IT_STARTS)), []);
  useEffect(() => void reload().catch(console.error), [reload]);
  return { items, reload };
}
