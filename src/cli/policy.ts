/** `consentry policy`: checks a policy file before it is rolled out. Chrome says nothing of what it leaves out of one. */
import { readFile } from 'node:fs/promises';
import { MAX_TRUSTED_ADULT, type PolicyProblem, parsePolicy } from '../core/policy.ts';
import { KNOWN_SITES } from '../core/sites.ts';
import { CliError, defineCommand, firstOf } from './command.ts';
import { some } from './words.ts';

const WORDS: Readonly<Record<PolicyProblem, string>> = {
  unknown: 'is no key that this version knows',
  switch: 'has to be true or false, without quotes',
  texts: 'has to be a list of texts in square brackets',
  link: 'has to hold links: https, a folder, then # and the 64 signs of the key',
  site: `has to hold sites out of ${KNOWN_SITES.map(({ id }) => id).join(', ')}`,
  profile: 'has to be "child" or "adult"',
  name: `has to be a text of 1 to ${MAX_TRUSTED_ADULT} letters`,
  region: 'has to be a country in two capital letters, such as "DE"',
};

type Json = Readonly<Record<string, unknown>>;

const objectAt = (value: unknown, ...path: readonly string[]): Json | null => {
  const [key, ...rest] = path;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return key === undefined ? (value as Json) : objectAt((value as Json)[key], ...rest);
};

/** Settings by the extension's id, as in a file for Chrome or Firefox; else the whole file is the settings of one. */
function settingsIn(file: Json): Json {
  return (
    objectAt(file, '3rdparty', 'extensions') ??
    objectAt(file, 'policies', '3rdparty', 'Extensions') ?? { settings: file }
  );
}

async function readJson(path: string): Promise<Json> {
  try {
    const file = objectAt(JSON.parse(await readFile(path, 'utf8')));
    if (file !== null) return file;
  } catch (error) {
    throw new CliError(`${path}: ${error instanceof Error ? error.message : error}`);
  }
  throw new CliError(`${path}: holds no JSON object`);
}

export const policy = defineCommand({
  usage: 'FILE',
  about:
    'Reads a policy file for Chrome, Chromium, Edge or Firefox as the extension would, and says what is wrong in it, key\n' +
    'by key. Only settings of extensions are looked at.',
  example: 'consentry policy docs/policies/chrome.json',
  options: {},
  async run({ positionals, say }) {
    const [path] = firstOf(positionals, 'FILE');
    let wrong = 0;
    for (const [extension, given] of Object.entries(settingsIn(await readJson(path)))) {
      const settings = objectAt(given);
      if (settings === null) throw new CliError(`${path}: the settings of ${extension} are no JSON object`);
      const { policy: read, faults } = parsePolicy(settings);
      wrong += faults.length;
      const lines = faults.map(({ key, problem, value }) => `  ${key} ${WORDS[problem]}; it is ${value}`);
      const total = Object.keys(settings).length;
      say(
        { extension, policy: read, faults },
        [`${extension}: ${some(total, 'key')}, ${some(faults.length, 'fault')}`, ...lines].join('\n'),
      );
    }
    return wrong > 0 ? 1 : 0;
  },
});
