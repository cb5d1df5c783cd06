/** The one writer of the settings: changes are queued, so that two pages that change them at once do not lose one. */
import type { Policy } from '../core/policy.ts';
import { remember } from '../platform/remembered.ts';
import { parseSettings, readSettings, SETTINGS_KEY, type Settings, writeSettings } from '../platform/settings.ts';
import { underPolicy, weakens } from './protection.ts';

/** More wrong matches than a person will ever report; the oldest go first. */
const MAX_DISMISSED = 1_000;

export interface SettingsKeeper {
  /** As they are in force. */
  read(): Promise<Settings>;
  /**
   * Applies `change` and returns what is in force now. Unknown and damaged fields are ignored; all of it is refused if
   * it would weaken the protection while that is locked.
   */
  change(change: Partial<Settings>): Promise<Settings>;
  /** Adds one `list:entry` to what no longer warns. */
  dismiss(dismissal: string): Promise<void>;
}

export interface SettingsPorts {
  policy(): Promise<Policy>;
  /** False while the protection is locked. */
  mayWeaken(): Promise<boolean>;
  /** Runs after each write, and its faults are its own. */
  onChange(settings: Settings): Promise<void>;
}

export function createSettingsKeeper({ policy, mayWeaken, onChange }: SettingsPorts): SettingsKeeper {
  const stored = remember('local', SETTINGS_KEY, readSettings);
  let last: Promise<unknown> = Promise.resolve();

  async function read(): Promise<Settings> {
    const [settings, set] = await Promise.all([stored.read(), policy()]);
    return underPolicy(settings, set);
  }

  function update(next: (now: Settings) => Settings | Promise<Settings>): Promise<Settings> {
    const done = last.then(async () => {
      await writeSettings(await next(await readSettings()));
      stored.forget();
      return read();
    });
    last = done.then(onChange).catch(console.error);
    return done;
  }

  return {
    read,
    change: change =>
      update(async now => {
        const next = parseSettings({ ...now, ...change });
        return weakens(now, next) && !(await mayWeaken()) ? now : next;
      }),
    async dismiss(dismissal) {
      await update(now => ({
        ...now,
        dismissedEntries: [...now.dismissedEntries.filter(known => known !== dismissal), dismissal].slice(
          -MAX_DISMISSED,
        ),
      }));
    },
  };
}
