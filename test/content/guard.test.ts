/** The guard with the real adapter on a post: what the page's own handler gets to see. */
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { button, LISTED, press, turn, useGuard } from './guard-rig.ts';

const rig = useGuard();

const shareAnyway = async () => {
  await turn();
  rig().answer({ kind: 'share', wrong: false });
  await turn();
};

describe('clear media', () => {
  test('is passed on at once: every event reaches the page', () => {
    rig().verdicts.set('first_n', { status: 'clear' });
    press('one');
    expect(rig().reached).toEqual(['mousedown one', 'click one']);
    expect(rig().questions).toEqual([]);
  });

  test('that could not be judged is passed on too: our faults fail open', () => {
    rig().verdicts.set('first_n', { status: 'unknown', reason: 'undecodable' });
    press('one');
    expect(rig().reached).toEqual(['mousedown one', 'click one']);
  });
});

describe('flagged media', () => {
  beforeEach(() => {
    rig().verdicts.set('second_n', { status: 'flagged', listed: LISTED });
    rig().verdicts.set('third_n', { status: 'clear' });
  });

  test('reaches no handler before the answer, and one question is asked however often one presses', async () => {
    for (let i = 0; i < 20; i++) press('two');
    await turn();
    expect(rig().reached).toEqual([]);
    expect(rig().questions).toEqual([
      { listed: LISTED, act: 'share', isVideo: false, permalink: 'https://www.instagram.com/p/two/' },
    ]);
  });

  test('"Don\'t share" reaches nothing, and the next press asks again', async () => {
    press('two');
    await turn();
    rig().answer({ kind: 'stop', wrong: false });
    await turn();
    press('two');
    await turn();
    expect(rig().reached).toEqual([]);
    expect(rig().questions).toHaveLength(2);
  });

  test('"Share anyway" reaches the handler exactly once, and is not asked again on this page', async () => {
    press('two');
    await shareAnyway();
    expect(rig().reached).toEqual(['click two']);
    press('two');
    await turn();
    expect(rig().reached).toEqual(['click two', 'mousedown two', 'click two']);
    expect(rig().questions).toHaveLength(1);
  });

  test('whose node shows another post by the time of the answer is not shared', async () => {
    press('two');
    await turn();
    button('two').closest('article')?.querySelector('a')?.setAttribute('href', '/p/other/');
    rig().answer({ kind: 'share', wrong: false });
    await turn();
    expect(rig().reached).toEqual([]);
  });

  test('is asked about by keyboard as well: Enter and Space, but not other keys', async () => {
    const key = (name: string) =>
      button('two').dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true }));
    key('Tab');
    expect(rig().reached).toEqual(['keydown two']);
    key('Enter');
    key(' ');
    await turn();
    expect(rig().reached).toEqual(['keydown two']);
    expect(rig().questions).toHaveLength(1);
  });

  test('holds nothing up elsewhere: a clear post is shared while the question stands', async () => {
    rig().verdicts.set('first_n', { status: 'clear' });
    press('two');
    await turn();
    press('one');
    expect(rig().reached).toEqual(['mousedown one', 'click one']);
  });

  test('that is paged out of its carousel still counts for its post', async () => {
    rig().verdicts.set('first_n', { status: 'clear' });
    rig().guard.remember('https://www.instagram.com/p/one/', 'second_n');
    press('one');
    await turn();
    expect(rig().reached).toEqual([]);
    expect(rig().questions).toHaveLength(1);
  });

  test('is known in every form: flagged whole, asked about as a tile', async () => {
    document
      .querySelector('img')
      ?.setAttribute('src', 'https://scontent.cdninstagram.com/v/t51.2885-15/second_n.jpg?stp=c0.1.2.3a_s640x640');
    press('one');
    await turn();
    expect(rig().questions).toHaveLength(1);
  });
});

describe('media that is still being checked', () => {
  beforeEach(() => rig().verdicts.set('first_n', { status: 'pending' }));

  test('is held until it is clear, then shared once', async () => {
    press('one');
    await turn();
    expect(rig().reached).toEqual([]);
    rig().verdicts.set('first_n', { status: 'clear' });
    await turn();
    expect(rig().reached).toEqual(['click one']);
  });

  test('is asked about when it turns out to be flagged', async () => {
    press('one');
    rig().verdicts.set('first_n', { status: 'flagged', listed: LISTED });
    await turn();
    expect(rig().reached).toEqual([]);
    expect(rig().questions).toHaveLength(1);
  });

  test('is shared as soon as the post shows media whose verdict has been known for long', async () => {
    const image = document.querySelector('img') ?? expect.fail('no image');
    const source = image.src;
    image.src = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';
    rig().verdicts.set('first_n', { status: 'clear' });
    press('one');
    await turn();
    expect(rig().reached).toEqual([]);
    image.src = source;
    rig().guard.remember('https://www.instagram.com/p/one/', 'first_n');
    await turn();
    expect(rig().reached).toEqual(['click one']);
  });

  test('is shared once by the control that the page has put in its place meanwhile', async () => {
    press('one');
    await turn();
    const article = button('one').closest('article') ?? expect.fail('no article');
    article.replaceWith(article.cloneNode(true));
    button('one').addEventListener('click', () => rig().reached.push('click of the new one'));
    rig().verdicts.set('first_n', { status: 'clear' });
    await turn();
    expect(rig().reached).toEqual(['click of the new one']);
  });

  test('is held while the post shows no media yet, and asked about when that comes and is listed', async () => {
    const image = document.querySelector('img') ?? expect.fail('no image');
    const source = image.src;
    image.src = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';
    press('one');
    await turn();
    expect(rig().reached).toEqual([]);
    image.src = source;
    rig().verdicts.set('first_n', { status: 'flagged', listed: LISTED });
    await turn();
    expect(rig().questions).toHaveLength(1);
    rig().answer({ kind: 'share', wrong: false });
    await turn();
    press('one');
    expect(rig().reached).toEqual(['click one', 'mousedown one', 'click one']);
    expect(rig().questions).toHaveLength(1);
  });

  test('is let go after a second and a half', async () => {
    vi.useFakeTimers();
    press('one');
    await vi.advanceTimersByTimeAsync(1_400);
    expect(rig().reached).toEqual([]);
    await vi.advanceTimersByTimeAsync(200);
    expect(rig().reached).toEqual(['click one']);
    expect(rig().questions).toEqual([]);
  });
});
