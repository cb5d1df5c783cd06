/**
 * What is said of a film while it plays, from the stills seen of it so far: that it is a listed video, by that list's
 * own rule, or that it shows a listed picture. One still alone never flags a film, and a dull one says nothing.
 */
import type { QueryHash } from './hash/query.ts';
import { type Hash, MIN_QUALITY } from './hash/types.ts';
import { type Sighting, type VideoIndex, type VideoMatch, watchVideo } from './hash/video.ts';
import { dismissalOf, type EntryId, judge, type ListId, type SearchableList, type Verdict } from './verdict.ts';

/** A listed picture has to be there in this many stills: shown, not flashed, and no accident of one frame. */
export const MIN_STILLS_WITH_PICTURE = 2;

export interface FilmList extends SearchableList {
  /** Null for a list without videos. */
  readonly videos: VideoIndex | null;
}

/** One film while it plays. */
export interface Film {
  /**
   * Takes in one still, as the hashes that shall be asked for (upright and whole first), and gives the verdict so far.
   * `entryId` and `dismissed` are as in `judge`.
   */
  see(
    still: readonly QueryHash[],
    lists: readonly FilmList[],
    entryId: (hash: Hash) => Promise<EntryId>,
    dismissed: ReadonlySet<string>,
  ): Promise<Verdict>;
}

interface Found {
  readonly list: ListId;
  readonly video: VideoMatch;
}

export function createFilm(): Film {
  /** By the index and not by the list: an updated list starts counting anew. */
  const sightings = new Map<VideoIndex, Sighting>();
  const pictures = new Map<string, number>();

  function sightingOf(videos: VideoIndex): Sighting {
    const sighting = sightings.get(videos) ?? watchVideo(videos);
    sightings.set(videos, sighting);
    return sighting;
  }

  function videoIn(lists: readonly FilmList[], dismissed: ReadonlySet<string>): Found | null {
    const found = lists.flatMap(({ id, videos }): readonly Found[] => {
      const isWanted = (entry: EntryId): boolean => !dismissed.has(dismissalOf(id, entry));
      const video = videos === null ? null : sightingOf(videos).match(isWanted);
      return video === null ? [] : [{ list: id, video }];
    });
    return found.toSorted((a, b) => b.video.frames - a.video.frames)[0] ?? null;
  }

  function isShown({ list, entry }: { readonly list: ListId; readonly entry: EntryId }): boolean {
    const name = dismissalOf(list, entry);
    const stills = (pictures.get(name) ?? 0) + 1;
    pictures.set(name, stills);
    return stills >= MIN_STILLS_WITH_PICTURE;
  }

  return {
    async see(still, lists, entryId, dismissed) {
      const telling = still.filter(({ quality }) => quality >= MIN_QUALITY);
      const [first] = telling;
      const picture = await judge(still, lists, entryId, dismissed);
      if (first === undefined) return picture;
      const hashes = telling.map(({ hash }) => hash);
      for (const videos of sightings.keys()) if (!lists.some(list => list.videos === videos)) sightings.delete(videos);
      for (const { videos } of lists) if (videos !== null) sightingOf(videos).see({ quality: first.quality, hashes });
      const found = videoIn(lists, dismissed);
      if (found !== null) {
        const { list, video } = found;
        const { orientation, input, region, guess } = first;
        const via = { orientation, input, region, guess };
        return { status: 'flagged', match: { list, entry: video.entry, distance: video.distance, via } };
      }
      return picture.status === 'flagged' && !isShown(picture.match) ? { status: 'clear' } : picture;
    },
  };
}
