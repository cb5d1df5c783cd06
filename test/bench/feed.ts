/** A long feed of which no picture is known from another: the same few drawings, each time in other bytes. */
import { longFeed } from '../fixtures/pretend-instagram/drawn-feed.ts';
import type { PretendPost } from '../fixtures/pretend-instagram/server.ts';

export const POSTS = 300;

/** A comment of its own in each file: the same picture to look at, other bytes. */
function withComment(jpeg: Uint8Array, text: string): Uint8Array {
  const comment = Buffer.from(text);
  const head = Buffer.from([0xff, 0xd8, 0xff, 0xfe, 0, comment.length + 2]);
  return Buffer.concat([head, comment, jpeg.subarray(2)]);
}

export async function makeFeed(): Promise<readonly PretendPost[]> {
  const posts = await longFeed(POSTS);
  return posts.map(post => ({
    ...post,
    media: post.media.map(one => ({ ...one, body: withComment(one.body, one.stem), exact: true })),
  }));
}
