/** The guard where a control stands apart from what it passes on: menus, sheets, messages, films mounted anew. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EntryId } from '../../src/core/verdict.ts';
import type { Listed } from '../../src/platform/messages.ts';
import { button, byId, LISTED, press, turn, useGuard } from './guard-rig.ts';

const rig = useGuard();

const shareAnyway = async () => {
  await turn();
  rig().answer({ kind: 'share', wrong: false });
  await turn();
};

test('a film that is mounted anew in its post is not asked about again; another match there is', async () => {
  const source = (key: string) =>
    document.querySelector('img')?.setAttribute('src', `blob:https://www.instagram.com/${key}`);
  const other: Listed = { ...LISTED, entry: 'fedcba9876543210' as EntryId };
  rig().verdicts.set('blob-1', { status: 'flagged', listed: LISTED });
  rig().verdicts.set('blob-2', { status: 'flagged', listed: LISTED });
  rig().verdicts.set('blob-3', { status: 'flagged', listed: other });
  source('1');
  press('one');
  await shareAnyway();
  source('2');
  press('one');
  expect(rig().reached).toEqual(['click one', 'mousedown one', 'click one']);
  source('3');
  press('one');
  await turn();
  expect(rig().questions.map(({ listed }) => listed)).toEqual([LISTED, other]);
});

describe('a menu or sheet', () => {
  beforeEach(() => {
    rig().verdicts.set('first_n', { status: 'clear' });
    rig().verdicts.set('second_n', { status: 'flagged', listed: LISTED });
    rig().verdicts.set('third_n', { status: 'clear' });
    for (const code of ['one', 'two']) {
      button(code).closest('section')?.insertAdjacentHTML('beforeend', `<button id="more-${code}"></button>`);
    }
    document.body.insertAdjacentHTML('beforeend', '<div role="menu"><button id="copy">Copy link</button></div>');
    byId('copy').addEventListener('click', () => rig().reached.push('copy'));
  });

  test('that was opened from flagged media is about it, and is asked about once', async () => {
    byId('more-two').click();
    byId('copy').click();
    await turn();
    expect(rig().reached).toEqual([]);
    expect(rig().questions).toEqual([
      { listed: LISTED, act: 'copy', isVideo: false, permalink: 'https://www.instagram.com/p/two/' },
    ]);
    rig().answer({ kind: 'share', wrong: false });
    await turn();
    byId('copy').click();
    expect(rig().reached).toEqual(['copy', 'copy']);
    expect(rig().questions).toHaveLength(1);
  });

  test('that was opened from clear media is not touched', () => {
    byId('more-two').click();
    byId('more-one').click();
    byId('copy').click();
    expect(rig().reached).toEqual(['copy']);
  });
});

describe('where one writes', () => {
  let box: HTMLElement;

  beforeEach(() => {
    history.replaceState(null, '', '/direct/t/1/');
    rig().verdicts.set('blob-77', { status: 'flagged', listed: LISTED });
    document.body.innerHTML = `<div><img src="blob:https://www.instagram.com/77"><input type="file">
      <div role="textbox" contenteditable="true"></div><div role="button">Send</div></div>`;
    box = document.querySelector('[role="textbox"]') ?? expect.fail('no box');
    for (const kind of ['keydown', 'click']) box.addEventListener(kind, () => rig().reached.push(kind));
  });
  afterEach(() => history.replaceState(null, '', '/'));

  const key = (init: KeyboardEventInit) =>
    box.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init }));

  test('blanks, clicks, new lines and words being composed are not touched', () => {
    key({ key: ' ' });
    box.click();
    key({ key: 'Enter', shiftKey: true });
    key({ key: 'Enter', isComposing: true });
    expect(rig().reached).toEqual(['keydown', 'click', 'keydown', 'keydown']);
  });

  test('Enter would send flagged media, and is held', async () => {
    key({ key: 'Enter' });
    await turn();
    expect(rig().reached).toEqual([]);
    expect(rig().questions).toHaveLength(1);
  });
});
