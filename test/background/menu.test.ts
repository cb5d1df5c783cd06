/** The item in the browser's own menu: where it stands, and what a press of it opens. */
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createMenu } from '../../src/background/menu.ts';
import { readFlagDraft } from '../../src/platform/flag-draft.ts';
import { fake } from '../support/fake-browser.ts';

const OWN_PAGE = 'https://www.instagram.com/*';

beforeEach(() => {
  fake.reset();
  fake.tabs = [{ id: 7, url: 'https://example.org/', active: true, answers: false }];
});

async function openedBy(info: Parameters<typeof fake.chooseInMenu>[0]) {
  fake.chooseInMenu(info, { id: 7 });
  const page = await vi.waitUntil(() => fake.created.at(-1));
  expect(page).toContain('/own/flag.html#');
  expect(page).not.toContain('example');
  return readFlagDraft(page.slice(page.indexOf('#') + 1));
}

describe('“Warn me if I meet it again”', () => {
  test('stands over pictures and videos of any page, and on guarded pages beside them', async () => {
    await createMenu().arrange([OWN_PAGE]);
    expect([...fake.menu.values()]).toMatchObject([
      { contexts: ['image', 'video'], documentUrlPatterns: ['https://*/*', 'http://*/*'] },
      { contexts: ['page'], documentUrlPatterns: [OWN_PAGE] },
    ]);
  });

  test('is there once, however often it is arranged, and follows the pages', async () => {
    const menu = createMenu();
    await Promise.all([menu.arrange([OWN_PAGE]), menu.arrange([])]);
    expect([...fake.menu.keys()]).toEqual(['flag']);
  });

  test('opens a page about that picture, whose address stays in memory', async () => {
    await createMenu().arrange([]);
    const source = 'https://cdn.example.org/a.jpg?signed';
    expect(await openedBy({ menuItemId: 'flag', srcUrl: source, frameId: 3 })).toEqual({
      tabId: 7,
      frameId: 3,
      source,
      isPointedAt: true,
    });
  });

  test('leaves it to the page what was meant where the browser does not say', async () => {
    await createMenu().arrange([OWN_PAGE]);
    expect(await openedBy({ menuItemId: 'flag-beside', frameId: 0 })).toMatchObject({
      source: null,
      isPointedAt: true,
    });
  });
});
