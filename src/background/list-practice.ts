/** Written by `npm run practice-list`, together with public/lists/practice: the one root that the practice list may have. */
export const PRACTICE_ROOT_DIGEST = '26013c66a417289538516012cddd3a9d85c1bd818ee1055185f0aa766c1f4fbe';
