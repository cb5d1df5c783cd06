/** What is measured, in pieces that each run anywhere and within seconds: Node, or the background of a browser. */
import { benchFeatures } from './features.ts';
import { benchHash } from './hash.ts';
import { benchMillion, benchShortLists, benchSkewed, benchTenMillion } from './search.ts';

/** Name of a figure, its unit at its end -> value; null where it could not be measured. */
export type Figures = Readonly<Record<string, number | null>>;

export interface Modules {
  readonly pdq: WebAssembly.Module;
  readonly search: WebAssembly.Module;
  /** Of READ_SOURCE. */
  readonly read: WebAssembly.Module;
}

export const PIECES: Readonly<Record<string, (modules: Modules) => Figures | Promise<Figures>>> = {
  hash: benchHash,
  features: benchFeatures,
  shortLists: benchShortLists,
  million: benchMillion,
  skewed: benchSkewed,
  tenMillion: benchTenMillion,
};
