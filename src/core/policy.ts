/**
 * What whoever manages a computer may settle for its browsers, read key by key: a key that is wrong is left out and told,
 * the others hold. The shape is that of public/managed-schema.json; docs/families.md has it in words.
 */
import { type ListLink, parseListLink } from './list/sync-link.ts';
import { KNOWN_SITES, type SiteId } from './sites.ts';

export type PinnedLink = ListLink & { readonly rootDigest: string };

export interface Policy {
  /** Subscribed to; neither paused nor removed by the person. */
  readonly lists: readonly PinnedLink[];
  /** The protection is as it comes, and stays so. */
  readonly lockSettings: boolean;
  /** They are neither paused nor switched off by the person. */
  readonly sites: readonly SiteId[];
  /** Null, here and below: left to the person. */
  readonly profile: 'adult' | 'child' | null;
  /** The warning about what is on a list has no "Share anyway". */
  readonly hideShareAnyway: boolean;
  /** Whom a young person can talk to, as the warning names them. */
  readonly trustedAdult: string | null;
  /** ISO 3166-1 alpha-2: whose law and whose offices are named first. */
  readonly region: string | null;
}

export type PolicyKey = keyof Policy;

/** What is wrong with a key, or with one of the values in it. */
export type PolicyProblem = 'unknown' | 'switch' | 'texts' | 'link' | 'site' | 'profile' | 'name' | 'region';

export interface PolicyFault {
  /** As it was written. */
  readonly key: string;
  readonly problem: PolicyProblem;
  /** The value at fault as JSON, cut off where it gets long. */
  readonly value: string;
}

export interface PolicyReading {
  readonly policy: Policy;
  readonly faults: readonly PolicyFault[];
}

export const NO_POLICY: Policy = {
  lists: [],
  lockSettings: false,
  sites: [],
  profile: null,
  hideShareAnyway: false,
  trustedAdult: null,
  region: null,
};

/** A name and what it needs, such as "the school counsellor, room 12"; more is not read in a warning. */
export const MAX_TRUSTED_ADULT = 60;

/** On one line, without the characters that turn the direction of what stands beside them (UAX #9, 2). */
export const cleanTrustedAdult = (name: string): string =>
  [...name.replace(/[\p{Cc}\s\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim()]
    .slice(0, MAX_TRUSTED_ADULT)
    .join('');

/** Long enough to be found in a file, short enough to be read. */
const MAX_SHOWN = 80;

function shown(value: unknown): string {
  const json = JSON.stringify(value) ?? String(value);
  return json.length > MAX_SHOWN ? `${json.slice(0, MAX_SHOWN)}…` : json;
}

/** Reads one value; undefined when it is wrong. */
type Reader<T> = (value: unknown) => T | undefined;

const readSwitch: Reader<boolean> = value => (typeof value === 'boolean' ? value : undefined);
const readProfile: Reader<'adult' | 'child'> = value => (value === 'adult' || value === 'child' ? value : undefined);
const readSite: Reader<SiteId> = value => KNOWN_SITES.find(({ id }) => id === value)?.id;
const readRegion: Reader<string> = value => (typeof value === 'string' && /^[A-Z]{2}$/.test(value) ? value : undefined);

const readName: Reader<string> = value => {
  if (typeof value !== 'string' || value.length > MAX_TRUSTED_ADULT) return undefined;
  return cleanTrustedAdult(value) || undefined;
};

/** Only links with a digest: a policy that pins nothing would hand the choice of keys to the network. */
const readLink: Reader<PinnedLink> = value => {
  const link = typeof value === 'string' ? parseListLink(value) : null;
  return link?.rootDigest == null ? undefined : { address: link.address, rootDigest: link.rootDigest };
};

/** `given`: key to value, as the browser hands it over. */
export function parsePolicy(given: Readonly<Record<string, unknown>>): PolicyReading {
  const faults: PolicyFault[] = [];
  const refuse = (key: string, problem: PolicyProblem, value: unknown): void =>
    void faults.push({ key, problem, value: shown(value) });

  function one<K extends PolicyKey>(key: K, read: Reader<Policy[K]>, problem: PolicyProblem): Policy[K] {
    const value = given[key];
    if (value === undefined) return NO_POLICY[key];
    const known = read(value);
    if (known === undefined) refuse(key, problem, value);
    return known ?? NO_POLICY[key];
  }

  function each<T>(key: PolicyKey, read: Reader<T>, problem: PolicyProblem): readonly T[] {
    const values = given[key] ?? [];
    if (!Array.isArray(values)) {
      refuse(key, 'texts', values);
      return [];
    }
    return values.flatMap(value => {
      const known = read(value);
      if (known === undefined) refuse(key, problem, value);
      return known === undefined ? [] : [known];
    });
  }

  for (const key of Object.keys(given)) if (!Object.hasOwn(NO_POLICY, key)) refuse(key, 'unknown', given[key]);
  const policy: Policy = {
    lists: each('lists', readLink, 'link'),
    lockSettings: one('lockSettings', readSwitch, 'switch'),
    sites: each('sites', readSite, 'site'),
    profile: one('profile', readProfile, 'profile'),
    hideShareAnyway: one('hideShareAnyway', readSwitch, 'switch'),
    trustedAdult: one('trustedAdult', readName, 'name'),
    region: one('region', readRegion, 'region'),
  };
  return { policy, faults };
}
