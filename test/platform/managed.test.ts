import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { regionHere } from '../../src/platform/managed.ts';
import { fake } from '../support/fake-browser.ts';

beforeEach(() => {
  fake.reset();
  vi.spyOn(Intl.DateTimeFormat.prototype, 'resolvedOptions').mockReturnValue({
    timeZone: 'Asia/Kolkata',
  } as Intl.ResolvedDateTimeFormatOptions);
});
afterEach(() => vi.restoreAllMocks());

test.each([
  [undefined, 'IN'],
  ['DE', 'DE'],
  ['JP', null],
  ['Germany', 'IN'],
])('with the region %s in a policy, a computer in India goes by %s', async (region, expected) => {
  if (region !== undefined) fake.managed.set('region', region);
  expect(await regionHere()).toBe(expected);
});
