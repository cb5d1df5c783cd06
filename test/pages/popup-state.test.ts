import { describe, expect, test } from 'vitest';
import { type Facts, popupState } from '../../src/pages/popup/state.ts';
import { siteById } from '../../src/pages/ui/sites.ts';
import { DEFAULT_SETTINGS } from '../../src/platform/settings.ts';
import { helplineList, pageStatus, practiceList } from '../support/rendered.ts';

const working: Facts = {
  settings: DEFAULT_SETTINGS,
  lists: [practiceList()],
  access: true,
  site: siteById('instagram'),
  permitted: true,
  page: pageStatus(),
};
const off = { ...DEFAULT_SETTINGS, enabled: false };
const paused = { ...DEFAULT_SETTINGS, pausedSites: ['instagram'] };

describe('popupState', () => {
  const table: readonly (readonly [string, Partial<Facts>, string])[] = [
    ['all is well', {}, 'on'],
    ['the person switched it off', { settings: off }, 'off'],
    ['it is off, and nothing else works either', { settings: off, access: false, lists: [], page: 'silent' }, 'off'],
    ['the browser took the permission away', { access: false }, 'no-access'],
    ['the tab was not asked yet', { page: null }, 'waiting'],
    ['the tab is not on a supported site', { site: null, page: 'silent' }, 'elsewhere'],
    [
      'the tab is on a known site that nobody allowed',
      { site: siteById('x'), permitted: false, page: 'silent' },
      'elsewhere',
    ],
    [
      'the permission for a site was taken back under an open page',
      { site: siteById('x'), permitted: false },
      'elsewhere',
    ],
    ['a known site was allowed, and its page is from before that', { site: siteById('x'), page: 'silent' }, 'reload'],
    ['a known site is guarded', { site: siteById('x'), page: pageStatus({ site: 'x' }) }, 'on'],
    ['another site than Instagram is guarded, and Instagram is not', { site: siteById('x'), access: false }, 'on'],
    ['a host may be read for another reason', { site: siteById('lists.example'), page: 'silent' }, 'elsewhere'],
    [
      'a host was added by the person',
      {
        settings: { ...DEFAULT_SETTINGS, ownSites: ['pictures.example'] },
        site: siteById('pictures.example'),
        page: pageStatus({ site: 'pictures.example' }),
      },
      'on',
    ],
    ['the page was there before us', { page: 'silent' }, 'reload'],
    ['the site is paused', { settings: paused, page: pageStatus({ active: false }) }, 'paused'],
    ['the site is paused on a page from before us', { settings: paused, page: 'silent' }, 'paused'],
    ['another site is paused', { settings: { ...DEFAULT_SETTINGS, pausedSites: ['other'] } }, 'on'],
    ['no list could be read', { lists: [] }, 'no-list'],
    ['every list is paused', { lists: [helplineList({ state: { kind: 'paused', by: 'person' } })] }, 'lists-rest'],
    ['one list is paused', { lists: [practiceList(), helplineList({ state: { kind: 'absent' } })] }, 'on'],
    [
      'a list is out of date',
      { lists: [helplineList({ state: { kind: 'stale', since: '2026-05-03T10:00:00Z' } })] },
      'on',
    ],
    ['the content script is not at work yet', { page: pageStatus({ active: false }) }, 'starting'],
    ['the content script answers though the address is hidden', { site: null }, 'on'],
  ];

  test.each(table)('when %s', (_, change, kind) => {
    expect(popupState({ ...working, ...change }).kind).toBe(kind);
  });
});
