/**
 * Looks of the warning and of the line of thanks: warm paper, one accent, an 8 px rhythm.
 * `all: initial !important` in the shadow outranks every style, inline or animated, that the page puts on the host
 * (CSS Cascade 4, 6.3: important rules of the inner context win). Sizes are in em of the person's own text size, not
 * of the page's.
 */

export const PALETTE = `
  color-scheme: light dark;
  --paper: light-dark(#fffdfa, #211e29);
  --ink: light-dark(#28222f, #f4eff7);
  --soft: light-dark(#5c5367, #beb5c9);
  --hair: light-dark(#e6dcd2, #3a3445);
  --edge: light-dark(#8d8397, #81778e);
  --accent: light-dark(#0b6461, #8adcd0);
  --on-accent: light-dark(#ffffff, #08302e);
  --tint: light-dark(#e7f2ef, #2a363b);
  --deep: light-dark(#0b6461, #12504d);
  --on-deep: light-dark(#ffffff, #e9f7f4);
  font: medium/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
  color: var(--ink);
`;

export const WARNING_STYLE = `
:host { all: initial !important; }
*, ::before, ::after { box-sizing: border-box; }
dialog {
  ${PALETTE}
  position: fixed;
  inset: 0;
  inline-size: 100%;
  block-size: 100%;
  max-inline-size: none;
  max-block-size: none;
  margin: 0;
  padding: 1em;
  border: 0;
  overflow: auto;
  overscroll-behavior: contain;
  background: light-dark(rgb(40 34 47 / 0.62), rgb(10 8 14 / 0.72));
  backdrop-filter: blur(12px);
}
dialog[open] { display: grid; }
::backdrop { background: none; }
form {
  inline-size: min(100%, 30em);
  margin: auto;
  padding: 0 2em 1em;
  overflow: hidden;
  border-radius: 1.5em;
  background: var(--paper);
  box-shadow: 0 1.5em 4em rgb(20 14 26 / 0.35);
}
h2, p, ul, figure, blockquote { margin: 0; }
h2 {
  font-size: 1.5em;
  line-height: 1.25;
  font-weight: 650;
  letter-spacing: -0.01em;
  text-wrap: balance;
  outline: none;
}
form > h2 { margin-block-start: 1em; }
p, li { text-wrap: pretty; overflow-wrap: anywhere; }
.ask { margin-block-start: 1.5em; }
#about-to { margin-block-end: 0.25em; font-weight: 600; color: var(--soft); }
#about { display: grid; gap: 0.75em; margin-block-start: 0.75em; }
ul { padding-inline-start: 1.25em; }
li::marker { color: var(--accent); }
.law { font-weight: 600; }
.source { font-size: 0.875em; color: var(--soft); text-wrap: balance; }

.buttons { display: flex; flex-wrap: wrap; gap: 0.75em; margin-block: 1.5em 0.75em; }
button, summary { font: inherit; font-weight: 600; color: inherit; cursor: pointer; }
button {
  flex: 1 1 10em;
  min-block-size: 3em;
  padding: 0.5em 1em;
  border: 1px solid var(--edge);
  border-radius: 1.5em;
  background: none;
}
button:hover { background: var(--tint); }
button.primary {
  flex-basis: 100%;
  border-color: var(--accent);
  background: var(--accent);
  color: var(--on-accent);
}
button.primary:hover { background: color-mix(in oklab, var(--accent), var(--ink) 15%); }
:is(button, summary):focus-visible, button.primary:focus { outline: 3px solid var(--accent); outline-offset: 3px; }

footer { display: flex; flex-wrap: wrap; justify-content: space-between; column-gap: 1.5em; font-size: 0.875em; }
button.quiet, summary {
  display: flex;
  flex: none;
  align-items: center;
  min-block-size: 3em;
  padding: 0;
  border: 0;
  border-radius: 0.5em;
  background: none;
  color: var(--accent);
  text-align: start;
}
:is(button.quiet, summary):hover { text-decoration: underline; text-underline-offset: 0.25em; }
summary { inline-size: fit-content; }
details[open] { flex-basis: 100%; }
details p { color: var(--soft); }
details p + p { margin-block-start: 0.5em; }

figcaption { margin-block-start: 1em; font-size: 0.875em; color: var(--soft); }
blockquote {
  margin-block-start: 0.5em;
  padding: 1em 1.25em;
  border-radius: 1em;
  background: var(--tint);
  white-space: pre-wrap;
  overflow-wrap: anywhere;
}

header { position: relative; margin-inline: -2em; background: var(--tint); }
header p {
  position: absolute;
  inset-block-start: 1em;
  inset-inline-start: 2.25em;
  font-size: 0.875em;
  font-weight: 650;
  color: var(--accent);
}
.drawing {
  --line: var(--accent);
  --back: var(--tint);
  display: block;
  inline-size: 100%;
  block-size: 7.5em;
}
.drawing:dir(rtl) { transform: scaleX(-1); }
.envelope, .palm, .dots { fill: var(--line); }
.lines, .hand, .flap, .bar { fill: none; stroke: var(--line); stroke-linecap: round; stroke-linejoin: round; }
.lines, .flap { stroke-width: 3; }
.flap { stroke: var(--back); }
.hand { stroke-width: 15; }
.way { stroke-width: 4; stroke-dasharray: 1 12; }
.halo { fill: var(--paper); }
.bar { stroke-width: 7; }

@media (min-width: 44em) {
  .side { position: relative; inline-size: min(100%, 40em); padding-inline-start: 14em; }
  .side header { position: absolute; inset-block: 0; inset-inline-start: 0; inline-size: 12em; margin: 0; }
  .side .drawing { block-size: 100%; }
  .side header p { inset-inline-start: 1.25em; }
}
.side { --tint: light-dark(#fbeed6, #3a3226); }
.side .ask { margin-block-start: 2em; }

.emblem { text-align: center; }
.emblem header { padding-block: 1.25em 0; background: none; }
.emblem header p { position: static; margin-block-end: 0.75em; }
.emblem .drawing { inline-size: 5.5em; block-size: 5.5em; margin-inline: auto; }
.emblem .halo { fill: var(--tint); }
.emblem .ask { margin-block-start: 1em; }
.emblem ul { text-align: start; }

.block .ask {
  margin: 0 -2em;
  padding: 1em 2em 1.5em;
  background: var(--deep);
  color: var(--on-deep);
}
.block #about-to { color: inherit; }
.block header {
  display: flex;
  align-items: center;
  justify-content: space-between;
  padding: 1.25em 2em 0;
  background: var(--deep);
}
.block header p { position: static; color: var(--on-deep); }
.block .drawing { --line: var(--on-deep); --back: var(--deep); inline-size: 7.5em; block-size: 5em; }
.block #about { margin-block-start: 1.25em; }

@media (prefers-reduced-motion: no-preference) {
  dialog { animation: appear 160ms ease-out; }
  form { animation: settle 180ms ease-out; }
}
@keyframes appear { from { opacity: 0; } }
@keyframes settle { from { transform: translateY(8px); } }
@media (max-width: 44em) {
  .side header { min-block-size: 3.5em; }
  .side .drawing { display: none; }
  .side .ask { margin-block-start: 1.5em; }
}
@media (max-width: 26em) {
  dialog { padding: 0.5em; }
  form { padding: 0 1.25em 1em; }
  header, .block .ask { margin-inline: -1.25em; }
  header p { inset-inline-start: 1.45em; }
  .band header p { display: none; }
  .band .drawing { block-size: 6em; }
  .block header, .block .ask { padding-inline: 1.25em; }
}
/* Zoomed in far, or a low window: the words come first. */
@media (max-height: 30em) {
  header { display: none; }
  .side { inline-size: min(100%, 30em); padding-inline-start: 2em; }
}
@media (prefers-contrast: more) {
  dialog { --edge: var(--ink); --soft: var(--ink); backdrop-filter: none; background: light-dark(#28222f, #000); }
  form { outline: 2px solid var(--ink); }
}
@media (prefers-reduced-transparency: reduce) {
  dialog { backdrop-filter: none; background: light-dark(#3d3547, #0f0c14); }
}
@media (forced-colors: active) {
  dialog { background: Canvas; backdrop-filter: none; }
  form { outline: 2px solid CanvasText; }
  .side, form { --tint: Canvas; }
  header, .block header, .block .ask { background: Canvas; color: CanvasText; }
  .block header p, .block #about-to { color: CanvasText; }
  .block .ask { border-block-end: 1px solid CanvasText; }
  blockquote { border: 1px solid CanvasText; }
  button.primary { forced-color-adjust: none; background: Highlight; color: HighlightText; border-color: Highlight; }
  .drawing, .block .drawing { --line: CanvasText; --back: Canvas; }
}
`;

export const THANKS_STYLE = `
:host { all: initial !important; }
p {
  ${PALETTE}
  box-sizing: border-box;
  position: fixed;
  inset: auto 0 1.5em;
  inline-size: fit-content;
  max-inline-size: min(100% - 2em, 36em);
  margin: 0 auto;
  padding: 0.75em 1.5em;
  text-wrap: balance;
  border: 1px solid transparent;
  border-radius: 1.5em;
  background: var(--ink);
  color: var(--paper);
  box-shadow: 0 0.5em 2em rgb(20 14 26 / 0.3);
  pointer-events: none;
}
p:empty { visibility: hidden; }
@media (prefers-reduced-motion: no-preference) {
  p { transition: opacity 160ms; }
  p:empty { opacity: 0; }
}
@media (forced-colors: active) {
  p { border-color: CanvasText; }
}
`;
