// @vitest-environment node
/** The log over the vault, and the reminders that ring even when the vault is locked. */
import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createPlan } from '../../src/background/plan.ts';
import { createVault } from '../../src/background/vault.ts';
import { type LogEntry, type LogEntryId, logFile } from '../../src/core/plan/log.ts';
import { fake } from '../support/fake-browser.ts';

const HOUR = 3_600_000;
const sentAt = Date.UTC(2026, 2, 28, 12);
let clock = sentAt;
const now = () => clock;
const vault = createVault(now);

const entry = (change: Partial<LogEntry> = {}): LogEntry => ({
  id: '00000000-0000-4000-8000-000000000001' as LogEntryId,
  at: sentAt,
  address: 'https://www.instagram.com/p/abc/',
  account: 'somebody',
  caseNumber: '',
  words: 'First notice.',
  notice: { duty: 'us-tida', sentAt, settled: false },
  ...change,
});
const alarmOf = (id: string) => fake.alarms.get(`reminder:${id}`);
const textOf = (log: readonly LogEntry[]) => new TextDecoder().decode(logFile(log));

beforeEach(async () => {
  fake.reset();
  clock = sentAt;
  await vault.destroy();
});

describe('the log', () => {
  test('keeps what was written, in the order in which it happened, and replaces what was changed', async () => {
    const plan = createPlan(vault, now);
    const later = entry({ id: '00000000-0000-4000-8000-000000000002' as LogEntryId, at: sentAt + HOUR, notice: null });
    expect(await plan.saveLogEntry(null, later)).toBe(true);
    expect(await plan.saveLogEntry(null, entry())).toBe(true);
    expect(await plan.readLog(null)).toEqual([entry(), later]);
    await plan.saveLogEntry(null, { ...later, words: 'They answered.' });
    expect(await plan.readLog(null)).toEqual([entry(), { ...later, words: 'They answered.' }]);
    await plan.removeLogEntry(null, entry().id);
    expect((await plan.readLog(null))?.map(({ id }) => id)).toEqual([later.id]);
  });

  test('comes back from a saved file, and takes no other file', async () => {
    const plan = createPlan(vault, now);
    expect(await plan.importLog(null, '{"format":"other"}')).toBe('refused');
    expect(await plan.importLog(null, textOf([entry()]))).toBe('imported');
    expect(await plan.readLog(null)).toEqual([entry()]);
    expect(alarmOf(entry().id)).toBe(sentAt + 48 * HOUR);
  });

  test('is closed while the vault is locked', async () => {
    const plan = createPlan(vault, now);
    await plan.saveLogEntry(null, entry());
    await vault.setPassphrase('three green boats');
    await vault.lock();
    expect(await plan.readLog(null)).toBeNull();
    expect(await plan.saveLogEntry(null, entry())).toBe(false);
    expect(await plan.importLog(null, textOf([entry()]))).toBe('locked');
  });
});

describe('a reminder', () => {
  test('is set for a notice, and taken back when it is settled or removed', async () => {
    const plan = createPlan(vault, now);
    await plan.saveLogEntry(null, entry());
    expect(alarmOf(entry().id)).toBe(sentAt + 48 * HOUR);
    await plan.saveLogEntry(null, entry({ notice: { duty: 'us-tida', sentAt, settled: true } }));
    expect(alarmOf(entry().id)).toBeUndefined();
    await plan.saveLogEntry(null, entry());
    await plan.removeLogEntry(null, entry().id);
    expect(alarmOf(entry().id)).toBeUndefined();
  });

  test('is there again after the browser forgot its alarms, though the vault is locked', async () => {
    await createPlan(vault, now).saveLogEntry(null, entry());
    await vault.setPassphrase('three green boats');
    await vault.lock();
    fake.alarms.clear();
    createPlan(createVault(now), now);
    await vi.waitFor(() => expect(alarmOf(entry().id)).toBe(sentAt + 48 * HOUR));
  });

  test('says nothing of what it is about, rings once, and only where it may', async () => {
    const plan = createPlan(vault, now);
    await plan.saveLogEntry(null, entry());
    fake.ring(`reminder:${entry().id}`);
    await vi.waitFor(() => expect(fake.stored.get('reminders')).toEqual({}));
    expect(fake.notes.size).toBe(0);
    fake.named.add('notifications');
    await plan.saveLogEntry(null, entry());
    fake.ring(`reminder:${entry().id}`);
    await vi.waitFor(() => expect(fake.notes.size).toBe(1));
    expect(JSON.stringify([...fake.notes])).not.toMatch(/instagram|somebody|notice|48/);
    expect(alarmOf(entry().id)).toBeUndefined();
  });
});
