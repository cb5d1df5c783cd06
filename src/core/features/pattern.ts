/**
 * The 128 tests of a descriptor, chosen by test/bench/choose-tests.ts among 12,000 random ones on 24,000 features of
 * photographs and of their re-shared copies, then ordered so that the 16 of one piece have little to do with each other.
 * Against random tests the mean bias |2p - 1| fell from 0.49 to 0.14, mean correlation from 0.117 to 0.110 (its largest
 * from 0.78 to 0.53); strangers differ in 124 bits instead of 89, copies in 33 instead of 22; and strangers share a
 * whole piece 9 times as often as chance has it instead of 338 times, which is what lets the index work.
 *
 * Four digits a test, base 32: along and across of the one place, then of the other, each plus RADIUS.
 */
const RADIUS = 14;
const CHOSEN =
  'grgf8g27non9m4i9c8b26c7qkane1c649kb5ad6fijkfgjimrhofcjbfe4goq8n4af5oilhecgb92j68c9cp92bl0e6jh9pl5d45o5mcfkh5j3rchhlbe0gr2792kkknk2hceie7a8ccmjnbj9rb4nb98cakipjejmpm73bo47a71g4f4a3ea8c3c2e59pcrfef9ab8neae1k3hi9i69kmld3689q8rf2k82ibl95bbcd5fkq7m77panjqlmdlfojcrhfdk4696m1iafjjl89972frf8nnreecefc3fbgnh11a968l9rj8mafoirm7m3nmjcgofb9och7jbdk2jn7e692l3agphi6a1anhrge5dle0d66g9jcqa15964i4n8aqcdikib5n85g8i2nhq94c8mj2ond1dm64c9lpnh6e3ghgqigrhl194ei5m3gigllmq7jhpldmdh3d9b9c95c8amhelah5jm9rcmhcgik2j6grk24i2lo7r91d1964a2';

/** In pixels of the level, along the feature's angle and across it. */
type Place = readonly [along: number, across: number];

const places: readonly Place[] = Array.from({ length: CHOSEN.length / 2 }, (_, i) => [
  Number.parseInt(CHOSEN.charAt(2 * i), 32) - RADIUS,
  Number.parseInt(CHOSEN.charAt(2 * i + 1), 32) - RADIUS,
]);

/** Each asks whether its one place is darker than the other. */
export const TESTS: readonly (readonly [one: Place, other: Place])[] = Array.from(
  { length: places.length / 2 },
  (_, i) => [places[2 * i]!, places[2 * i + 1]!],
);
