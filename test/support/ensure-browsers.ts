/**
 * Finds the browsers that the end-to-end tests and the demo drive, and installs them where that needs no question
 * (as root on Debian or Ubuntu). Anywhere else it prints the one command to run. It never downloads a browser itself.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';

export type BrowserKind = 'chromium' | 'firefox';

interface Places {
  /** Environment variable that overrides everything. */
  readonly variable: string;
  /** Names looked for on PATH, then absolute places. */
  readonly commands: readonly string[];
  readonly paths: readonly string[];
  readonly debianPackage: string;
  readonly brewCask: string;
  readonly wingetId: string;
}

const programFiles = [process.env['PROGRAMFILES'], process.env['PROGRAMFILES(X86)'], process.env['LOCALAPPDATA']];
const windows = (...parts: readonly string[]): readonly string[] =>
  programFiles.filter(folder => folder !== undefined).map(folder => join(folder, ...parts));

const PLACES: Readonly<Record<BrowserKind, Places>> = {
  chromium: {
    variable: 'CHROMIUM',
    commands: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    paths: [
      '/usr/bin/chromium',
      '/usr/bin/chromium-browser',
      '/snap/bin/chromium',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      ...windows('Chromium', 'Application', 'chrome.exe'),
      ...windows('Google', 'Chrome', 'Application', 'chrome.exe'),
    ],
    debianPackage: 'chromium',
    brewCask: 'google-chrome',
    wingetId: 'Google.Chrome',
  },
  firefox: {
    variable: 'FIREFOX',
    commands: ['firefox-esr', 'firefox'],
    paths: [
      '/usr/bin/firefox-esr',
      '/usr/bin/firefox',
      '/snap/bin/firefox',
      '/Applications/Firefox.app/Contents/MacOS/firefox',
      ...windows('Mozilla Firefox', 'firefox.exe'),
    ],
    debianPackage: 'firefox-esr',
    brewCask: 'firefox',
    wingetId: 'Mozilla.Firefox',
  },
};

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false; // not there, or not ours to run: the next place is tried
  }
};

/** The program's path, or null. A path in the environment is believed as it is, so that a typing error shows. */
function find(kind: BrowserKind): string | null {
  const { variable, commands, paths } = PLACES[kind];
  const chosen = process.env[variable];
  if (chosen) return chosen;
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(folder => folder !== '');
  const onPath = commands.flatMap(command => folders.map(folder => join(folder, command)));
  return [...onPath, ...paths].find(isProgram) ?? null;
}

export const findChromium = (): string | null => find('chromium');
export const findFirefox = (): string | null => find('firefox');

/** One command that a person can paste to get what is missing. */
function installCommand(missing: readonly BrowserKind[]): string {
  const places = missing.map(kind => PLACES[kind]);
  if (process.platform === 'darwin') return `brew install --cask ${places.map(place => place.brewCask).join(' ')}`;
  if (process.platform === 'win32') return places.map(place => `winget install -e --id ${place.wingetId}`).join(' && ');
  const packages = places.map(place => place.debianPackage).join(' ');
  return `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${packages}`;
}

const mayInstall = (): boolean =>
  process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/etc/debian_version');

/** Output goes to stderr, so that a caller's stdout keeps its own meaning. */
function aptGet(...args: readonly string[]): void {
  const { status } = spawnSync('apt-get', args, {
    stdio: ['ignore', 2, 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (status !== 0) throw new Error(`apt-get ${args.join(' ')} failed`);
}

/** Makes sure that each of `which` is there. Throws with the command to run when it cannot. */
export function ensureBrowsers(which: readonly BrowserKind[] = ['chromium', 'firefox']): void {
  const missing = which.filter(kind => find(kind) === null);
  if (missing.length === 0) return;
  if (mayInstall()) {
    aptGet('update');
    aptGet('install', '-y', '--no-install-recommends', ...missing.map(kind => PLACES[kind].debianPackage));
  }
  const still = missing.filter(kind => find(kind) === null);
  if (still.length > 0) {
    throw new Error(
      `Not found: ${still.join(' and ')}. Install with:\n  ${installCommand(still)}\n` +
        `or name the program in ${still.map(kind => PLACES[kind].variable).join(' and ')}.`,
    );
  }
}

/** The program's path; throws with advice when it is missing. */
export function browserProgram(kind: BrowserKind): string {
  ensureBrowsers([kind]);
  const path = find(kind);
  if (path === null) throw new Error(`${kind} vanished while it was looked for`);
  return path;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    ensureBrowsers();
    console.log(`chromium: ${findChromium()}\nfirefox: ${findFirefox()}`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
