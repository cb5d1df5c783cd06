/**
 * Three projects: core runs in plain Node (which proves that it needs no DOM), dom in jsdom, e2e in real browsers.
 * e2e comes last, two files at a time: most of it is waiting, and more browsers than that disturb one another.
 */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const fakeBrowser = { 'webextension-polyfill': here('./support/fake-browser.ts') };

export default defineConfig({
  root: here('..'),
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'core',
          environment: 'node',
          include: ['test/*.test.ts', 'test/{core,cli,support,bench}/**/*.test.ts'],
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        resolve: { alias: fakeBrowser },
        test: {
          name: 'dom',
          environment: 'jsdom',
          setupFiles: [here('./support/quiet-end.ts')],
          environmentOptions: { jsdom: { url: 'https://www.instagram.com/' } },
          include: ['test/{sites,content,pages,platform,background}/**/*.test.{ts,tsx}'],
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['test/e2e/**/*.test.ts'],
          maxWorkers: 2,
          retry: 1, // the report names what passed only then: a race, to be found; what fails twice is a fault
          sequence: { groupOrder: 1 },
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
