import { beforeEach, describe, expect, test } from 'vitest';
import { createAnswers } from '../../src/background/answers.ts';
import { total } from '../../src/core/tally.ts';
import type { EntryId, ListId } from '../../src/core/verdict.ts';
import { fake } from '../support/fake-browser.ts';

const LIST = 'helpline' as ListId;
const ENTRY = '0123456789abcdef' as EntryId;
const OTHER = 'fedcba9876543210' as EntryId;

beforeEach(() => fake.reset());

describe('what is remembered of answers', () => {
  test('holds what was shared anyway until the browser ends, and not longer', async () => {
    await createAnswers().note(LIST, ENTRY, 'share', true);
    const woken = createAnswers(); // the background is stopped and started all the time
    expect(await woken.wasReleased(LIST, ENTRY)).toBe(true);
    expect(await woken.wasReleased(LIST, OTHER)).toBe(false);
    fake.session.clear();
    expect(await woken.wasReleased(LIST, ENTRY)).toBe(false);
  });

  test('counts what was not shared, by the day, and what was shared nowhere', async () => {
    const answers = createAnswers();
    await Promise.all([
      answers.note(LIST, ENTRY, 'stop', true),
      answers.note(LIST, OTHER, 'report', true),
      answers.note(LIST, ENTRY, 'share', true),
    ]);
    expect(total(await answers.tally())).toBe(2);
    expect(await answers.asked()).toBe(3);
  });

  test('writes down a day and a number, and nothing of what it was about', async () => {
    await createAnswers().note(LIST, ENTRY, 'stop', true);
    expect([...fake.stored.keys()]).toEqual(['notShared']);
    expect(JSON.stringify(fake.stored.get('notShared'))).toMatch(/^\{"\d{5}":1\}$/);
  });

  test('counts nothing where that is not wanted', async () => {
    const answers = createAnswers();
    await answers.note(LIST, ENTRY, 'stop', false);
    expect(await answers.tally()).toEqual({});
    expect(fake.stored.size).toBe(0);
  });

  test('is forgotten on request', async () => {
    const answers = createAnswers();
    await answers.note(LIST, ENTRY, 'stop', true);
    await answers.forget();
    expect(await answers.tally()).toEqual({});
    expect(fake.stored.size).toBe(0);
  });
});
