/**
 * What Instagram's controls look like: icon outlines (the same in every language, new at each redesign; two or three
 * generations are out at once) and labels (translated). Data, gathered from public tools and page snapshots 2021-2026.
 * No label is known yet for Hindi, Tamil or Bengali: there the icon and the place in the bar decide.
 */

/** `other` is a control that we know and that passes nothing on. */
export type IconKind = 'share' | 'repost' | 'other';

/** Beginnings of `d`, `points`, or `x1 y1 x2 y2`, with commas and runs of blanks made one blank. */
const OUTLINES: readonly (readonly [string, IconKind])[] = [
  ['M13.973 20.046 21.77 6.928', 'share'], // plane, 2025-26
  ['11.698 20.334 22 3.001 2 3.001', 'share'], // plane, 2021-25: its polygon
  ['22 3 9.218 10.083', 'share'], // and its line
  ['M47.8 3.8c-.3-.5-.8-.8', 'share'], // plane in a 48 px box, to 2021
  ['M19.998 9.497a1 1 0 0 0-1', 'repost'], // 2025-26
  ['20 21 12 13.44 4 21 4 3', 'other'], // save
  ['M20 22a.999.999 0 0 1', 'other'], // saved
  ['M16.792 3.904A4.989', 'other'], // like
  ['M20.656 17.008a9.993', 'other'], // comment
  ['20.643 3.357 12 12', 'other'], // close
];

/** Drawn inside the repost arrows once the post is reposted: pressing then takes the repost back. */
const REPOSTED_TICK = '4.612-4.614';

const LABELS: Readonly<Record<'share' | 'repost' | 'other', readonly string[]>> = {
  share: [
    ...['share', 'share post', 'direct', 'send post'],
    ...['compartir', 'compartir publicación', 'compartilhar', 'compartilhar publicação'],
    ...['partager', 'partager la publication', 'teilen', 'beitrag teilen'],
    ...['condividi', 'condividi il post', 'поделиться', 'поделиться публикацией'],
    ...['paylaş', 'gönderi paylaş', 'bagikan', 'bagikan postingan'],
    ...['공유', '게시물 공유', 'シェア', '共有', '分享', '分享貼文', 'مشاركة'],
  ],
  repost: ['repost', 'republicar', 'сделать репост', 'yeniden paylaş', 'bagikan ulang', '再投稿', '转发'],
  other: ['unrepost', 'like', 'unlike', 'comment', 'save', 'remove', 'more options', 'close'],
};

const KIND_OF_LABEL = new Map(
  Object.entries(LABELS).flatMap(([kind, labels]) => labels.map(label => [label, kind as IconKind] as const)),
);

const tidy = (text: string): string => text.replace(/[\s,]+/g, ' ').trim();

const outlineOf = (shape: Element): string => {
  const line = ['x1', 'y1', 'x2', 'y2'].map(name => shape.getAttribute(name) ?? '').join(' ');
  return tidy(shape.getAttribute('d') ?? shape.getAttribute('points') ?? line);
};

/** What an icon's outline says, or null when no shape of it is known. */
export function iconKind(icon: SVGElement): IconKind | null {
  const outlines = [...icon.querySelectorAll('path, polygon, polyline, line')].map(outlineOf);
  for (const [start, kind] of OUTLINES) {
    if (!outlines.some(outline => outline.startsWith(start))) continue;
    return kind === 'repost' && outlines.some(outline => outline.includes(REPOSTED_TICK)) ? 'other' : kind;
  }
  return null;
}

/** What the label says; whole labels only, since Turkish "Yeniden paylaş" (repost) contains "paylaş" (share). */
export function labelKind(control: Element, icon: SVGElement): IconKind | null {
  const labels = [
    icon.getAttribute('aria-label'),
    control.getAttribute('aria-label'),
    icon.querySelector('title')?.textContent,
  ];
  const locale = document.documentElement.lang || 'en';
  for (const label of labels) {
    const kind = KIND_OF_LABEL.get(
      tidy(label ?? '')
        .normalize('NFC')
        .toLocaleLowerCase(locale),
    );
    if (kind !== undefined) return kind;
  }
  return null;
}
