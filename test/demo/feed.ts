/** The feed of the demo: every practice drawing once, the listed ones among the first, the second of them altered. */
import { drawnPosts, photographOf, readDrawings } from '../fixtures/pretend-instagram/drawn-feed.ts';
import type { PretendPost } from '../fixtures/pretend-instagram/server.ts';
import { filmOf } from '../support/film.ts';

/** Places in the feed. */
export const CLEAR = 0;
export const LISTED = 1;
/** Listed too, but mirrored, made smaller and encoded again. */
export const LISTED_ALTERED = 3;

export async function demoPosts(): Promise<readonly PretendPost[]> {
  const drawings = await readDrawings();
  const [listed, altered] = drawings.filter(drawing => drawing.listed);
  const others = drawings.filter(drawing => !drawing.listed);
  if (listed === undefined || altered === undefined) throw new Error('the practice list needs two drawings');
  const order = others.toSpliced(CLEAR + 1, 0, listed).toSpliced(LISTED_ALTERED, 0, altered);
  return drawnPosts(order, [altered.file]);
}

const REEL_SECONDS = 6;

/** A reel that shows a drawing of the practice list as it plays, fed to the page piece by piece and without a cover. */
export async function demoReel(): Promise<PretendPost> {
  const drawing = (await readDrawings()).find(({ listed }) => listed);
  if (drawing === undefined) throw new Error('the practice list is empty');
  const [post] = await drawnPosts([drawing]);
  const [media] = post?.media ?? [];
  if (post === undefined || media === undefined) throw new Error('no post');
  const body = await filmOf(await photographOf(drawing), REEL_SECONDS);
  return { ...post, media: [{ ...media, film: { body, poster: false, delivery: 'mse' } }] };
}
