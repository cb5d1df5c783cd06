import { describe, expect, test } from 'vitest';
import { type Health, hasChanged, healthOf, type Observed, PATIENCE_MS } from '../../src/sites/health.ts';

const feed: Observed = { feed: true, watchedMs: PATIENCE_MS, pictures: 5, media: 4, controls: true };

describe('the health of a site', () => {
  const table: readonly (readonly [string, Partial<Observed>, Health])[] = [
    ['controls of posts are recognised', {}, 'working'],
    ['they are recognised at once', { watchedMs: 0 }, 'working'],
    ['no control is recognised, and the page has just come', { controls: false, watchedMs: 1_000 }, 'unsure'],
    ['no control is recognised for long', { controls: false }, 'sharing-changed'],
    ['the page is none that must show posts', { controls: false, feed: false }, 'unsure'],
    ['large pictures are there, and none is taken for media', { controls: false, media: 0 }, 'media-changed'],
    ['there is a banner and nothing else', { controls: false, media: 0, pictures: 2 }, 'unsure'],
    ['the feed is empty', { controls: false, media: 0, pictures: 0 }, 'unsure'],
  ];

  test.each(table)('when %s', (_, change, health) => {
    expect(healthOf({ ...feed, ...change })).toBe(health);
  });

  test('only a change is called one', () => {
    const all: readonly Health[] = ['unsure', 'working', 'sharing-changed', 'media-changed'];
    expect(all.filter(hasChanged)).toEqual(['sharing-changed', 'media-changed']);
  });
});
