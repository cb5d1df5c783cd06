/**
 * Real photographs, hashed by the field's own tool, in a real feed in a real browser: every listed one is flagged in
 * every form that people pass it on in, and no other one is.
 */
import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { authorOf, codeOf, stemOf } from '../fixtures/pretend-instagram/drawn-feed.ts';
import { showPost } from '../fixtures/pretend-instagram/reading.ts';
import type { PretendPost } from '../fixtures/pretend-instagram/server.ts';
import { hasSharedVectors, sharedVectors } from '../support/shared-vectors.ts';
import { type Stage, setStage } from '../support/stage.ts';
import { until } from '../support/timing.ts';

/** Name in the vectors -> which of the reference's two hashes the list holds, or null when it is not listed. */
const PHOTOGRAPHS = {
  'bridge-mods__aaa-orig': 'ref512',
  'misc-images__c': 'fullres',
  'reg-test-input__pen-and-coaster': 'ref512',
  'reg-test-input__labelme-subset__q0122': 'fullres',
  'reg-test-input__labelme-subset__q1050': 'ref512',
  'reg-test-input__labelme-subset__q0291': null,
  'reg-test-input__labelme-subset__q0746': null,
  'reg-test-input__labelme-subset__q2821': null,
} as const;

/** What happens to a picture between one account and the next. */
const FORMS = {
  'as it is': (bytes: Buffer) => sharp(bytes).jpeg({ quality: 95 }),
  're-encoded': (bytes: Buffer) => sharp(bytes).jpeg({ quality: 40 }),
  resized: (bytes: Buffer) => sharp(bytes).resize({ width: 720, withoutEnlargement: true }).jpeg({ quality: 70 }),
  mirrored: (bytes: Buffer) => sharp(bytes).flop().jpeg({ quality: 70 }),
  'turned upside down': (bytes: Buffer) => sharp(bytes).rotate(180).jpeg({ quality: 70 }),
  grey: (bytes: Buffer) => sharp(bytes).greyscale().jpeg({ quality: 70 }),
} as const;

interface Case {
  readonly stem: string;
  readonly what: string;
  readonly listed: boolean;
  readonly post: PretendPost;
}

async function makeCases(): Promise<{ cases: readonly Case[]; hashes: readonly string[] }> {
  const vectors = new Map(sharedVectors().map(vector => [vector.name, vector]));
  const cases: Case[] = [];
  const hashes: string[] = [];
  for (const [name, list] of Object.entries(PHOTOGRAPHS)) {
    const vector = vectors.get(name) ?? expect.fail(`no vector ${name}`);
    if (list !== null) hashes.push(vector[list].hash);
    for (const [form, transform] of Object.entries(FORMS)) {
      const number = cases.length;
      const body = await transform(await readFile(vector.image)).toBuffer();
      const stem = stemOf(number);
      const post = { code: codeOf(number), author: authorOf(number), media: [{ stem, body, type: 'image/jpeg' }] };
      cases.push({ stem, what: `${name}, ${form}`, listed: list !== null, post });
    }
  }
  return { cases, hashes };
}

describe.skipIf(!hasSharedVectors).each(['chromium', 'firefox'] as const)('photographs of the field in %s', kind => {
  let stage: Stage;
  let cases: readonly Case[];

  beforeAll(async () => {
    const made = await makeCases();
    cases = made.cases;
    stage = await setStage(
      kind,
      cases.map(({ post }) => post),
      made.hashes,
    );
  });

  afterAll(() => stage?.close());

  test('every listed one is flagged, no other is, and Chromium downloads none of them twice', async () => {
    const page = await stage.open('/');
    for (const { post } of cases) await showPost(page, post.code);
    const status = await until('all verdicts', async () => {
      const now = await stage.status();
      return now.clear + now.flagged.length === cases.length ? now : null;
    });
    const flagged = new Set(status.flagged.map(({ key }) => key.replace(/_n$/, '')));
    expect(cases.filter(({ stem, listed }) => listed && !flagged.has(stem)).map(({ what }) => what)).toEqual([]);
    expect(cases.filter(({ stem, listed }) => !listed && flagged.has(stem)).map(({ what }) => what)).toEqual([]);
    // A request of the page names the page as its origin; one of the extension's background names none.
    const pictures = stage.server.requests.filter(({ path }) => path.includes('-15/'));
    const ours = pictures.filter(({ headers }) => headers.origin === undefined).map(({ url }) => url.href);
    expect(ours).toHaveLength(new Set(ours).size);
    expect(ours).toHaveLength(kind === 'chromium' ? 0 : cases.length);
    if (kind === 'chromium') expect(Math.max(...stage.site.requestsPerPicture().values())).toBe(1);
    expect(page.consoleErrors()).toEqual([]);
  });
});
