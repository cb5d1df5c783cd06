/** What a person chose to share anyway is not asked about again, whatever shows it, and stands for nothing else. */
import { describe, expect, test } from 'vitest';
import type { EntryId } from '../../src/core/verdict.ts';
import type { Listed } from '../../src/platform/messages.ts';
import { LISTED, press, turn, useGuard } from './guard-rig.ts';

const rig = useGuard();

describe('what was shared anyway before', () => {
  test('is not asked about again: the background remembers it until the browser ends', () => {
    rig().verdicts.set('first_n', { status: 'flagged', listed: LISTED, released: true });
    press('one');
    expect(rig().reached).toEqual(['mousedown one', 'click one']);
    expect(rig().questions).toEqual([]);
  });

  test('is not asked about in another post that shows the same entry', async () => {
    const { verdicts, reached } = rig();
    for (const key of ['first_n', 'second_n', 'third_n']) verdicts.set(key, { status: 'flagged', listed: LISTED });
    press('one');
    await turn();
    rig().answer({ kind: 'share', wrong: false });
    await turn();
    reached.length = 0;
    press('two');
    expect(reached).toEqual(['mousedown two', 'click two']);
    expect(rig().questions).toHaveLength(1);
  });

  test('says nothing of another entry', async () => {
    const { verdicts } = rig();
    verdicts.set('first_n', { status: 'flagged', listed: LISTED, released: true });
    const other: Listed = { ...LISTED, entry: 'fedcba9876543210' as EntryId };
    verdicts.set('second_n', { status: 'flagged', listed: other });
    verdicts.set('third_n', { status: 'clear' });
    press('two');
    await turn();
    expect(rig().questions).toHaveLength(1);
  });
});
