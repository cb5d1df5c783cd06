/**
 * What stands around and on pictures in apps, drawn as SVG without any font: writing made of invented letters, the bars
 * of a phone screen, and stickers. The same seed draws the same.
 */
import { randomFrom } from '../../support/pictures.ts';

export type Random = () => number;
export const between = (random: Random, low: number, high: number): number => low + (high - low) * random();
export const pick = <T>(random: Random, choices: readonly T[]): T =>
  choices[Math.floor(random() * choices.length)] as T;

/** Strokes of letters in a box 4 wide and 6 high, baseline at 6. */
const LETTERS = [
  'M0 6L2 0L4 6M1 4H3',
  'M0 0V6H3L4 4.5L3 3H0M0 0H3V3',
  'M4 1L3 0H1L0 1V5L1 6H3L4 5',
  'M0 0V6H2L4 4V2L2 0Z',
  'M4 0H0V6H4M0 3H3',
  'M4 3H0M0 6V1L1 0H4',
  'M0 0V6M4 0V6M0 3H4',
  'M2 2V6M2 0V.8',
  'M0 0V6H4',
  'M0 6V0L2 3L4 0V6',
  'M0 6V0L4 6V0',
  'M1 0H3L4 1V5L3 6H1L0 5V1Z',
  'M0 6V0H3L4 1.5L3 3H0M2 3L4 6',
  'M4 1L3 0H1L0 1L4 5L3 6H1L0 5',
  'M0 0H4M2 0V6',
  'M0 0V5L1 6H3L4 5V0',
  'M0 2L2 6L4 2',
  'M0 6V2M0 3L2 2L3 3V6',
  'M3 2H1L0 3V5L1 6H3V2M3 6H4',
];

/** A line of writing whose letters are `size` high, from (x, y) and no longer than `width`. */
function writeLine(random: Random, x: number, y: number, width: number, size: number): string {
  const unit = size / 6;
  const strokes: string[] = [];
  let left = 2 + Math.floor(random() * 7);
  for (let at = x; at + 5 * unit < x + width; at += 5.4 * unit) {
    if (left-- === 0) left = 2 + Math.floor(random() * 8);
    else strokes.push(`<path transform="translate(${at} ${y}) scale(${unit})" d="${pick(random, LETTERS)}"/>`);
  }
  return strokes.join('');
}

export function write(
  random: Random,
  at: { readonly x: number; readonly y: number; readonly width: number; readonly size: number; readonly lines: number },
  colour: string,
  bold = false,
): string {
  const lines = Array.from({ length: at.lines }, (_, line) =>
    writeLine(
      random,
      at.x,
      at.y + line * at.size * 1.8,
      at.width * between(random, line + 1 < at.lines ? 0.9 : 0.3, 1),
      at.size,
    ),
  );
  const style = `fill="none" stroke="${colour}" stroke-width="${bold ? 1.3 : 0.75}" stroke-linejoin="round"`;
  return `<g ${style}>${lines.join('')}</g>`;
}

/** How a screen of an app looks. Sizes in shares of the screen's width. */
export interface Chrome {
  readonly seed: number;
  readonly dark: boolean;
  readonly ratio: number;
  readonly status: number;
  readonly header: number;
  readonly actions: number;
  readonly tabs: number;
  readonly tray: boolean;
  readonly hairlines: boolean;
}

/** Sixteen screens; the false-alarm pictures wear the very same ones. */
export const CHROMES: readonly Chrome[] = Array.from({ length: 16 }, (_, seed) => {
  const random = randomFrom(seed + 900);
  return {
    seed,
    dark: seed % 2 === 1,
    ratio: between(random, 1.78, 2.2),
    status: between(random, 0.06, 0.11),
    header: between(random, 0.11, 0.2),
    actions: between(random, 0.1, 0.14),
    tabs: between(random, 0.12, 0.2),
    tray: seed % 5 === 4,
    hairlines: seed % 3 === 0,
  };
});

const ICONS = [
  'M12 21C4 14 2 10 4 6C7 2 11 4 12 7C13 4 17 2 20 6C22 10 20 14 12 21Z',
  'M4 20L5 15A8 8 0 1 1 9 19Z',
  'M3 4H21L12 21L10 12Z',
  'M6 3H18V21L12 16L6 21Z',
  'M3 12L12 3L21 12V21H3Z',
  'M10 4A6 6 0 1 1 9.9 4ZM14 14L21 21',
  'M4 4H20V20H4ZM12 8V16M8 12H16',
];

const icon = (shape: number, x: number, y: number, size: number, colour: string): string =>
  `<path transform="translate(${x} ${y}) scale(${size / 24})" d="${ICONS[shape % ICONS.length]}" fill="none" stroke="${colour}" stroke-width="1.8"/>`;

const face = (random: Random, x: number, y: number, radius: number): string => {
  const hue = Math.floor(random() * 360);
  return `<circle cx="${x}" cy="${y}" r="${radius}" fill="hsl(${hue} 50% 60%)"/><circle cx="${x}" cy="${y - radius * 0.15}" r="${radius * 0.4}" fill="hsl(${hue + 40} 45% 75%)"/>`;
};

