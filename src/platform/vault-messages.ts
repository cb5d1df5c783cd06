/**
 * What our own pages ask of the background about what is under lock: the settings, under the PIN of a family, and what
 * the person keeps about themselves, own media and the log of the plan. The rest of what contexts ask is in messages.ts.
 */
import type { OwnHead, OwnId } from '../core/own/item.ts';
import type { LogEntry, LogEntryId } from '../core/plan/log.ts';

/** `refused`: this browser keeps no database for us. `device`: open, without a passphrase. */
export type VaultState = 'refused' | 'device' | 'locked' | 'unlocked';

export type Unlocking =
  | { readonly kind: 'unlocked' }
  | { readonly kind: 'wrong' }
  /** After several wrong ones: nothing was tried, and nothing will be before this many milliseconds have passed. */
  | { readonly kind: 'wait'; readonly ms: number };

/** `open`: the PIN was typed not long ago. `policy`: nobody here opens it. */
export type LockState = 'none' | 'open' | 'locked' | 'policy';

/** The lock of the settings (background/lock.ts). For our own pages only. */
export interface LockApi {
  unlockSettings(pin: string): Promise<Unlocking>;
  lockSettings(): Promise<void>;
  /** Null takes the lock away. False while it is locked, and for what is no PIN (core/vault/pin.ts). */
  setSettingsPin(pin: string | null): Promise<boolean>;
}

/** The lock of what the person keeps about themselves: own media and the log of the plan. For our own pages only. */
export interface VaultApi {
  vaultState(): Promise<VaultState>;
  unlockVault(passphrase: string): Promise<Unlocking>;
  lockVault(): Promise<void>;
  /** Null takes the passphrase away. False while it is locked. */
  setVaultPassphrase(passphrase: string | null): Promise<boolean>;
  /** Own media, log, reminders: all of it is gone. The only way on for who forgot the passphrase. */
  destroyVault(): Promise<void>;
}

/** The log of the plan. For our own pages only. */
export interface PlanApi {
  /** In the order in which things happened; null while the vault is locked. */
  readLog(): Promise<readonly LogEntry[] | null>;
  /** Adds it, or replaces the one with its id. False while the vault is locked, and when the log is full. */
  saveLogEntry(entry: LogEntry): Promise<boolean>;
  removeLogEntry(id: LogEntryId): Promise<void>;
  /** Adds what a saved log holds; entries of the same id are replaced. */
  importLog(text: string): Promise<'imported' | 'refused' | 'locked'>;
  removeLog(): Promise<void>;
}

/** Own media. Entries are made in the page, so that no picture leaves the page that it was chosen in. */
export interface OwnApi {
  /** What is kept, without the entries; null while the vault is locked. */
  ownItems(): Promise<readonly OwnHead[] | null>;
  /** `entry`: bytes of core/own/entry-bytes.ts. `full`: there are too many already. */
  addOwn(name: string, entry: Uint8Array): Promise<{ readonly added: OwnId } | 'refused' | 'full' | 'locked'>;
  renameOwn(id: OwnId, name: string): Promise<void>;
  removeOwn(ids: readonly OwnId[]): Promise<void>;
  removeAllOwn(): Promise<void>;
  /** All of it as one sealed file (core/vault/sealed-file.ts); null while the vault is locked. */
  exportOwn(passphrase: string): Promise<Blob | null>;
  importOwn(file: Blob, passphrase: string): Promise<OwnImport>;
  /** One plain hash of each picture, as a signed list (core/own/give.ts) under this name; null if there is none to give. */
  giveOwn(publisher: string): Promise<GivenFile | null>;
}

export interface GivenFile {
  readonly file: Blob;
  readonly keyDigest: string;
  readonly entries: number;
}

export type OwnImport =
  | { readonly imported: number }
  | { readonly failed: 'locked' | 'full' | 'format' | 'passphrase' | 'damaged' };
