/** Whether a page is accessible by rule: what axe finds, and whether all of it fits. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect } from 'vitest';
import type { Page } from './page.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Violations in the document or, if there is one, in the warning. */
export async function violations(page: Page): Promise<readonly string[]> {
  if (await page.evaluate<boolean>('!("axe" in globalThis)')) await page.evaluate(`void (() => { ${AXE} })()`);
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run(context: unknown): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const last = document.documentElement.lastElementChild;
    const found = await axe.run(last?.shadowRoot?.querySelector('dialog') ? last : document);
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
}

export type Size = readonly [width: number, height: number];

/** No violation, light or dark, and nothing to scroll sideways at any of these sizes in CSS pixels. */
export async function expectAccessible(
  page: Page,
  sizes: readonly Size[] = [
    [320, 800],
    [1280, 800],
  ],
  what = 'the page',
): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulate({ colorScheme, reducedMotion: true }); // colours on their way are not those to be judged
    for (const [width, height] of sizes) {
      await page.setViewport({ width, height, deviceScaleFactor: 1 });
      expect(await violations(page), `${what}, ${colorScheme}, ${width} px`).toEqual([]);
      const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
      expect(overflow, `${what}, ${colorScheme}, ${width} px`).toBeLessThanOrEqual(0);
    }
  }
}
