/** Looks of the small card: the warning's own paper and ink, without its weight. */
import { PALETTE } from './warning-style.ts';

export const CARD_STYLE = `
:host { all: initial !important; }
[hidden] { display: none !important; }
[popover] {
  ${PALETTE}
  box-sizing: border-box;
  position: fixed;
  inset: auto 0 1.5em;
  display: grid;
  grid-template-columns: 1fr auto;
  align-items: center;
  gap: 0.5em 1.5em;
  inline-size: min(100% - 2em, 26em);
  margin: 0 auto;
  padding: 1em 1.5em;
  border: 1px solid var(--hair);
  border-radius: 1.5em;
  background: var(--paper);
  box-shadow: 0 0.5em 2em rgb(20 14 26 / 0.3);
}
.placed { inset: 0 auto auto 0; inline-size: max-content; max-inline-size: min(100% - 2em, 22em); margin: 0; }
p { grid-column: 1 / -1; display: grid; gap: 0.25em; margin: 0; text-wrap: pretty; overflow-wrap: anywhere; }
strong { font-weight: 650; }
/* Left to itself, Firefox draws the way still to go brighter than the way gone in dark colours. */
progress {
  appearance: none;
  inline-size: 100%;
  block-size: 0.5em;
  border: 0;
  border-radius: 1em;
  background: var(--hair);
  overflow: hidden;
}
progress::-webkit-progress-bar { background: var(--hair); }
progress::-webkit-progress-value { background: var(--accent); }
progress::-moz-progress-bar { background: var(--accent); }
button {
  min-block-size: 2.75em;
  padding: 0.25em 1.25em;
  border: 1px solid var(--edge);
  border-radius: 1.5em;
  background: none;
  color: inherit;
  font: inherit;
  font-weight: 600;
  cursor: pointer;
}
button:hover { background: var(--tint); }
button:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; }
@media (prefers-reduced-motion: no-preference) {
  [popover] { transition: opacity 160ms; }
  @starting-style { [popover] { opacity: 0; } }
}
@media (forced-colors: active) {
  [popover] { border-color: CanvasText; }
  progress { appearance: auto; }
}
`;
