/**
 * A long feed of which no picture is known from another: the same few drawings, each time in other bytes. One post in
 * fifty is listed, which is far more than anybody's feed has.
 */
import { longFeed, photographOf, readDrawings } from '../fixtures/pretend-instagram/drawn-feed.ts';
import type { PretendPost } from '../fixtures/pretend-instagram/server.ts';

export const POSTS = 300;

/** A comment of its own in each file: the same picture to look at, other bytes. */
function withComment(jpeg: Uint8Array, text: string): Uint8Array {
  const comment = Buffer.from(text);
  const head = Buffer.from([0xff, 0xd8, 0xff, 0xfe, 0, comment.length + 2]);
  return Buffer.concat([head, comment, jpeg.subarray(2)]);
}

const POSTS_A_LISTED_ONE = 50;

export async function makeFeed(): Promise<readonly PretendPost[]> {
  const [posts, drawings] = await Promise.all([longFeed(POSTS), readDrawings()]);
  const bodiesOf = (wanted: boolean) =>
    Promise.all(drawings.filter(({ listed }) => listed === wanted).map(drawing => photographOf(drawing)));
  const [listed, others] = await Promise.all([bodiesOf(true), bodiesOf(false)]);
  return posts.map((post, number) => {
    const bodies = number % POSTS_A_LISTED_ONE === 0 ? listed : others;
    const body = bodies[number % bodies.length] ?? new Uint8Array();
    return { ...post, media: post.media.map(one => ({ ...one, body: withComment(body, one.stem), exact: true })) };
  });
}
