/**
 * The films that play in the person's tabs, as far as they were seen: their stills come one by one, already hashed by
 * the page. Memory only; a background that was stopped in between starts counting anew. Own media come before any list;
 * of them only hashes are compared here, since no pixels come along.
 */
import { entryIdOf } from '../core/entry-id.ts';
import { createFilm, type Film, type FilmList } from '../core/film.ts';
import type { QueryHash } from '../core/hash/query.ts';
import { MIN_QUALITY } from '../core/hash/types.ts';
import type { OwnId } from '../core/own/item.ts';
import type { OwnSighting } from '../core/own/media.ts';
import type { Judged } from './judge.ts';
import { type OwnKeeper, ownDismissal } from './own-media.ts';

/** More than play side by side; of those scrolled past, each would hold some kB. */
const MAX_FILMS = 50;

export interface FilmsPorts {
  lists(): Promise<readonly FilmList[]>;
  dismissed(): Promise<ReadonlySet<string>>;
  readonly own: Pick<OwnKeeper, 'revision' | 'watch'>;
}

export interface Films {
  /** Takes in a still of the film of that name, and gives the verdict on it so far. */
  see(name: string, still: readonly QueryHash[]): Promise<Judged>;
}

interface Watched {
  readonly film: Film;
  /** Null while there are no own media. Made anew when these change: counting starts again. */
  own: OwnSighting | null;
  revision: number;
}

export function createFilms({ lists, dismissed, own }: FilmsPorts): Films {
  const films = new Map<string, Watched>();

  function filmOf(name: string): Watched {
    const film = films.get(name) ?? { film: createFilm(), own: null, revision: 0 };
    films.delete(name);
    films.set(name, film);
    if (films.size > MAX_FILMS) {
      const oldest = films.keys().next().value;
      if (oldest !== undefined) films.delete(oldest);
    }
    return film;
  }

  async function ownIn(watched: Watched, still: readonly QueryHash[]): Promise<OwnId | null> {
    const revision = await own.revision();
    if (revision !== watched.revision) {
      watched.own = revision === 0 ? null : await own.watch();
      watched.revision = revision;
    }
    const telling = still.filter(({ quality }) => quality >= MIN_QUALITY);
    const [first] = telling;
    if (watched.own === null || first === undefined) return null;
    watched.own.see({ quality: first.quality, hashes: telling.map(({ hash }) => hash) });
    return (watched.own.match()?.key as OwnId | undefined) ?? null;
  }

  return {
    async see(name, still) {
      const watched = filmOf(name);
      const out = await dismissed();
      const id = await ownIn(watched, still);
      const verdict = await watched.film.see(still, await lists(), entryIdOf, out);
      return id !== null && !out.has(ownDismissal(id)) ? { status: 'own', id } : verdict;
    },
  };
}