/** Where the bars above a picture end, in pixels, on a screen of this width. */
export const topOf = (chrome: Chrome, width: number): number =>
  Math.round(width * (chrome.status + chrome.header + (chrome.tray ? 0.28 : 0)));

/** Everything around a picture that lies from `top` to `bottom` on a screen of `width` x `height`, over its ground. */
export function drawChrome(chrome: Chrome, width: number, height: number, top: number, bottom: number): string {
  const random = randomFrom(chrome.seed * 31 + 5);
  const ink = chrome.dark ? '#f5f5f5' : '#111';
  const ground = chrome.dark ? '#000' : '#fff';
  const grey = chrome.dark ? '#a8a8a8' : '#737373';
  const u = width / 100;
  const parts: string[] = [`<rect width="${width}" height="${top}" fill="${ground}"/>`];
  parts.push(`<rect y="${bottom}" width="${width}" height="${height - bottom}" fill="${ground}"/>`);
  const status = chrome.status * width;
  parts.push(write(random, { x: 6 * u, y: status * 0.35, width: 14 * u, size: 3 * u, lines: 1 }, ink, true));
  parts.push(`<rect x="${84 * u}" y="${status * 0.35}" width="${7 * u}" height="${3 * u}" rx="${u}" fill="${ink}"/>`);
  if (chrome.tray) {
    for (let i = 0; i < 5; i++) parts.push(face(random, (11 + i * 21) * u, status + 13 * u, 8.5 * u));
  }
  const header = top - chrome.header * width;
  const middle = header + (chrome.header * width) / 2;
  parts.push(face(random, 7.5 * u, middle, 3.6 * u));
  parts.push(write(random, { x: 14 * u, y: middle - 2.6 * u, width: 32 * u, size: 2.6 * u, lines: 1 }, ink, true));
  parts.push(write(random, { x: 14 * u, y: middle + 1.6 * u, width: 24 * u, size: 2 * u, lines: 1 }, grey));
  for (let i = 0; i < 3; i++)
    parts.push(`<circle cx="${(91 + i * 1.8) * u}" cy="${middle}" r="${0.5 * u}" fill="${ink}"/>`);
  if (chrome.hairlines) {
    parts.push(`<rect y="${header - 1}" width="${width}" height="2" fill="${grey}"/>`);
  }
  const actions = chrome.actions * width;
  for (const [i, x] of [4, 14, 24, 90].entries()) {
    parts.push(icon(i, x * u, bottom + actions / 2 - 3 * u, 6 * u, ink));
  }
  const caption = { x: 4 * u, y: bottom + actions, width: 88 * u, size: 2.7 * u, lines: 3 };
  parts.push(write(random, caption, ink));
  const tabs = height - chrome.tabs * width;
  if (tabs > bottom) {
    parts.push(`<rect y="${tabs}" width="${width}" height="${height - tabs}" fill="${ground}"/>`);
    if (chrome.hairlines) parts.push(`<rect y="${tabs}" width="${width}" height="2" fill="${grey}"/>`);
    for (let i = 0; i < 5; i++) parts.push(icon(i + 2, (7 + i * 20) * u, tabs + 3 * u, 6 * u, ink));
  }
  return parts.join('');
}

/** A sticker about `size` wide, centred at (x, y): a grinning face, a star, a heart or a lettered label. */
export function drawSticker(random: Random, x: number, y: number, size: number): string {
  const turned = `translate(${x} ${y}) rotate(${between(random, -20, 20)}) scale(${size / 24})`;
  const hue = Math.floor(random() * 360);
  const shape = pick(random, [0, 1, 2, 3]);
  if (shape === 0) {
    return `<g transform="${turned}"><circle r="12" fill="#fc3"/><circle cx="-4" cy="-3" r="1.8"/><circle cx="4" cy="-3" r="1.8"/><path d="M-6 3A7 7 0 0 0 6 3Z" fill="#fff" stroke="#640"/></g>`;
  }
  if (shape === 1) {
    const points = Array.from({ length: 10 }, (_, i) => {
      const r = i % 2 === 0 ? 12 : 5;
      return `${(r * Math.sin((i * Math.PI) / 5)).toFixed(2)},${(-r * Math.cos((i * Math.PI) / 5)).toFixed(2)}`;
    });
    return `<g transform="${turned}"><polygon points="${points.join(' ')}" fill="hsl(${hue} 90% 55%)" stroke="#fff" stroke-width="1.5"/></g>`;
  }
  if (shape === 2) {
    return `<g transform="${turned}"><path transform="translate(-12 -12)" d="${ICONS[0]}" fill="hsl(${hue} 85% 50%)" stroke="#fff" stroke-width="1.2"/></g>`;
  }
  const label = write(random, { x: -10, y: -2.5, width: 20, size: 5, lines: 1 }, '#fff', true);
  return `<g transform="${turned}"><rect x="-12" y="-6" width="24" height="12" rx="3" fill="hsl(${hue} 70% 45%)"/>${label}</g>`;
}
