/**
 * The drawings of the practice feed, made into photographs as a phone would have them: pixels in a JPEG. What is drawn
 * in SVG has none, and the same drawing is compared like any picture from the web.
 */
import { useEffect, useState } from 'preact/hooks';
import type { MessageKey } from '../../platform/i18n.ts';

export interface Drawing {
  /** In public/practice, without its ending. */
  readonly name: string;
  readonly title: MessageKey;
  readonly mirrored?: true;
}

/** Listed are the mountains and the tram, which is mirrored (public/practice/pictures.json). */
export const FEED: readonly Drawing[] = [
  { name: 'cat', title: 'learn_drawing_cat' },
  { name: 'mountains', title: 'learn_drawing_mountains' },
  { name: 'boats', title: 'learn_drawing_boats' },
  { name: 'tram', title: 'learn_drawing_tram', mirrored: true },
  { name: 'houseplants', title: 'learn_drawing_plants' },
];
/** Listed as well, and wrongly so: to be talked about. */
export const LISTED_WRONGLY: readonly Drawing[] = [{ name: 'fruit', title: 'learn_drawing_fruit' }];

/** As wide as sites serve pictures. */
const WIDTH = 1080;

async function photographOf({ name, mirrored }: Drawing): Promise<string> {
  const drawn = new Image();
  drawn.src = `../practice/${name}.svg`;
  await drawn.decode();
  const height = Math.round((WIDTH * drawn.naturalHeight) / drawn.naturalWidth);
  const canvas = new OffscreenCanvas(WIDTH, height);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('the browser gives no canvas');
  if (mirrored) context.setTransform(-1, 0, 0, 1, WIDTH, 0);
  context.drawImage(drawn, 0, 0, WIDTH, height);
  return URL.createObjectURL(await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 }));
}

/** Made once, and kept as long as the page: going back and forth in a lesson asks about nothing twice. */
const made = new Map<string, Promise<string>>();

function photograph(drawing: Drawing): Promise<string> {
  const address = made.get(drawing.name) ?? photographOf(drawing);
  made.set(drawing.name, address);
  return address;
}

/** Addresses of the photographs in the order of `drawings`; null until all of them are there. */
export function usePhotographs(drawings: readonly Drawing[]): readonly string[] | null {
  const [addresses, setAddresses] = useState<readonly string[] | null>(null);
  useEffect(() => {
    const life = new AbortController();
    Promise.all(drawings.map(photograph))
      .then(ready => life.signal.aborted || setAddresses(ready))
      .catch(console.error);
    return () => life.abort();
  }, [drawings]);
  return addresses;
}
