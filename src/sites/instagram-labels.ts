/**
 * What Instagram writes on controls that carry words: in share sheets, in menus, beside the message box. Data; the first
 * language of each line is from page snapshots and public tools, the others are what the phrase is in those languages.
 * Whole labels only, and never the only way to hold a share: a sheet is told by its shape.
 */
import type { ShareKind } from './site.ts';

type Labelled = Extract<ShareKind, 'share' | 'copy-link' | 'story' | 'forward' | 'send'>;

const LABELS: Readonly<Record<Labelled, readonly string[]>> = {
  share: [
    ...['share', 'share to…', 'share to...', 'compartir', 'compartir en…', 'compartilhar', 'compartilhar em…'],
    ...['partager', 'partager sur…', 'teilen', 'teilen auf …', 'condividi', 'поделиться', 'paylaş', 'bagikan'],
    ...['شارك', 'مشاركة', 'शेयर करें', 'பகிர்', 'শেয়ার করুন', '공유', 'シェア', '分享'],
  ],
  'copy-link': [
    ...['copy link', 'copiar enlace', 'copiar link', 'copier le lien', 'link kopieren', 'copia link'],
    ...['копировать ссылку', 'bağlantıyı kopyala', 'salin tautan', 'نسخ الرابط', 'लिंक कॉपी करें'],
    ...['இணைப்பை நகலெடு', 'লিংক কপি করুন', '링크 복사', 'リンクをコピー', '复制链接', '複製連結'],
  ],
  story: [
    ...['add to story', 'add post to your story', 'add reel to your story', 'agregar a historia', 'añadir a historia'],
    ...['adicionar ao story', 'ajouter à la story', 'zur story hinzufügen', 'aggiungi alla storia'],
    ...['добавить в историю', 'hikayeye ekle', 'tambahkan ke cerita', 'إضافة إلى القصة', 'स्टोरी में जोड़ें'],
  ],
  forward: [
    ...['forward', 'reenviar', 'encaminhar', 'transférer', 'weiterleiten', 'inoltra', 'переслать', 'ilet', 'teruskan'],
    ...['إعادة توجيه', 'फ़ॉरवर्ड करें', 'முன்னனுப்பு', 'ফরওয়ার্ড করুন', '전달', '転送', '转发', '轉寄'],
  ],
  send: [
    ...['send', 'enviar', 'envoyer', 'senden', 'invia', 'отправить', 'gönder', 'kirim', 'إرسال', 'भेजें'],
    ...['அனுப்பு', 'পাঠান', '보내기', '送信', '发送', '傳送'],
  ],
};

const KINDS = new Map(
  Object.entries(LABELS).flatMap(([kind, labels]) => labels.map(label => [label, kind as Labelled] as const)),
);

/** What the words on a control say, or null when they are none of these. */
export function wordsKind(control: Element): Labelled | null {
  const locale = document.documentElement.lang || 'en';
  for (const words of [control.textContent, control.getAttribute('aria-label')]) {
    const tidy = (words ?? '').replace(/\s+/g, ' ').trim().normalize('NFC');
    const kind = KINDS.get(tidy.toLocaleLowerCase(locale)) ?? KINDS.get(tidy.toLowerCase());
    if (kind !== undefined) return kind;
  }
  return null;
}
