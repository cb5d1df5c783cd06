/** vPDQ: its files line by line, and which videos share enough frames; also against the published vectors. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createVideoIndex,
  formatVpdqLine,
  parseVpdqLine,
  type SeenFrame,
  VIDEO_RULE,
  type VideoFrame,
  type VideoGroups,
  type VideoRule,
  watchVideo,
} from '../../../src/core/hash/video.ts';
import { distance } from '../../../src/core/search/distance.ts';
import { createHashIndex } from '../../../src/core/search/hash-index.ts';
import type { EntryId } from '../../../src/core/verdict.ts';
import { sampleHash } from '../list/sample-list.ts';

const HEX = 'f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22';

describe('a line of a vPDQ file', () => {
  test('reads as frame, quality, hash and seconds', () => {
    const line = `30,100,${HEX},1.001`;
    const frame = parseVpdqLine(line);
    expect(frame).toMatchObject({ frame: 30, quality: 100, timestamp: 1.001 });
    expect(formatVpdqLine(frame as VideoFrame)).toBe(line);
  });

  test.each([
    '',
    HEX,
    `1,101,${HEX},0.000`,
    `-1,50,${HEX},0.0`,
    `1,50,${HEX.slice(1)},0.0`,
    `1,50,${HEX},now`,
    `1,50,${HEX},1,2`,
  ])('cannot be %j', line => {
    expect(parseVpdqLine(line)).toBeNull();
  });

  test('is written so that it reads back the same, to the millisecond', () => {
    const frames = fc.record({
      frame: fc.nat(1e8),
      quality: fc.nat(100),
      hash: fc.uint8Array({ minLength: 32, maxLength: 32 }),
      timestamp: fc.nat(1e9).map(ms => ms / 1000),
    });
    fc.assert(
      fc.property(frames, frame => {
        expect(parseVpdqLine(formatVpdqLine(frame))).toEqual(frame);
      }),
    );
  });
});

/** Frames that are far from each other: the sample hashes of near numbers are not. */
const far = (n: number): Uint8Array =>
  sampleHash(Math.imul(n + 1, 0x9e3779b1) >>> 0).map((byte, at) => byte ^ (at * 37 * n));
const seen = (n: number, quality = 100): SeenFrame => ({ quality, hashes: [far(n)] });

function groupsOf(videos: readonly (readonly number[])[]): VideoGroups {
  const starts = [0];
  for (const frames of videos) starts.push((starts.at(-1) as number) + frames.length);
  return {
    ids: videos.map((_, n) => String(n).padStart(16, '0') as EntryId),
    starts: Uint32Array.from(starts),
    frames: Uint8Array.from(videos.flat().flatMap(n => [...far(n)])),
  };
}
function watch(videos: readonly (readonly number[])[], frames: readonly SeenFrame[], rule: Partial<VideoRule> = {}) {
  const sighting = watchVideo(createVideoIndex(groupsOf(videos), { ...VIDEO_RULE, ...rule }));
  for (const frame of frames) sighting.see(frame);
  return sighting;
}

describe('the sample frames', () => {
  test('are far from each other', () => {
    for (let a = 0; a < 40; a++) for (let b = 0; b < a; b++) expect(distance(far(a), far(b))).toBeGreaterThan(31);
  });
});

