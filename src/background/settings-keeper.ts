/** The one writer of the settings: changes are queued, so that two pages that change them at once do not lose one. */
import { parseSettings, readSettings, type Settings, writeSettings } from '../platform/settings.ts';

/** More wrong matches than a person will ever report; the oldest go first. */
const MAX_DISMISSED = 1_000;

export interface SettingsKeeper {
  read(): Promise<Settings>;
  /** Applies `change` and returns what holds now. Unknown and damaged fields are ignored. */
  change(change: Partial<Settings>): Promise<Settings>;
  /** Adds one `list:entry` to what no longer warns. */
  dismiss(dismissal: string): Promise<Settings>;
}

/** `onChange` runs after each write, and its faults are its own. */
export function createSettingsKeeper(onChange: (settings: Settings) => Promise<void>): SettingsKeeper {
  let last: Promise<unknown> = Promise.resolve();

  function update(next: (now: Settings) => Settings): Promise<Settings> {
    const done = last.then(async () => {
      const settings = next(await readSettings());
      await writeSettings(settings);
      return settings;
    });
    last = done.then(onChange).catch(console.error);
    return done;
  }

  return {
    read: readSettings,
    change: change => update(now => parseSettings({ ...now, ...change })),
    dismiss: dismissal =>
      update(now => ({
        ...now,
        dismissedEntries: [...now.dismissedEntries.filter(known => known !== dismissal), dismissal].slice(
          -MAX_DISMISSED,
        ),
      })),
  };
}
