// @vitest-environment node
/** Row 28 of the attack table: a list that matches everything is put to rest, and the person is told. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { LoadedList } from '../../src/background/lists.ts';
import { createBreaker } from '../../src/background/lists-breaker.ts';
import type { EntryId, ListId, Verdict } from '../../src/core/verdict.ts';
import { fake } from '../support/fake-browser.ts';

const id = 'aaaaaaaaaaaaaaaa' as ListId;
const list = (by: 'person' | 'package', name = id) =>
  ({ summary: { id: name, by }, searchable: {} }) as unknown as LoadedList;

const CLEAR: Verdict = { status: 'clear' };
const flaggedBy = (name: ListId): Verdict => ({
  status: 'flagged',
  match: { list: name, entry: '0'.repeat(16) as EntryId, distance: 0, via: {} as never },
});

let tripped: ListId[];
const breaker = () => {
  tripped = [];
  return createBreaker(async name => {
    tripped.push(name);
  });
};

/** A medium with bytes of its own for each number. */
const medium = (n: number) => new Uint8Array(new Uint32Array([n]).buffer);

beforeEach(() => fake.reset());

async function show(
  count: ReturnType<typeof breaker>,
  media: number,
  flagged: number,
  from = 0,
  lists = [list('person')],
) {
  for (let n = 0; n < media; n++) {
    await count.count(medium(from + n), n < flagged ? flaggedBy(id) : CLEAR, lists);
  }
}

describe('a list is put to rest', () => {
  test('when it flags more than 5 % of 200 media', async () => {
    await show(breaker(), 200, 11);
    expect(tripped).toEqual([id]);
  });

  test('not when it flags 5 %', async () => {
    await show(breaker(), 200, 10);
    expect(tripped).toEqual([]);
  });

  test('not before 200 media were judged, though it flag them all', async () => {
    await show(breaker(), 199, 199);
    expect(tripped).toEqual([]);
  });

  test('by counts that outlive the background, in memory alone', async () => {
    await show(breaker(), 150, 150);
    await show(breaker(), 50, 0, 150);
    expect(tripped).toEqual([id]);
    expect(fake.stored.size).toBe(0);
    expect(JSON.stringify([...fake.session])).not.toMatch(/[0-9a-f]{32}/);
  });
});

describe('what does not count', () => {
  test('the same media seen again: a page cannot put a list to rest by showing one picture 200 times', async () => {
    const count = breaker();
    for (let n = 0; n < 300; n++) await count.count(medium(1), flaggedBy(id), [list('person')]);
    expect(tripped).toEqual([]);
  });

  test('media that could not be judged', async () => {
    const count = breaker();
    await show(count, 199, 199);
    for (let n = 0; n < 50; n++) {
      await count.count(medium(900 + n), { status: 'unknown', reason: 'plain' }, [list('person')]);
    }
    expect(tripped).toEqual([]);
  });

  test('the practice list, which is there to flag', async () => {
    await show(breaker(), 300, 300, 0, [list('package')]);
    expect(tripped).toEqual([]);
  });

  test('what another list flagged', async () => {
    const other = 'bbbbbbbbbbbbbbbb' as ListId;
    await show(breaker(), 300, 300, 0, [list('person'), list('person', other)]);
    expect(new Set(tripped)).toEqual(new Set([id]));
  });

  test('what was counted before the list changed or was resumed', async () => {
    const count = breaker();
    await show(count, 199, 199);
    await count.forget(id);
    await show(count, 199, 199, 500);
    expect(tripped).toEqual([]);
  });
});
