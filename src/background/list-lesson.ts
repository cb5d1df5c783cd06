/**
 * Written by `npm run practice-list`: the PDQ hashes (64 hex digits) of the drawings that public/practice/pictures.json
 * marks for lessons. They are no list in the sense of list-store.ts: no page but our learn page is compared with them.
 */
export const LESSON_HASHES: readonly string[] = [
  '8979548f6dc95225e06b8a3e8ff67dd2754844088aadabefbcdc35d06046c333',
  '97d8969b1e481e0d6a653a59f165a16f87e0062d7ff23a27b246a5920d1e73e2',
  '821d3a2adfa6eb14681aa47fa75107c1a9a13dae310da43ad6bf7f9058a242f7',
];
