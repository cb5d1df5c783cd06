/**
 * What the practice feed of the learn page is compared with: the drawings of the lesson, and nothing else. The list lives
 * here and not among the others, so neither does a lesson touch what the person uses, nor a real page meet the lesson.
 */
import { parseHex } from '../core/hash/hex.ts';
import { MATCH_DISTANCE } from '../core/hash/types.ts';
import { createHashIndex } from '../core/search/hash-index.ts';
import type { ListId, SearchableList } from '../core/verdict.ts';
import { t } from '../platform/i18n.ts';
import type { LessonApi } from '../platform/messages.ts';
import { serve } from '../platform/rpc.ts';
import { createJudge } from './judge.ts';
import { LESSON_HASHES } from './list-lesson.ts';
import { readBlob } from './media.ts';
import { parseDepth } from './parse.ts';

const index = createHashIndex(Uint8Array.from(LESSON_HASHES.flatMap(text => [...(parseHex(text) ?? [])])));

export const LESSON: SearchableList = {
  id: 'lesson' as ListId,
  threshold: MATCH_DISTANCE,
  index,
  entryAt: index.entryAt,
  digests: new Uint8Array(0),
};

export function serveLesson(): void {
  const judge = createJudge({
    lists: async () => [LESSON],
    dismissed: async () => new Set(),
    own: { revision: async () => 0, match: async () => null },
  });

  serve<LessonApi>('lesson', 'page', {
    async compare(_, drawing, depth) {
      const file = await readBlob(drawing);
      if (!file.ok) return { status: 'unknown', reason: file.reason };
      const verdict = await judge(file.value, parseDepth(depth));
      if (verdict.status === 'own') return { status: 'unknown', reason: 'fault' }; // ruled out by `own` above
      if (verdict.status !== 'flagged') return verdict;
      const listed = {
        list: LESSON.id,
        listName: t('list_purpose_practice'),
        publisher: t('app_name'),
        entry: verdict.match.entry,
        closeness: 'exact',
        practice: true,
      } as const;
      return { status: 'flagged', listed };
    },
  });
}
