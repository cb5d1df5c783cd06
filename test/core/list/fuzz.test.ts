/**
 * Damaged, invented and dishonest files against every parser: each is refused by a ListError, none is taken, none
 * hangs. `FUZZ_RUNS=100000` for a long run.
 */
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Bytes, encodeText } from '../../../src/core/list/bytes.ts';
import { parseCatalog } from '../../../src/core/list/catalog.ts';
import { readEnvelope } from '../../../src/core/list/envelope.ts';
import { ListError } from '../../../src/core/list/list-error.ts';
import { openList } from '../../../src/core/list/open-list.ts';
import { parseRoot } from '../../../src/core/list/root.ts';
import { readSegment } from '../../../src/core/list/segment.ts';
import { parseTimestamp } from '../../../src/core/list/timestamp.ts';
import { recordsOfVideos } from '../../../src/core/list/videos.ts';
import { readWithdrawals } from '../../../src/core/list/withdrawals.ts';
import { type Json, listFiles, NOW, newPublisher, type Publisher, sampleHashes, sampleVideo } from './sample-list.ts';

const numRuns = Number(process.env['FUZZ_RUNS'] ?? 300);
const TIMEOUT = 60_000 + numRuns * 50;

let publisher: Publisher;
beforeAll(async () => {
  publisher = await newPublisher();
  await publisher.putRoot(1, undefined, publisher.signers.root.slice(0, 2)); // no signature to spare
  await publisher.putEntries(sampleHashes([1, 3, 4]), [sampleHashes([1, 2, 3])], 'defer');
  const held = recordsOfVideos([sampleVideo(1, [10, 20]), sampleVideo(2, [20, 30])]);
  await publisher.putVideos([sampleVideo(2, [20, 30]), sampleVideo(3, [40])], {}, [held], 'defer');
  await publisher.putDigests(sampleHashes([50, 52]), {}, [sampleHashes([50, 51])], 'defer');
});

/** What the parser made of it: its value, or `refused`. Anything but a ListError fails the run. */
async function outcome<T>(parse: () => T | Promise<T>): Promise<T | 'refused'> {
  try {
    return await parse();
  } catch (error) {
    if (error instanceof ListError) return 'refused';
    throw error;
  }
}

type Mutation = (bytes: Bytes) => Bytes;
const splice = (bytes: Bytes, at: number, remove: number, insert: Uint8Array): Bytes => {
  const start = at % (bytes.length + 1);
  return Uint8Array.from([...bytes.subarray(0, start), ...insert, ...bytes.subarray(start + remove)]);
};
const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.tuple(fc.nat(), fc.nat(7)).map(
    ([at, bit]): Mutation =>
      bytes => {
        const changed = Uint8Array.from(bytes);
        changed[at % bytes.length] = (changed[at % bytes.length] as number) ^ (1 << bit);
        return changed;
      },
  ),
  fc.tuple(fc.nat(), fc.uint8Array({ maxLength: 8 })).map(
    ([at, insert]): Mutation =>
      bytes =>
        splice(bytes, at, 0, insert),
  ),
  fc.tuple(fc.nat(), fc.nat(40)).map(
    ([at, remove]): Mutation =>
      bytes =>
        splice(bytes, at, remove, new Uint8Array(0)),
  ),
  fc.tuple(fc.nat(), fc.nat(), fc.nat(40)).map(
    ([at, from, length]): Mutation =>
      bytes => {
        const start = from % bytes.length;
        return splice(bytes, at, length, bytes.subarray(start, start + length));
      },
  ),
  fc.constantFrom(' ', '\n', '\0', '{', '"', ',').map(
    (text): Mutation =>
      bytes =>
        splice(bytes, bytes.length, 0, encodeText(text)),
  ),
);

const sameBytes = (a: Uint8Array, b: Uint8Array) => a.length === b.length && a.every((byte, at) => byte === b[at]);

const filesOf = (kind: RegExp): readonly string[] => [...publisher.files.keys()].filter(path => kind.test(path));

describe('a list is never opened', () => {
  test.each([
    ['root', /root/, 1],
    ['timestamp', /timestamp/, 1],
    ['catalog', /catalog/, 1],
    ['segment', /seg/, 6],
    ['withdrawals file', /withdrawn/, 3],
  ] as const)(
    'on which a %s was changed',
    async (_, kind, count) => {
      const paths = filesOf(kind);
      expect(paths).toHaveLength(count);
      await fc.assert(
        fc.asyncProperty(fc.nat(), fc.array(mutation, { minLength: 1, maxLength: 3 }), async (pick, mutations) => {
          const path = paths[pick % paths.length] as string;
          const original = publisher.files.get(path) as Bytes;
          const changed = mutations.reduce((bytes, mutate) => (bytes.length === 0 ? bytes : mutate(bytes)), original);
          fc.pre(!sameBytes(changed, original));
          const files = listFiles(new Map([...publisher.files, [path, changed]]));
          expect(await outcome(() => openList(files, publisher.trust, NOW))).toBe('refused');
        }),
        { numRuns },
      );
    },
    TIMEOUT,
  );
});

