/**
 * What the browser's menu was opened over. Sites lay empty boxes over what they show, so that the browser itself often
 * cannot say; and of a film whose file nobody can read, we have what was seen of it.
 */
import { concatBytes } from '../core/list/bytes.ts';
import type { PointedAt } from '../platform/messages.ts';
import type { MediaElement, Site } from '../sites/site.ts';
import { shownBy } from './check.ts';
import type { Films } from './films.ts';

export interface PointedPorts {
  readonly site: Site;
  readonly films: Films;
  /** Media that is on screen, or nearly. */
  near(): ReadonlySet<MediaElement>;
}

export interface Pointed {
  /** For every event. */
  note(event: Event): void;
  /** See TabApi. */
  at(source: string | null): PointedAt | null;
}

export function createPointed({ site, films, near }: PointedPorts): Pointed {
  let under: MediaElement | null = null;
  return {
    note(event) {
      if (event.type !== 'contextmenu' || !(event instanceof MouseEvent)) return;
      const stack = new Set<Element>(document.elementsFromPoint(event.clientX, event.clientY));
      under = [...near()].find(element => stack.has(element)) ?? null;
    },
    at(source) {
      const isMeant = ({ src, currentSrc }: MediaElement) => source === src || source === currentSrc;
      const element = source === null ? under : [...near()].find(isMeant);
      const shown = element?.isConnected === true ? shownBy(site, element) : null;
      if (element === undefined || element === null || shown === null) return null;
      return {
        source: element.currentSrc || element.src,
        permalink: site.permalink(element),
        stills: concatBytes(element instanceof HTMLVideoElement ? films.seen(shown.key) : []),
      };
    },
  };
}
