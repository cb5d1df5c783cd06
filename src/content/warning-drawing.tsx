/**
 * Our own drawing above the question: ripples run from an envelope and end at an open hand; behind it is calm.
 * Decoration, so hidden from screen readers. Colours come from the style sheet, so that dark and forced colours apply.
 */

const RIPPLES: readonly number[] = [28, 54, 80, 106];

/** Fingers from the index to the little one: base and tip, around the middle of the palm. */
const FINGERS: readonly string[] = ['M-22 4-28-36', 'M-6 0-9-51', 'M11 0 13-47', 'M26 6 34-28'];
const THUMB = 'M-20 26C-30 22-38 10-46 2';
const PALM = 'M-22 2Q2-6 26 4L24 18Q22 34 13 42L16 70H-12L-8 42Q-16 34-20 24Z';

export const Drawing = () => (
  <svg class="drawing" viewBox="0 0 480 120" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
    <g class="ripples">
      {RIPPLES.map((radius, i) => (
        <path key={radius} opacity={1 - i * 0.2} d={`M172 ${60 - radius}a${radius} ${radius} 0 0 1 0 ${2 * radius}`} />
      ))}
    </g>
    <rect class="envelope" x="128" y="45" width="44" height="30" rx="6" />
    <path class="flap" d="M135 54 150 65 165 54" />
    <g class="hand" transform="translate(342 70) scale(.88)">
      {FINGERS.map(finger => (
        <path key={finger} d={finger} />
      ))}
      <path d={THUMB} />
      <path class="palm" d={PALM} />
    </g>
  </svg>
);
