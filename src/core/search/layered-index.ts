/**
 * An index over a list that has changed, without rebuilding what stayed: a base, the entries added since, and the
 * places of those withdrawn. Layers may be stacked; once they are many, build one index of all in the background.
 */
import type { HashIndex } from './hash-index.ts';

const NONE: ReadonlySet<number> = new Set();

/** Places of `added` follow those of `base`. `withdrawn` may name places of either; meant for hundreds, not millions. */
export function layerIndex(base: HashIndex, added: HashIndex, withdrawn: ReadonlySet<number> = NONE): HashIndex {
  const below = (places: ReadonlySet<number>) => new Set([...places].filter(place => place < base.size));
  const above = (places: ReadonlySet<number>) =>
    new Set([...places].filter(place => place >= base.size).map(place => place - base.size));
  const gone = { below: below(withdrawn), above: above(withdrawn) };

  const nearest: HashIndex['nearest'] = (queries, threshold, except = NONE) => {
    const none = except.size === 0;
    const old = base.nearest(queries, threshold, none ? gone.below : new Set([...gone.below, ...below(except)]));
    const fresh = added.nearest(queries, threshold, none ? gone.above : new Set([...gone.above, ...above(except)]));
    if (fresh === null) return old;
    const freshWins =
      old === null || fresh.distance < old.distance || (fresh.distance === old.distance && fresh.query < old.query);
    return freshWins ? { ...fresh, position: fresh.position + base.size } : old;
  };
  const entryAt: HashIndex['entryAt'] = position =>
    position < base.size ? base.entryAt(position) : added.entryAt(position - base.size);
  return { size: base.size + added.size, nearest, entryAt };
}
