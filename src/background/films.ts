/**
 * The films that play in the person's tabs, as far as they were seen: their stills come one by one, already hashed by
 * the page. Memory only; a background that was stopped in between starts counting anew.
 */
import { entryIdOf } from '../core/entry-id.ts';
import { createFilm, type Film, type FilmList } from '../core/film.ts';
import type { QueryHash } from '../core/hash/query.ts';
import type { Verdict } from '../core/verdict.ts';

/** More than play side by side; of those scrolled past, each would hold some kB. */
const MAX_FILMS = 50;

export interface FilmsPorts {
  lists(): Promise<readonly FilmList[]>;
  dismissed(): Promise<ReadonlySet<string>>;
}

export interface Films {
  /** Takes in a still of the film of that name, and gives the verdict on it so far. */
  see(name: string, still: readonly QueryHash[]): Promise<Verdict>;
}

export function createFilms({ lists, dismissed }: FilmsPorts): Films {
  const films = new Map<string, Film>();

  function filmOf(name: string): Film {
    const film = films.get(name) ?? createFilm();
    films.delete(name);
    films.set(name, film);
    if (films.size > MAX_FILMS) {
      const oldest = films.keys().next().value;
      if (oldest !== undefined) films.delete(oldest);
    }
    return film;
  }

  return {
    see: async (name, still) => filmOf(name).see(still, await lists(), entryIdOf, await dismissed()),
  };
}
