/** A made-up page full of personal data goes through the fixture tool: the structure comes out, the people do not. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { knownSite } from '../../src/core/sites.ts';
import { x } from '../../src/sites/x.ts';
import { factsOf, showGolden } from '../support/golden.ts';
import { createScrub } from '../support/scrub.ts';

/** Invented, every one of them; none may be found in what comes out. */
const PERSONAL = {
  name: 'Mirela Quistgaard',
  account: 'mirela_q77',
  words: 'Dinner with Aunt Ottoline, Thursday night',
  mail: 'mirela@quist.example',
  phone: '+49 151 0000 4711',
  post: '1989123456789012345',
  file: 'GkZz9PrivatePicture',
  token: 'eyJhbGciOiJIUzI1NiJ9.c2VjcmV0',
  place: 'Tarnholm Harbour',
  time: '2026-11-20T10:31:07Z',
  user: 'u-5551234567',
  region: 'fra3',
} as const;

const saved = (p: typeof PERSONAL) => `<!doctype html>
<!-- saved from url=https://x.com/${p.account} -->
<html lang="de" data-user="${p.user}"><head><title>${p.name} on X</title><meta name="csrf" content="${p.token}">
<link rel="canonical" href="https://x.com/${p.account}"><script>window.token = "${p.token}"</script></head>
<body class="user-${p.account}" data-token="${p.token}">${p.words}<!-- ${p.mail} -->
<style>.a { background: url(https://pbs.twimg.com/media/${p.file}) }</style>
<article data-testid="tweet" aria-labelledby="id__${p.user}" id="${p.account}">
  <div data-testid="UserAvatar-Container-${p.account}"><a href="/${p.account}" title="${p.name}"><img alt="${p.name}" src="https://pbs.twimg.com/profile_images/1/${p.file}_normal.jpg"></a></div>
  <a href="/${p.account}/status/${p.post}?token=${p.token}"><time datetime="${p.time}">${p.time}</time></a>
  <div data-testid="tweetText" onclick="alert('${p.name}')">${p.words} <a href="mailto:${p.mail}">${p.mail}</a> <a href="tel:${p.phone}">${p.phone}</a></div>
  <img alt="${p.words}" style="background: url(${p.file})" srcset="https://pbs.twimg.com/media/${p.file}?name=large 2x" src="https://pbs.${p.region}.twimg.com/media/${p.file}?format=jpg&amp;token=${p.token}">
  <input value="${p.mail}" placeholder="${p.name}"><textarea>${p.words}</textarea><iframe src="https://x.com/${p.account}"></iframe>
  <div role="group"><div><button data-testid="reply" aria-label="Reply to ${p.name}"><svg data-owner="${p.user}"><title>${p.name}</title><path d="M1 1h2"/></svg></button></div>
  <div><button data-testid="retweet"><svg><path d="${p.name}"/></svg></button></div>
  <div><button aria-label="Share post" data-extra="${p.token}"><svg><path d="M9 9"/></svg></button></div></div>
  <span role="${p.name}">${p.place}</span>
</article>
<template shadowrootmode="closed"><p>${p.words}</p></template>
</body></html>`;

const source = (path: string) => readFileSync(join(import.meta.dirname, '../..', path), 'utf8');
const scrub = (keep: readonly string[] = []) =>
  createScrub({
    site: knownSite('x'),
    vocabulary: source('src/sites/x.ts') + source('src/core/report/permalink.ts'),
    keep,
    isMedia: address => x.mediaKey(address) !== null,
  })(new DOMParser().parseFromString(saved(PERSONAL), 'text/html'), `https://x.com/${PERSONAL.account}`);

describe('the fixture tool', () => {
  let scrubbed = '';
  beforeEach(() => {
    scrubbed = scrub();
  });

  test.each(Object.entries(PERSONAL))('leaves nothing of the %s', (_, secret) => {
    const parts = secret.split(/[^\p{L}\p{N}]+/u).filter(part => part.length > 2);
    for (const part of [secret, ...parts]) expect(scrubbed.toLowerCase()).not.toContain(part.toLowerCase());
  });

  test('keeps what the adapter goes by, so that it says of the page what it said before', () => {
    showGolden(saved(PERSONAL).replace('<head>', '<head><base href="https://x.com/">'));
    const before = factsOf(x, document);
    showGolden(scrubbed);
    const after = factsOf(x, document);
    expect(after.actions.map(({ kind }) => kind)).toEqual(before.actions.map(({ kind }) => kind));
    expect(after.actions.map(({ kind }) => kind)).toEqual(['repost', 'share']);
    expect(after.media).toHaveLength(before.media.length);
    expect(after.media[0]?.permalink).toMatch(/^https:\/\/x\.com\/name\d+\/status\/\d{4}$/);
    expect(after.recognisesControls).toBe(true);
  });

  test('drops names that only the site knows, unless whoever makes the case has read them', () => {
    expect(scrubbed).not.toContain('tweetText');
    expect(scrub(['data-testid=tweetText'])).toContain('data-testid="tweetText"');
  });
});
