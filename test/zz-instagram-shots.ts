import { authorOf, codeOf, photographOf, readDrawings, stemOf } from './fixtures/pretend-instagram/drawn-feed.ts';
import { hashFilm, makeFilm } from './support/film.ts';
import { setStage } from './support/stage.ts';
import { sleep, until } from './support/timing.ts';

const drawings = await readDrawings();
const film = await makeFilm({ seed: 3, seconds: 8 });
const body = await photographOf(drawings[3]!);
const posts = await Promise.all(
  drawings.map(async (d, n) => ({
    code: codeOf(n),
    author: authorOf(n),
    media: [
      {
        stem: stemOf(n),
        body: await photographOf(d),
        type: 'image/jpeg',
        ...(n === 2 ? { body, film: { body: film, delivery: 'mse' as const, poster: true } } : {}),
      },
    ],
  })),
);
const kind = process.argv[2] as 'chromium' | 'firefox';
const stage = await setStage(kind, posts, { pictures: ['f0'.repeat(32)], videos: [await hashFilm(film)] });
const page = await stage.open(`/reels/${codeOf(2)}/`);
await until('flagged', async () => (await stage.status('/reels/')).flagged.length > 0);
await sleep(500);
await page.screenshot(`/tmp/instagram-shot-${kind}-reel.png`);
for (const [name, path] of [
  ['story', `/stories/${authorOf(1)}/?still=1`],
  ['direct', '/direct/t/1784300112/'],
  ['explore', '/explore/?locale=ar'],
] as const) {
  const other = await stage.open(path);
  await sleep(1500);
  await other.screenshot(`/tmp/instagram-shot-${kind}-${name}.png`);
}
await stage.close();
process.exit(0);
