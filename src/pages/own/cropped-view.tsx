/** The part of a picture that is looked for. Drawn on a canvas that goes with the page; no copy is kept. */
import { useEffect, useRef } from 'preact/hooks';
import type { View } from './make-entry.ts';

const VIEW_HEIGHT = 96;

export function CroppedView({ view, label }: { readonly view: View; readonly label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const { left, top, right, bottom } = view.part;
    const [width, height] = [right - left, bottom - top];
    const small = canvas.current;
    const context = small?.getContext('2d');
    if (!small || !context) return;
    small.height = VIEW_HEIGHT;
    small.width = Math.max(1, Math.round((width / height) * VIEW_HEIGHT));
    const whole = new OffscreenCanvas(view.pixels.width, view.pixels.height);
    const data = new Uint8ClampedArray(view.pixels.data);
    whole.getContext('2d')?.putImageData(new ImageData(data, view.pixels.width, view.pixels.height), 0, 0);
    context.drawImage(whole, left, top, width, height, 0, 0, small.width, small.height);
  }, [view]);
  return <canvas ref={canvas} role="img" aria-label={label} />;
}
