/** The log as the page shows it, and everything that changes it. */
import { useCallback, useEffect, useState } from 'preact/hooks';
import type { LogEntry, LogEntryId } from '../../core/plan/log.ts';
import { patiently, WHILE_IT_STARTS } from '../../platform/patiently.ts';
import { remote } from '../../platform/rpc.ts';
import type { PlanApi } from '../../platform/vault-messages.ts';

const plan = remote<PlanApi>('plan');

export interface LogPort {
  /** Null until it is known, and while the vault is locked. */
  readonly log: readonly LogEntry[] | null;
  readonly reload: () => Promise<void>;
  /** Resolves to false when it was not kept. */
  readonly save: (entry: LogEntry) => Promise<boolean>;
  readonly remove: (id: LogEntryId) => Promise<void>;
  readonly removeAll: () => Promise<void>;
  readonly addFrom: (file: Blob) => Promise<'imported' | 'refused' | 'locked'>;
}

export function useLog(): LogPort {
  const [log, setLog] = useState<readonly LogEntry[] | null>(null);
  const reload = useCallback(async () => setLog(await patiently(() => plan.readLog(), WHILE_IT_STARTS)), []);
  useEffect(() => void reload().catch(console.error), [reload]);
  return {
    log,
    reload,
    async save(entry) {
      const kept = await plan.saveLogEntry(entry);
      await reload();
      return kept;
    },
    async remove(id) {
      await plan.removeLogEntry(id);
      await reload();
    },
    async removeAll() {
      await plan.removeLog();
      await reload();
    },
    async addFrom(file) {
      const outcome = await plan.importLog(await file.text());
      await reload();
      return outcome;
    },
  };
}