describe('a watched video', () => {
  test('matches the listed one of which it shows a part', () => {
    const sighting = watch(
      [
        [20, 21, 22, 23],
        [1, 2, 3, 4, 5, 6, 7, 8],
      ],
      [seen(2), seen(3), seen(4)],
    );
    expect(sighting.match()).toEqual({
      entry: '0000000000000001',
      seenPercent: 100,
      listedPercent: 37.5,
      frames: 3,
      distance: 0,
    });
  });

  test('does not match by fewer than three frames, unless the listed video has no more', () => {
    expect(watch([[1, 2, 3, 4]], [seen(1), seen(2)]).match()).toBeNull();
    expect(watch([[1, 2]], [seen(1)]).match()).toBeNull();
    expect(watch([[1, 2]], [seen(1), seen(2)]).match()).toMatchObject({ frames: 2 });
    expect(watch([[1]], [seen(1)]).match()).toMatchObject({ frames: 1 });
  });

  test('counts frames of low quality for nothing', () => {
    const dull = watch([[1, 2, 3]], [seen(1, 49), seen(2, 49), seen(3, 49), seen(30, 0)]);
    expect(dull.seen).toBe(0);
    expect(dull.match()).toBeNull();
    expect(watch([[1, 2, 3]], [seen(1, 50), seen(2, 50), seen(3, 50), seen(30, 49)]).match()).toMatchObject({
      seenPercent: 100,
    });
  });

  test('counts the same frame once', () => {
    const sighting = watch([[1, 2, 3]], [seen(1), seen(1), seen(1), seen(2)]);
    expect(sighting.seen).toBe(2);
    expect(sighting.match()).toBeNull();
  });

  test('needs the share of its frames that the list asks for', () => {
    const frames = [seen(1), seen(2), seen(3), seen(30)];
    expect(watch([[1, 2, 3]], frames).match()).toBeNull();
    expect(watch([[1, 2, 3]], frames, { seenPercent: 75 }).match()).toMatchObject({ seenPercent: 75 });
  });

  test('needs the share of the listed frames that the list asks for', () => {
    const listed = [1, 2, 3, 4, 5, 6];
    const frames = [seen(1), seen(2), seen(3)];
    expect(watch([listed], frames, { listedPercent: 51 }).match()).toBeNull();
    expect(watch([listed], frames, { listedPercent: 50 }).match()).toMatchObject({ listedPercent: 50 });
  });

  test('matches every listed video that shares a frame, and names the one that shares most', () => {
    const sighting = watch(
      [
        [1, 2, 3],
        [1, 2, 3, 4],
      ],
      [seen(1), seen(2), seen(3), seen(4)],
      { seenPercent: 70 },
    );
    expect(sighting.match()).toMatchObject({ entry: '0000000000000001', frames: 4 });
  });

  test('is not compared for ever with a list on which every video has the same frame', () => {
    const groups = groupsOf(Array.from({ length: 1_000 }, () => [1]));
    let asked = 0;
    const sighting = watchVideo(
      createVideoIndex(groups, VIDEO_RULE, hashes => {
        const { nearest, ...index } = createHashIndex(hashes);
        return {
          ...index,
          nearest: (...query) => {
            asked++;
            return nearest(...query);
          },
        };
      }),
    );
    sighting.see(seen(1));
    expect(asked).toBe(64);
    expect(sighting.match()).toMatchObject({ frames: 1 });
  });

  test('is compared in any orientation that is asked', () => {
    const turned = [1, 2, 3].map(n => ({ quality: 100, hashes: [far(n + 20), far(n)] }));
    expect(watch([[1, 2, 3]], turned).match()).toMatchObject({ seenPercent: 100 });
  });

  test('matches up to the threshold of the list and never above 31', () => {
    const off = (bits: number) => (n: number) => {
      const hash = far(n);
      for (let bit = 0; bit < bits; bit++) hash[bit] = (hash[bit] as number) ^ 1;
      return { quality: 100, hashes: [hash] };
    };
    expect(watch([[1, 2, 3]], [1, 2, 3].map(off(31))).match()).toMatchObject({ distance: 31 });
    expect(watch([[1, 2, 3]], [1, 2, 3].map(off(32)), { threshold: 99 }).match()).toBeNull();
    expect(watch([[1, 2, 3]], [1, 2, 3].map(off(21)), { threshold: 20 }).match()).toBeNull();
  });

  test('has no match before a frame was seen, or against an empty list', () => {
    expect(watch([[1]], []).match()).toBeNull();
    expect(watch([], [seen(1)]).match()).toBeNull();
  });

  test('counts like the definition: each frame seen against each listed frame', () => {
    const numbers = fc.uniqueArray(fc.nat(15), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(fc.array(numbers, { minLength: 1, maxLength: 4 }), numbers, (videos, shown) => {
        const rule = { seenPercent: 0, listedPercent: 0 };
        const match = watch(
          videos,
          shown.map(n => seen(n)),
          rule,
        ).match();
        const shares = videos.map(listed => shown.filter(n => listed.includes(n)).length);
        const best = Math.max(...shares.filter((share, n) => share >= Math.min(3, (videos[n] as number[]).length)), 0);
        expect(match?.frames ?? 0).toBe(best);
        if (match !== null) expect(match.seenPercent).toBeCloseTo((100 * best) / shown.length);
      }),
    );
  });
});

const expected = fileURLToPath(new URL('../../../../shared/vectors/expected/', import.meta.url));

describe.skipIf(!existsSync(expected))('the published vPDQ files', () => {
  const readVpdq = (name: string): readonly VideoFrame[] =>
    readFileSync(`${expected}vpdq-${name}.txt`, 'utf8')
      .trim()
      .split('\n')
      .map(line => {
        const frame = parseVpdqLine(line);
        if (frame === null) throw new Error(`${name}: ${line}`);
        return frame;
      });

  function share(query: string, listed: string) {
    const telling = readVpdq(listed).filter(({ quality }) => quality >= 50);
    const frames = [...new Map(telling.map(({ hash }) => [hash.join(), hash])).values()];
    const groups: VideoGroups = {
      ids: ['0'.repeat(16) as EntryId],
      starts: Uint32Array.of(0, frames.length),
      frames: Uint8Array.from(frames.flatMap(hash => [...hash])),
    };
    const sighting = watchVideo(createVideoIndex(groups, { ...VIDEO_RULE, seenPercent: 0 }));
    for (const { quality, hash } of readVpdq(query)) sighting.see({ quality, hashes: [hash] });
    return sighting.match();
  }

  test.each(['chair-19-sd-bar', 'doorknob-hd-no-bar', 'pattern-sd-grey-bar', 'test-padded-dimensions'])(
    '%s reads and writes back as it is',
    name => {
      const text = readFileSync(`${expected}vpdq-${name}.txt`, 'utf8').trim();
      expect(readVpdq(name).map(formatVpdqLine).join('\n')).toBe(text);
    },
  );

  test('a video matches itself, and its smaller copy, wholly', () => {
    expect(share('pattern-sd-grey-bar', 'pattern-sd-grey-bar')).toMatchObject({ seenPercent: 100, listedPercent: 100 });
    expect(share('pattern-sd-grey-bar-128x128', 'pattern-sd-grey-bar')?.seenPercent).toBeGreaterThan(99);
  });

  test('a shorter cut matches the longer video', () => {
    expect(share('pattern-hd-no-bar', 'pattern-longer-no-bar')?.seenPercent).toBeGreaterThanOrEqual(80);
  });

  test('videos of different things share no frame', () => {
    expect(share('chair-19-sd-bar', 'doorknob-hd-no-bar')).toBeNull();
    expect(share('doorknob-hd-no-bar', 'pattern-hd-no-bar')).toBeNull();
  });
});
