/** How fast one share multiplies: rings of dots, and three sliders. What the picture shows is said in words beside it. */
import { useId, useState } from 'preact/hooks';
import { type Chain, spreadOf } from '../../core/spread.ts';
import { type MessageKey, t } from '../../platform/i18n.ts';
import { counted, number } from '../ui/words.ts';

const MOST_EACH = 4;
const MOST_ROUNDS = 5;

/** In units of the picture. Dots get smaller outwards, as their ring gets fuller. */
const SIZE = 200;
const RADIUS = 94;
const LARGEST_DOT = 12;

const at = (radius: number, turn: number): string => {
  const angle = 2 * Math.PI * turn - Math.PI / 2;
  return `${(radius * Math.cos(angle)).toFixed(2)} ${(radius * Math.sin(angle)).toFixed(2)}`;
};

/** Beyond this many dots a ring is full enough to be understood without lines. */
const MOST_LINES = 64;

const dotsAt = (radius: number, size: number): readonly string[] =>
  Array.from({ length: size }, (_, place) => at(radius, (place + 0.5) / size));

/** One ring as paths: dots are lines of no length with round ends. Those behind the first who stop come first in it. */
function ringOf({ each, rounds, stopped }: Chain, round: number) {
  const size = each ** round;
  const radius = (RADIUS * round) / rounds;
  const dots = dotsAt(radius, size);
  const senders = dotsAt((RADIUS * (round - 1)) / rounds, size / each);
  const behind = (stopped * size) / each;
  const drawn = dots.map(dot => `M${dot}h0`);
  const links = size > MOST_LINES ? [] : dots.map((dot, place) => `M${senders[Math.floor(place / each)]}L${dot}`);
  return {
    width: Math.min(LARGEST_DOT, (2 * Math.PI * radius * 0.7) / size),
    links: links.slice(round === 1 ? 0 : behind).join(''),
    stopped: drawn.slice(0, behind).join(''),
    reached: drawn.slice(behind).join(''),
  };
}

function Rings({ chain }: { readonly chain: Chain }) {
  const rings = Array.from({ length: chain.rounds }, (_, index) => ({ round: index + 1, ...ringOf(chain, index + 1) }));
  return (
    <svg
      class="rings"
      viewBox={`${-SIZE / 2} ${-SIZE / 2} ${SIZE} ${SIZE}`}
      role="img"
      aria-label={t('learn_spread_picture')}
    >
      <path class="links" d={rings.map(({ links }) => links).join('')} />
      {rings.map(({ round, width, stopped, reached }) => (
        <g key={round} stroke-width={width}>
          <path class={round === 1 ? 'stops' : 'spared'} d={stopped} />
          <path class="reached" d={reached} />
        </g>
      ))}
      <path class="first" d="M0 0h0" stroke-width={LARGEST_DOT + 4} />
    </svg>
  );
}

interface SliderProps {
  readonly label: MessageKey;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly change: (value: number) => void;
}

function Slider({ label, value, min, max, change }: SliderProps) {
  const id = useId();
  return (
    <div class="slider">
      <label for={id}>{t(label)}</label>
      <span aria-hidden="true">{number(value)}</span>
      <input
        id={id}
        type="range"
        min={min}
        max={max}
        value={value}
        onInput={event => change(event.currentTarget.valueAsNumber)}
      />
    </div>
  );
}

export function SpreadPicture() {
  const [chain, setChain] = useState<Chain>({ each: 3, rounds: 1, stopped: 0 });
  const { reached, spared } = spreadOf(chain);
  const change = (part: Partial<Chain>) =>
    setChain(before => {
      const next = { ...before, ...part };
      return { ...next, stopped: Math.min(next.stopped, next.each) };
    });
  return (
    <div class="beside">
      <Rings chain={chain} />
      <div class="stack">
        <p class="result" role="status">
          <strong>{counted('learn_spread_people', reached)}</strong>
          {spared === 0 ? null : <span>{counted('learn_spread_spared', spared)}</span>}
        </p>
        <Slider
          label="learn_spread_each"
          value={chain.each}
          min={2}
          max={MOST_EACH}
          change={each => change({ each })}
        />
        <Slider
          label="learn_spread_rounds"
          value={chain.rounds}
          min={1}
          max={MOST_ROUNDS}
          change={rounds => change({ rounds })}
        />
        <Slider
          label="learn_spread_stop"
          value={chain.stopped}
          min={0}
          max={chain.each}
          change={stopped => change({ stopped })}
        />
        <p class="hint">{t('learn_spread_model')}</p>
      </div>
    </div>
  );
}
