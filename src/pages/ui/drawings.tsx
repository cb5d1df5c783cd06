/**
 * Our own drawings: an open hand, envelopes, the ripples of a share. Decoration, hidden from readers; colours come from
 * ui.css, so that they follow dark and forced colours. The warning has drawings of its own: what looks like a warning
 * but is none would teach people to overlook it.
 */
import type { ComponentChildren } from 'preact';

interface CanvasProps {
  readonly width: number;
  readonly height: number;
  readonly class?: string;
  readonly children: ComponentChildren;
}

const Canvas = ({ width, height, class: name = '', children }: CanvasProps) => (
  <svg class={`drawing ${name}`} viewBox={`0 0 ${width} ${height}`} aria-hidden="true" focusable="false">
    {children}
  </svg>
);

/** An open hand in a box of 16 units, as in the toolbar icon. */
const HAND =
  'M5 4.1a1 1 0 0 1 2 0V8h1V3.5a1 1 0 0 1 2 0V8h1V4.1a1 1 0 0 1 2 0V10a4 4 0 0 1-4 4H8.5A4 4 0 0 1 5.3 12.3L2.4 8.6a1.05 1.05 0 0 1 1.7-1.3L5 8.3Z';

const Envelope = ({ x, y, scale = 1 }: { readonly x: number; readonly y: number; readonly scale?: number }) => (
  <g transform={`translate(${x} ${y}) scale(${scale})`}>
    <rect class="paper line" x="-36" y="-25" width="72" height="50" rx="8" />
    <path class="line" d="M-33-20 0 5 33-20" />
    <circle class="accent" cy="6" r="6" />
  </g>
);

/** The mark beside a state: accent when we are at work, grey when we are not, with a dot when something was found. */
export const Mark = ({ tone }: { readonly tone: 'on' | 'found' | 'quiet' }) => (
  <Canvas width={16} height={16} class={`mark ${tone}`}>
    <rect class="ground" width="16" height="16" rx="5" />
    <path class="hand" d={HAND} />
    {tone === 'found' ? <circle class="dot" cx="13.2" cy="2.8" r="2.6" /> : null}
  </Canvas>
);

const CLOSE_ROWS = [40, 120, 200];
const FAR_ROWS = [14, 40, 66, 94, 120, 146, 174, 200, 226];

/** An envelope reaches one hand, and the many it would have reached from there stay pale. */
export const EndsWithYou = () => (
  <Canvas width={640} height={240} class="wide">
    <g class="pale">
      {CLOSE_ROWS.map((y, row) => (
        <g key={y}>
          <path d={`M330 120C380 120 380 ${y} 428 ${y}`} />
          {FAR_ROWS.slice(row * 3, row * 3 + 3).map(far => (
            <path key={far} d={`M428 ${y}C500 ${y} 500 ${far} 566 ${far}`} />
          ))}
        </g>
      ))}
    </g>
    <g class="pale dots">
      {CLOSE_ROWS.map(y => (
        <circle key={y} cx="428" cy={y} r="14" />
      ))}
      {FAR_ROWS.map(y => (
        <circle key={y} cx="576" cy={y} r="9" />
      ))}
    </g>
    <path class="thread" d="M128 120H224" />
    <Envelope x={76} y={120} scale={1.3} />
    <circle class="tint" cx="280" cy="120" r="62" />
    <path class="accent" d={HAND} transform="translate(232 72) scale(6)" />
  </Canvas>
);

/** A bubble with a question, and a hand. */
export const Asking = () => (
  <Canvas width={120} height={96}>
    <circle class="tint" cx="60" cy="50" r="44" />
    <path class="paper line" d="M58 14h42q8 0 8 8v22q0 8-8 8H84L72 62V52H58q-8 0-8-8V22q0-8 8-8Z" />
    <path class="line" d="M73 28q0-6 6-6t6 6q0 4-6 6v3" />
    <circle class="accent" cx="79" cy="43" r="2.5" />
    <path class="accent" d={HAND} transform="translate(6 40) scale(3.4)" />
  </Canvas>
);

/** An envelope that stays inside a computer. */
export const StaysHere = () => (
  <Canvas width={120} height={96}>
    <circle class="tint" cx="60" cy="50" r="44" />
    <rect class="paper line" x="24" y="20" width="72" height="50" rx="6" />
    <path class="accent" d="M14 74h92l-5 8H19Z" />
    <Envelope x={60} y={45} scale={0.56} />
  </Canvas>
);

/** An envelope over an open hand that holds it. */
export const InGoodHands = () => (
  <Canvas width={48} height={48} class="small">
    <rect class="tint" width="48" height="48" rx="12" />
    <Envelope x={24} y={17} scale={0.36} />
    <path class="line" d="M8 31q16 14 32 0" />
  </Canvas>
);

/** A bubble with a tick: a yes that was said. */
export const SaidYes = () => (
  <Canvas width={120} height={96}>
    <circle class="tint" cx="60" cy="50" r="44" />
    <path class="paper line" d="M34 20h52q8 0 8 8v28q0 8-8 8H66L50 78V64H34q-8 0-8-8V28q0-8 8-8Z" />
    <path class="line" d="M46 42 56 52 76 32" />
  </Canvas>
);

/** One envelope of three was meant. */
export const OnlyThisOne = () => (
  <Canvas width={120} height={96}>
    <circle class="tint" cx="60" cy="50" r="44" />
    <g class="pale">
      <path d="M20 66h26v20H20ZM74 66h26v20H74Z" />
    </g>
    <Envelope x={60} y={38} scale={0.8} />
  </Canvas>
);

/** An envelope that comes back. */
export const TakenBack = () => (
  <Canvas width={120} height={96} class="wide">
    <circle class="tint" cx="60" cy="50" r="44" />
    <Envelope x={66} y={36} scale={0.7} />
    <path class="line" d="M92 58q-4 22-34 22H32M42 70 32 80 42 90" />
  </Canvas>
);

/** A hand that holds what is its own. */
export const Theirs = () => (
  <Canvas width={120} height={96}>
    <circle class="tint" cx="60" cy="50" r="44" />
    <path class="accent" d={HAND} transform="translate(34 26) scale(3.4)" />
    <g transform="translate(0 -8)">
      <Envelope x={60} y={34} scale={0.5} />
    </g>
  </Canvas>
);

/** Two envelopes that are almost the same. */
export const AlmostTheSame = () => (
  <Canvas width={120} height={96}>
    <circle class="tint" cx="60" cy="50" r="44" />
    <Envelope x={42} y={38} scale={0.72} />
    <Envelope x={74} y={64} scale={0.72} />
    <path class="line" d="M84 26q5-5 10 0t10 0M84 36q5-5 10 0t10 0" />
  </Canvas>
);
