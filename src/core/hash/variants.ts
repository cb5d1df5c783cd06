import { createViewer } from './resample.ts';
import type { Hash, Pixels } from './types.ts';
export function variants(p: Pixels): readonly Hash[] {
  return [createViewer(p)({ left: 0, top: 0, width: 1, height: 1, turn: 0 }).orientations[0]!];
}
