/**
 * Looks of the marks. `all: initial` on the host keeps the page's styles out; the button is all that takes a press.
 * The cover hides by its colour, and the blur only softens what is left: not everything that draws a page draws blurs
 * (Firefox's own screenshots do not).
 */
export const MARKS_STYLE = `
:host {
  all: initial;
  position: fixed;
  inset: 0 auto auto 0;
  inline-size: 0;
  block-size: 0;
  z-index: 2147483646;
  pointer-events: none;
}
.mark {
  position: fixed;
  inset: 0 auto auto 0;
  box-sizing: border-box;
  display: flex;
  flex-direction: column;
  align-items: flex-start;
  justify-content: flex-start;
  gap: 12px;
  padding: 8px;
  overflow: hidden;
  color: #fff;
  font: 500 14px/1.4 system-ui, -apple-system, "Segoe UI", sans-serif;
}
.mark[hidden] { display: none; }
.mark span {
  padding: 4px 10px;
  border-radius: 12px;
  background: rgb(34 31 43 / 0.9);
  text-align: start;
}
.mark.covered {
  align-items: center;
  justify-content: center;
  background: rgb(34 31 43 / 0.93);
  backdrop-filter: blur(28px);
}
.mark.covered span { max-inline-size: 24em; background: none; text-align: center; }
.mark button { display: none; }
.mark.covered button {
  display: block;
  min-block-size: 40px;
  padding: 8px 20px;
  border: 0;
  border-radius: 20px;
  background: #fff;
  color: #221f2b;
  font: inherit;
  cursor: pointer;
  pointer-events: auto;
}
.mark button:focus-visible { outline: 3px solid #8fe0d3; outline-offset: 2px; }
@media (forced-colors: active) {
  .mark.covered { background: Canvas; backdrop-filter: none; }
  .mark span { background: Canvas; color: CanvasText; }
}
@media (prefers-contrast: more) {
  .mark.covered { background: rgb(34 31 43); }
}
`;
