/** Media inside of open shadow roots, which come when they like and tell nobody. jsdom lays nothing out: all is near. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { discover } from '../../src/content/discover.ts';
import { reddit } from '../../src/sites/reddit.ts';
import type { MediaElement } from '../../src/sites/site.ts';
import { sourceOf } from '../../src/sites/source.ts';

class EverythingIsNear {
  private readonly tell: IntersectionObserverCallback;
  private readonly observed = new Set<Element>();
  constructor(tell: IntersectionObserverCallback) {
    this.tell = tell;
  }
  observe(target: Element): void {
    if (this.observed.has(target)) return;
    this.observed.add(target);
    const entry = { target, isIntersecting: true } as IntersectionObserverEntry;
    queueMicrotask(() => this.tell([entry], this as unknown as IntersectionObserver));
  }
  unobserve(): void {}
  disconnect(): void {}
}

const poster = (name: string): string => `https://external-preview.redd.it/${name}.png?width=640&s=1`;
const turn = () => new Promise(resolve => setTimeout(resolve));

let life: AbortController;
let shown: string[];

beforeEach(() => {
  vi.stubGlobal('IntersectionObserver', EverythingIsNear);
  life = new AbortController();
  shown = [];
  document.body.innerHTML = '<shreddit-post><shreddit-player-2></shreddit-player-2></shreddit-post>';
  const onShown = (element: MediaElement) => void shown.push(reddit.mediaKey(sourceOf(element)) ?? '?');
  discover(reddit, onShown, () => undefined, life.signal);
});
afterEach(() => {
  life.abort();
  vi.unstubAllGlobals();
});

/** The player gets its shadow root, with a video in it, as an upgraded element would. */
function openPlayer(name: string): HTMLVideoElement {
  const video = document.createElement('video');
  video.poster = poster(name);
  document.querySelector('shreddit-player-2')?.attachShadow({ mode: 'open' }).append(video);
  return video;
}

describe('media in a shadow root', () => {
  test('that came late is found as soon as anything else happens on the page', async () => {
    openPlayer('first');
    await turn();
    expect(shown).toEqual([]);
    document.body.append(document.createElement('p'));
    await turn();
    expect(shown).toEqual(['first']);
  });

  test('is told again when it shows something else', async () => {
    const video = openPlayer('first');
    document.body.append(document.createElement('p'));
    await turn();
    video.poster = poster('second');
    await turn();
    expect(shown).toEqual(['first', 'second']);
  });

  test('is left alone after the end', async () => {
    life.abort();
    openPlayer('first');
    document.body.append(document.createElement('p'));
    await turn();
    expect(shown).toEqual([]);
  });
});

test('decoration stays decoration, also when its picture comes or changes later', async () => {
  const backdrop = document.createElement('img');
  backdrop.className = 'post-background-image-filter';
  const picture = document.createElement('img');
  document.body.append(backdrop, picture);
  for (const image of [backdrop, picture]) image.src = `https://i.redd.it/${image.className || 'picture'}.jpg`;
  await turn();
  for (const image of [backdrop, picture]) image.dispatchEvent(new Event('load'));
  await turn();
  expect(new Set(shown)).toEqual(new Set(['picture']));
});