describe('a parser', () => {
  const parsers: Readonly<Record<string, (bytes: Bytes) => unknown>> = {
    envelope: bytes => readEnvelope(bytes, 'file', 1_000),
    root: bytes => parseRoot(bytes),
    timestamp: bytes => parseTimestamp(bytes),
    catalog: bytes => parseCatalog(bytes),
    segment: bytes => readSegment(bytes, 'pdq', 3),
    'segment of frames': bytes => readSegment(bytes, 'video', 3),
    'segment of digests': bytes => readSegment(bytes, 'digest', 2),
    withdrawals: bytes => readWithdrawals(bytes, 'pdq', 3, 10),
    'withdrawals of digests': bytes => readWithdrawals(bytes, 'digest', 1, 10),
  };
  const anyBytes = fc.oneof(
    fc.uint8Array({ maxLength: 300 }).map(bytes => Uint8Array.from(bytes)),
    fc.json({ maxDepth: 4 }).map(encodeText),
    fc.string({ unit: 'binary', maxLength: 200 }).map(encodeText),
  );

  /** What each parser is made for. */
  const genuine = (name: string): Bytes => {
    const file = (kind: RegExp): Bytes => publisher.files.get(filesOf(kind)[0] as string) as Bytes;
    if (name === 'envelope') return file(/timestamp/);
    if (name.startsWith('withdrawals')) return file(/withdrawn/);
    if (name.startsWith('segment')) return file(/seg/);
    return encodeText(JSON.stringify(publisher.payloads[name as keyof Publisher['payloads']]));
  };

  test.each(Object.keys(parsers))(
    'of the %s gives an answer or a refusal to what was damaged, never a crash',
    async name => {
      const parse = parsers[name] as (bytes: Bytes) => unknown;
      const original = genuine(name);
      await fc.assert(
        fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 3 }), async mutations => {
          const changed = mutations.reduce((bytes, mutate) => (bytes.length === 0 ? bytes : mutate(bytes)), original);
          expect(await outcome(() => parse(changed))).toBeDefined();
        }),
        { numRuns },
      );
    },
    TIMEOUT,
  );

  test.each(Object.keys(parsers))(
    'of the %s refuses what nobody wrote',
    async name => {
      const parse = parsers[name] as (bytes: Bytes) => unknown;
      await fc.assert(
        fc.asyncProperty(anyBytes, async bytes => {
          expect(await outcome(() => parse(bytes))).toBe('refused');
        }),
        { numRuns },
      );
    },
    TIMEOUT,
  );
});

describe('a publisher who signs nonsense', () => {
  /** Every place in a payload, as a path of keys. */
  const placesIn = (value: unknown, path: readonly string[] = []): readonly (readonly string[])[] =>
    typeof value === 'object' && value !== null
      ? [path, ...Object.entries(value).flatMap(([key, inner]) => placesIn(inner, [...path, key]))]
      : [path];

  function withValueAt(payload: Json, path: readonly string[], value: unknown): unknown {
    const [key, ...rest] = path;
    if (key === undefined) return value;
    const copy = (Array.isArray(payload) ? [...payload] : { ...payload }) as Json;
    copy[key] = withValueAt(copy[key] as Json, rest, value);
    return copy;
  }

  const hostile = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.constantFrom(-1, 0, 2 ** 31, 2 ** 53, 1e308, '', '__proto__', null, [], {}, 'x'.repeat(10_000)),
  );
  const parsers: Readonly<Record<keyof Publisher['payloads'], (bytes: Bytes) => unknown>> = {
    root: bytes => parseRoot(bytes),
    timestamp: bytes => parseTimestamp(bytes),
    catalog: bytes => parseCatalog(bytes),
  };

  test.each(['root', 'timestamp', 'catalog'] as const)(
    'in the %s gets an answer or a refusal, never a crash',
    async name => {
      const payload = publisher.payloads[name];
      const places = placesIn(payload);
      await fc.assert(
        fc.asyncProperty(fc.nat(), hostile, async (pick, value) => {
          const changed = withValueAt(payload, places[pick % places.length] as readonly string[], value);
          const result = await outcome(() => parsers[name](encodeText(JSON.stringify(changed))));
          expect(result).toBeDefined();
        }),
        { numRuns },
      );
    },
    TIMEOUT,
  );
});
