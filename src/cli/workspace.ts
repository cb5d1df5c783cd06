/**
 * A publisher's working folder.
 *
 *   list.json    what the list says of itself; may be edited between two versions
 *   bank.jsonl   the working collection: one entry a line
 *   keys/*.pem   private keys
 *   draft/v1/    the next version until enough keys have signed it
 *   public/v1/   what goes to the web server, and nothing else does
 */
import { join } from 'node:path';
import { digestOf } from '../core/list/bytes.ts';
import { PURPOSES, type Purpose, readEndpoint } from '../core/list/catalog.ts';
import type { ListFiles, Trust } from '../core/list/chain.ts';
import { readEnvelope } from '../core/list/envelope.ts';
import { readArray, readInteger, readObject, readPattern, readText, readWord } from '../core/list/json.ts';
import { LIMITS } from '../core/list/limits.ts';
import { rootPath } from '../core/list/root.ts';
import { CliError } from './command.ts';
import { filesIn, filesInArchive, parseOwnJson, readIfThere } from './disk-files.ts';
import { filesAt } from './web-files.ts';

export interface ListSettings {
  readonly id: string;
  readonly name: string;
  readonly publisher: string;
  readonly purpose: Purpose;
  readonly covers: string;
  readonly contact: string;
  readonly mirrors: readonly string[];
  /** Where subscribers may send reports about entries, if anywhere. */
  readonly reports?: string;
  readonly threshold: number;
  /** When frames in common make two videos the same, in percent; python-threatexchange's shares if not said. */
  readonly video?: { readonly seenPercent: number; readonly listedPercent: number };
  /** Seconds that subscribers leave between two polls. */
  readonly minWait: number;
  /** How long a catalog is vouched for, in days. */
  readonly catalogDays: number;
  /** How long a timestamp is: sign again before it is over. */
  readonly timestampDays: number;
}

export interface Workspace {
  readonly settings: string;
  readonly bank: string;
  readonly keys: string;
  readonly draft: string;
  readonly public: string;
}

export const workspaceIn = (folder: string): Workspace => ({
  settings: join(folder, 'list.json'),
  bank: join(folder, 'bank.jsonl'),
  keys: join(folder, 'keys'),
  draft: join(folder, 'draft'),
  public: join(folder, 'public'),
});

const MAX_DAYS = 36_500;

const SETTINGS_KEYS = [
  'id',
  'name',
  'publisher',
  'purpose',
  'covers',
  'contact',
  'mirrors',
  'threshold',
  'minWait',
  'catalogDays',
  'timestampDays',
] as const;

function readShares(value: unknown) {
  const { seenPercent, listedPercent } = readObject(value, 'video', ['seenPercent', 'listedPercent']);
  return {
    seenPercent: readInteger(seenPercent, 'video.seenPercent', 0, 100),
    listedPercent: readInteger(listedPercent, 'video.listedPercent', 0, 100),
  };
}

/** Refuses, with a ListError, settings that no catalog could carry. */
export function parseSettings(value: unknown): ListSettings {
  const optional = (['video', 'reports'] as const).filter(
    key => typeof value === 'object' && value !== null && key in value,
  );
  const object = readObject<(typeof SETTINGS_KEYS)[number] | 'video' | 'reports'>(value, 'list.json', [
    ...SETTINGS_KEYS,
    ...optional,
  ]);
  const readAddress = (item: unknown, what: string) => readText(item, what, LIMITS.sentence);
  return {
    id: readPattern(object.id, 'id', /^[a-z0-9][a-z0-9-]{0,63}$/),
    name: readText(object.name, 'name', LIMITS.name),
    publisher: readText(object.publisher, 'publisher', LIMITS.name),
    purpose: readWord(object.purpose, 'purpose', PURPOSES),
    covers: readText(object.covers, 'covers', LIMITS.sentence),
    contact: readText(object.contact, 'contact', LIMITS.sentence),
    mirrors: readArray(object.mirrors, 'mirrors', LIMITS.mirrors, readAddress),
    threshold: readInteger(object.threshold, 'threshold', 0, LIMITS.threshold),
    ...('reports' in object ? { reports: readEndpoint(object.reports, 'reports') } : {}),
    ...('video' in object ? { video: readShares(object.video) } : {}),
    minWait: readInteger(object.minWait, 'minWait', 0, LIMITS.minWaitSeconds),
    catalogDays: readInteger(object.catalogDays, 'catalogDays', 1, MAX_DAYS),
    timestampDays: readInteger(object.timestampDays, 'timestampDays', 1, MAX_DAYS),
  };
}

export async function readSettings(workspace: Workspace): Promise<ListSettings> {
  const bytes = await readIfThere(workspace.settings);
  if (bytes === null) throw new CliError(`${workspace.settings} is not there: is this folder made by init?`);
  return parseSettings(parseOwnJson(new TextDecoder().decode(bytes), workspace.settings));
}

/** Trust in a folder of one's own: whatever its first root is. */
export async function trustOf(files: ListFiles): Promise<Trust> {
  const path = rootPath(1);
  const bytes = await files.read(path, LIMITS.rootBytes);
  if (bytes === null) throw new CliError(`there is no list here: ${path} is missing`);
  return { rootDigest: await digestOf(readEnvelope(bytes, path, LIMITS.rootBytes).payload) };
}

/** The published files at `place`: an address, a list in one file, a working folder, or a folder that holds `v1` itself. */
export async function publishedFiles(place: string): Promise<ListFiles> {
  if (/^https?:/i.test(place)) return filesAt(place);
  if (place.endsWith('.tar')) return filesInArchive(place);
  const inside = filesIn(join(place, 'public'));
  return (await inside.read(rootPath(1), LIMITS.rootBytes)) === null ? filesIn(place) : inside;
}
