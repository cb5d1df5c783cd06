/**
 * Our own drawings beside the question, one for each layout: an envelope, an open hand, the ripples of a share, and calm
 * behind the hand. Decoration, so hidden from screen readers. Colours come from the style sheet, so that dark and forced
 * colours apply.
 */
import type { ComponentChildren } from 'preact';
import type { Layout } from './warning-words.ts';

/** Fingers from the index to the little one: base and tip, around the middle of the palm. */
const FINGERS: readonly string[] = ['M-22 4-28-36', 'M-6 0-9-51', 'M11 0 13-47', 'M26 6 34-28'];
const THUMB = 'M-20 26C-30 22-38 10-46 2';
const PALM = 'M-22 2Q2-6 26 4L24 18Q22 34 13 42L16 70H-12L-8 42Q-16 34-20 24Z';

interface Placed {
  readonly x: number;
  readonly y: number;
  readonly scale?: number;
}

const Hand = ({ x, y, scale = 1 }: Placed) => (
  <g class="hand" transform={`translate(${x} ${y}) scale(${scale})`}>
    {FINGERS.map(finger => (
      <path key={finger} d={finger} />
    ))}
    <path d={THUMB} />
    <path class="palm" d={PALM} />
  </g>
);

const Envelope = ({ x, y, scale = 1 }: Placed) => (
  <g transform={`translate(${x} ${y}) scale(${scale})`}>
    <rect class="envelope" x="-22" y="-15" width="44" height="30" rx="6" />
    <path class="flap" d="M-15-6 0 5 15-6" />
  </g>
);

const RIPPLES: readonly number[] = [28, 54, 80, 106];

/** Ripples run from an envelope and end at a hand. */
const Band = () => (
  <>
    <g class="lines">
      {RIPPLES.map((radius, i) => (
        <path key={radius} opacity={1 - i * 0.2} d={`M172 ${60 - radius}a${radius} ${radius} 0 0 1 0 ${2 * radius}`} />
      ))}
    </g>
    <Envelope x={150} y={60} />
    <Hand x={342} y={70} scale={0.88} />
  </>
);

/** An envelope on its way down; a hand below stops it. */
const Side = () => (
  <>
    <path class="lines way" d="M80 36V108" />
    <Envelope x={80} y={130} />
    <circle class="halo" cx="80" cy="262" r="86" />
    <Hand x={80} y={268} scale={0.92} />
  </>
);

/** A hand in a ring. */
const Emblem = () => (
  <>
    <circle class="halo" cx="60" cy="60" r="58" />
    <circle class="lines" cx="60" cy="60" r="50" />
    <Hand x={60} y={62} scale={0.5} />
  </>
);

const REACH: readonly number[] = [12, 30, 48, 66, 84];

/** One line in, and the many that would have gone out from there stay pale. */
const Block = () => (
  <>
    <g class="lines" opacity=".45">
      {REACH.map(y => (
        <path key={y} d={`M74 48C104 48 100 ${y} 126 ${y}`} />
      ))}
    </g>
    <g class="dots" opacity=".45">
      {REACH.map(y => (
        <circle key={y} cx="132" cy={y} r="6" />
      ))}
    </g>
    <path class="lines" d="M44 48H58" />
    <Envelope x={24} y={48} />
    <path class="bar" d="M70 28V68" />
  </>
);

const SCENES: Readonly<Record<Layout, { readonly box: string; readonly Scene: () => ComponentChildren }>> = {
  band: { box: '0 0 480 120', Scene: Band },
  side: { box: '0 0 160 360', Scene: Side },
  emblem: { box: '0 0 120 120', Scene: Emblem },
  block: { box: '0 0 144 96', Scene: Block },
};

export function Drawing({ layout }: { readonly layout: Layout }) {
  const { box, Scene } = SCENES[layout];
  return (
    <svg class="drawing" viewBox={box} preserveAspectRatio="xMidYMid slice" aria-hidden="true">
      <Scene />
    </svg>
  );
}
