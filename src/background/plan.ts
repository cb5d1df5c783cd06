/** The log of the plan: kept in the vault, read and written by our own pages only, and its reminders. */
import { decodeText, encodeText } from '../core/list/bytes.ts';
import { clockOf } from '../core/plan/clocks.ts';
import { inOrder, type LogEntry, MAX_ENTRIES, parseLogEntry, parseLogEntryId, parseLogFile } from '../core/plan/log.ts';
import { browser } from '../platform/browser.ts';
import { t } from '../platform/i18n.ts';
import { notify, onNoteClicked } from '../platform/notify.ts';
import type { PlanApi } from '../platform/vault-messages.ts';
import { createReminders } from './reminders.ts';
import type { Vault } from './vault.ts';

const NOTE = 'plan';

type Handlers = { [K in keyof PlanApi]: (caller: unknown, ...args: Parameters<PlanApi[K]>) => ReturnType<PlanApi[K]> };

const bytesOf = (entry: LogEntry) => ({ id: entry.id, bytes: encodeText(JSON.stringify(entry)) });

/** Registers its listeners at once. `now` in milliseconds since 1970. */
export function createPlan(vault: Vault, now: () => number): Handlers {
  /** What is due is not named: the note may be seen by others, and the vault may be locked. */
  const reminders = createReminders(() => notify(NOTE, t('plan_note_title'), t('plan_note_body')));
  reminders.ensure().catch(console.error);
  onNoteClicked(id => {
    if (id === NOTE) browser.tabs.create({ url: browser.runtime.getURL('plan/plan.html') }).catch(console.error);
  });

  async function read(): Promise<readonly LogEntry[] | null> {
    const opened = await vault.read('plan');
    if (opened === null) return null;
    const entries = opened.records.map(({ bytes }) => parseLogEntry(JSON.parse(decodeText(bytes, 'an entry'))));
    return inOrder(entries.filter(entry => entry !== null));
  }

  async function remind({ id, notice }: LogEntry): Promise<void> {
    const clock = notice === null ? null : clockOf(notice, now());
    await reminders.set(id, clock?.standing === 'running' ? clock.ringsAt : null);
  }

  async function write(entries: readonly LogEntry[]): Promise<boolean> {
    if (!(await vault.write('plan', entries.map(bytesOf)))) return false;
    for (const entry of entries) await remind(entry);
    return true;
  }

  return {
    readLog: read,
    async saveLogEntry(_, offered) {
      const entry = parseLogEntry(offered);
      const log = entry === null ? null : await read();
      if (entry === null || log === null || log.length >= MAX_ENTRIES) return false;
      return write([entry]);
    },
    async removeLogEntry(_, offered) {
      const id = parseLogEntryId(offered);
      if (id === null) return;
      await vault.delete('plan', [id]);
      await reminders.set(id, null);
    },
    async importLog(_, text) {
      const [entries, log] = [parseLogFile(text), await read()];
      if (log === null) return 'locked';
      if (entries === null || log.length + entries.length > MAX_ENTRIES) return 'refused';
      return (await write(entries)) ? 'imported' : 'locked';
    },
    async removeLog() {
      await vault.delete('plan', 'all');
      await reminders.clear();
    },
  };
}
