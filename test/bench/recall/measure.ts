/** Shares of shared pictures that each method knows again, transform by transform. */
import type { Hasher } from '../../../src/core/hash/types.ts';
import { randomFrom } from '../../support/pictures.ts';
import { createShared, type Method } from './methods.ts';
import { pixelsOf } from './picture.ts';
import type { Source } from './sources.ts';
import { COUNTED, TRANSFORMS } from './transforms.ts';

export interface Row {
  readonly name: string;
  readonly about: string;
  /** Of each method, in percent. */
  readonly recall: readonly number[];
}

export interface Measured {
  readonly rows: readonly Row[];
  /** Over the 43 transforms: all pictures, and by where they come from. */
  readonly sums: readonly Row[];
}

const percent = (hits: number, of: number): number => (100 * hits) / of;

export async function measureRecall(
  sources: readonly Source[],
  methods: readonly Method<unknown>[],
  hasher: Hasher,
  onPicture: (done: number) => void,
): Promise<Measured> {
  const hits = sources.map(() => TRANSFORMS.map(() => methods.map(() => 0)));
  for (const [number, { picture }] of sources.entries()) {
    const original = await pixelsOf(picture);
    const entries = await Promise.all(methods.map(method => method.list(original, number)));
    for (const [t, transform] of TRANSFORMS.entries()) {
      const changed = await transform.apply(picture, randomFrom(1000 * number + t));
      const shared = createShared(await pixelsOf(changed), hasher);
      const row = hits[number]?.[t] as number[];
      for (const [m, method] of methods.entries()) row[m] = (await method.matches(shared, entries[m])) ? 1 : 0;
    }
    onPicture(number + 1);
  }
  const share = (of: readonly number[], transforms: readonly number[]): readonly number[] =>
    methods.map((_, m) => {
      const all = of.flatMap(number => transforms.map(t => hits[number]?.[t]?.[m] ?? 0));
      return percent(
        all.reduce((sum, hit) => sum + hit, 0),
        all.length,
      );
    });
  const everyone = sources.map((_, number) => number);
  const counted = TRANSFORMS.slice(0, COUNTED).map((_, t) => t);
  const sumOf = (name: string, wanted: (source: Source) => boolean): Row => {
    const of = everyone.filter(number => wanted(sources[number] as Source));
    return { name, about: `${of.length} pictures`, recall: share(of, counted) };
  };
  return {
    rows: TRANSFORMS.map(({ name, about }, t) => ({ name, about, recall: share(everyone, [t]) })),
    sums: [
      sumOf('the 43', () => true),
      sumOf('of photographs', source => source.from !== 'generated'),
      sumOf('of generated ones', source => source.from === 'generated'),
    ],
  };
}
