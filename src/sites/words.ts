/**
 * What sites call the controls that pass a post on, in the languages for which public tools name the words. Data.
 * Labels have only a second vote, and only whole labels count: Turkish "Yeniden paylaş" (repost) contains "paylaş"
 * (share). A missing language costs nothing where an attribute, the structure or the icon tells.
 */
import type { ShareKind } from './site.ts';

type Word = readonly [ShareKind | 'other', readonly string[]];

const WORDS: readonly Word[] = [
  [
    'share',
    [
      ...['share', 'share post', 'send post', 'send this to friends or post it on your profile.'],
      ...['compartir', 'compartir publicación', 'compartilhar', 'compartilhar publicação'],
      ...['partager', 'partager la publication', 'teilen', 'beitrag teilen', 'condividi', 'condividi il post'],
      ...['поделиться', 'поделиться публикацией', 'paylaş', 'gönderi paylaş', 'bagikan', 'bagikan postingan'],
      ...['공유', '공유하기', '게시물 공유', 'シェア', 'シェアする', '共有', '分享', '分享貼文', 'مشاركة'],
      ...['distribuie', 'megosztás', 'ចែករំលែក', 'chia sẻ', 'gửi cho bạn bè hoặc đăng lên dòng thời gian của bạn.'],
      'يمكنك إرسال هذا إلى الأصدقاء أو نشره على ملفك الشخصي.',
    ],
  ],
  [
    'repost',
    [
      ...['repost', 'quote', 'republicar', 'сделать репост', 'yeniden paylaş', 'bagikan ulang', '再投稿', '转发'],
      ...['रीपोस्ट', 'রিপোস্ট', 'રીપોસ્ટ કરો', 'ಮರುಪೋಸ್ಟ್ ಮಾಡಿ', 'पुन्हा पोस्ट करा', 'மறுஇடுகை'],
    ],
  ],
  [
    'forward',
    ['forward', 'forward message', 'forward messages', 'weiterleiten', 'reenviar', 'transférer', 'переслать'],
  ],
  ['copy-link', ['copy link', 'copy link to post', 'copy message link', 'copy media link', 'link kopieren']],
  ['download', ['download', 'save image', 'herunterladen']],
  ['other', ['like', 'unlike', 'comment', 'reply', 'save', 'more', 'more options', 'close', 'unrepost', 'react']],
];

const KINDS = new Map(WORDS.flatMap(([kind, labels]) => labels.map(label => [label, kind] as const)));

/** What this label says, or null when it is not one that we know. `locale` folds its letters. */
export function kindOfLabel(label: string, locale: string): ShareKind | 'other' | null {
  const tidy = label.replace(/\s+/g, ' ').trim().normalize('NFC');
  try {
    return KINDS.get(tidy.toLocaleLowerCase(locale)) ?? null;
  } catch {
    return KINDS.get(tidy.toLowerCase()) ?? null; // the page declares a language that is none
  }
}
