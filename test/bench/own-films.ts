/**
 * `tsx test/bench/own-films.ts [FILMS]`: how many own videos are known again while a copy of them plays, after what
 * re-sharers do. Drawn scenes that pan for ten seconds; stills are asked about as the content script hashes them.
 */
import sharp from 'sharp';
import { hashPixels } from '../../src/core/hash/pdq.ts';
import { createViewer, WHOLE } from '../../src/core/hash/resample.ts';
import { trims } from '../../src/core/hash/trim.ts';
import { MIN_QUALITY, type PictureHash, type Pixels } from '../../src/core/hash/types.ts';
import { variants } from '../../src/core/hash/variants.ts';
import { makeOwnVideo } from '../../src/core/own/entry.ts';
import { createOwnMedia } from '../../src/core/own/media.ts';
import { drawPicture, randomFrom } from '../support/pictures.ts';
import { finish, type Picture, pixelsOf } from './recall/picture.ts';
import { TRANSFORMS } from './recall/transforms.ts';

const FILMS = Number(process.argv[2] ?? 8);
const STRANGERS = 4 * FILMS;
const SECONDS = 10;
/** Longest side of what the content script draws of a frame, in px. */
const SIDE = 256;
/** Of each still in an entry: the plain hash, what a film of two minutes has room for, and all of them. */
const COUNTS = [1, 15, 60];
const KINDS = new Set('jpeg w640 c2 c5 c10 p45 sq mir mirc5 capadd c5+cap stc stm r2 r5 rc70 shot story'.split(' '));

/** A scene half as large again as the frame, which moves over it. */
function frameOf(film: number, second: number): Promise<Picture> {
  const { width, height, data } = drawPicture(film, 414, 736);
  const left = Math.round((54 * second) / SECONDS);
  const top = Math.round((96 * second) / SECONDS);
  const scene = sharp(data, { raw: { width, height, channels: 4 } });
  return finish(scene.extract({ left, top, width: 360, height: 640 }));
}

/** As content/still.ts does it; sharp stands in for the browser's own scaling. */
async function hashStill({ width, height, data }: Pixels): Promise<readonly PictureHash[]> {
  const small = await sharp(Buffer.from(data.buffer, data.byteOffset, data.byteLength), {
    raw: { width, height, channels: 4 },
  })
    .resize({ width: SIDE, height: SIDE, fit: 'inside', withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const pixels = { width: small.info.width, height: small.info.height, data: new Uint8Array(small.data) };
  const parts = trims(pixels).map(({ left, top, right, bottom }) => ({
    left: left / pixels.width,
    top: top / pixels.height,
    width: (right - left) / pixels.width,
    height: (bottom - top) / pixels.height,
    turn: 0,
  }));
  return [WHOLE, ...parts].map(createViewer(pixels, hashPixels));
}

const owns = COUNTS.map(() => createOwnMedia());
for (let film = 0; film < FILMS; film++) {
  const stills = [];
  for (let second = 0; second < SECONDS; second++) {
    stills.push(variants(await pixelsOf(await frameOf(film, second)), hashPixels));
  }
  for (const [i, own] of owns.entries()) {
    const made = makeOwnVideo(stills.map(still => still.slice(0, COUNTS[i])));
    if (made.ok) own.add(`film ${film}`, made.entry);
  }
}

/** Plays a film after a change, and gives what each of `owns` says of it. */
async function watch(film: number, change: (picture: Picture) => Promise<Picture>) {
  const sightings = owns.map(own => own.watch());
  for (let second = 0; second < SECONDS; second++) {
    const views = await hashStill(await pixelsOf(await change(await frameOf(film, second))));
    const telling = views.filter(({ quality }) => quality >= MIN_QUALITY);
    const [first] = telling;
    if (first === undefined) continue;
    const frame = { quality: first.quality, hashes: telling.flatMap(({ orientations }) => orientations) };
    for (const sighting of sightings) sighting.see(frame);
  }
  return sightings.map(sighting => sighting.match()?.key ?? null);
}

console.log(`${FILMS} films, percent known again with ${COUNTS.join(', ')} hashes a still`);
for (const { name, apply } of TRANSFORMS.filter(({ name }) => KINDS.has(name))) {
  const hits = COUNTS.map(() => 0);
  for (let film = 0; film < FILMS; film++) {
    // The same cut or sticker on each frame, as an editor puts it there.
    const found = await watch(film, picture => apply(picture, randomFrom(film)));
    for (const [i, key] of found.entries()) if (key === `film ${film}`) hits[i] = (hits[i] ?? 0) + 1;
  }
  console.log(name.padEnd(8), hits.map(hit => String(Math.round((100 * hit) / FILMS)).padStart(4)).join(' '));
}
let alarms = 0;
for (let stranger = 0; stranger < STRANGERS; stranger++) {
  const found = await watch(1_000 + stranger, async picture => picture);
  if (found.some(key => key !== null)) alarms++;
}
console.log(`${alarms} of ${STRANGERS} other films taken for one of them`);
