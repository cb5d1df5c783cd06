/**
 * The log of a person whose picture was passed on: what was found where, what was sent to whom, what came back. It holds
 * words and addresses, never media. It is written as JSON, in the vault and in the file that the person saves.
 */
import { type Bytes, encodeText } from '../list/bytes.ts';
import { DUTIES, type DutyId, type Notice } from './clocks.ts';

export type LogEntryId = string & { readonly __brand: 'LogEntryId' };

export interface LogEntry {
  readonly id: LogEntryId;
  /** When it happened, as the person says; milliseconds since 1970. */
  readonly at: number;
  /** Where: the address of a page, as copied by the person. Empty if there is none. */
  readonly address: string;
  /** Name of the account that posted it. */
  readonly account: string;
  /** What a platform, a helpline or the police call the case. */
  readonly caseNumber: string;
  readonly words: string;
  /** Set when this is a notice that an answer is due to. */
  readonly notice: Notice | null;
}

/** Long enough for a page of writing; more than that is not a note. */
export const MAX_TEXT = 4_000;
export const MAX_ENTRIES = 2_000;

const isTime = (value: unknown): value is number => Number.isSafeInteger(value) && Math.abs(value as number) < 8.64e15;
const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value.length <= MAX_TEXT ? value : null;
const isDuty = (value: unknown): value is DutyId => DUTIES.some(({ id }) => id === value);

function parseNotice(value: unknown): Notice | null {
  if (typeof value !== 'object' || value === null) return null;
  const { duty, sentAt, settled } = value as Record<string, unknown>;
  return isDuty(duty) && isTime(sentAt) && typeof settled === 'boolean' ? { duty, sentAt, settled } : null;
}

export const parseLogEntryId = (value: unknown): LogEntryId | null =>
  typeof value === 'string' && /^[0-9a-f-]{36}$/.test(value) ? (value as LogEntryId) : null;

/** Null for what is no entry. Fields that no version of ours writes are not kept. */
export function parseLogEntry(value: unknown): LogEntry | null {
  if (typeof value !== 'object' || value === null) return null;
  const fields = value as Record<string, unknown>;
  const id = parseLogEntryId(fields['id']);
  const [address, account] = [textOf(fields['address']), textOf(fields['account'])];
  const [caseNumber, words] = [textOf(fields['caseNumber']), textOf(fields['words'])];
  const at = fields['at'];
  const notice = parseNotice(fields['notice']);
  if (id === null || !isTime(at) || address === null || account === null) return null;
  if (caseNumber === null || words === null || (notice === null && fields['notice'] !== null)) return null;
  return { id, at, address, account, caseNumber, words, notice };
}

/** In the order in which things happened. */
export const inOrder = (entries: readonly LogEntry[]): readonly LogEntry[] =>
  entries.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));

const FORMAT = 'consentry-log/1';

/** The file that a person saves: all entries, as readable JSON. */
export const logFile = (entries: readonly LogEntry[]): Bytes =>
  encodeText(`${JSON.stringify({ format: FORMAT, entries: inOrder(entries) }, null, 2)}\n`);

/** Null for any other file, and for one of which a single entry is wrong: a log is taken in whole or not at all. */
export function parseLogFile(text: string): readonly LogEntry[] | null {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof file !== 'object' || file === null) return null;
  const { format, entries } = file as Record<string, unknown>;
  if (format !== FORMAT || !Array.isArray(entries) || entries.length > MAX_ENTRIES) return null;
  const parsed = entries.map(parseLogEntry).filter(entry => entry !== null);
  return parsed.length === entries.length ? parsed : null;
}
