import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import manifest from '../../manifest.json';
import schema from '../../public/managed-schema.json';
import { cleanTrustedAdult, NO_POLICY, parsePolicy } from '../../src/core/policy.ts';

const { gecko } = manifest.browser_specific_settings;
const DIGEST = '0123456789abcdef'.repeat(4);
const LINK = `https://lists.example.org/ours/#${DIGEST}`;

describe('a policy', () => {
  test('that sets nothing changes nothing', () => {
    expect(parsePolicy({})).toEqual({ policy: NO_POLICY, faults: [] });
  });

  test('is read key by key', () => {
    const given = {
      lists: [LINK],
      lockSettings: true,
      sites: ['instagram', 'reddit'],
      profile: 'child',
      hideShareAnyway: true,
      trustedAdult: '  the school counsellor,\n room 12 ',
      region: 'DE',
    };
    expect(parsePolicy(given)).toEqual({
      policy: {
        ...given,
        lists: [{ address: 'https://lists.example.org/ours/', rootDigest: DIGEST }],
        trustedAdult: 'the school counsellor, room 12',
      },
      faults: [],
    });
  });

  test.each<readonly [string, unknown, string, string]>([
    ['lockSettings', 'yes', 'switch', '"yes"'],
    ['hideShareAnyway', 1, 'switch', '1'],
    ['lists', LINK, 'texts', `"${LINK}"`.slice(0, 80)],
    ['lists', ['https://lists.example.org/ours/'], 'link', '"https://lists.example.org/ours/"'],
    ['lists', [`http://lists.example.org/#${DIGEST}`], 'link', `"http://lists`],
    ['sites', ['Instagram'], 'site', '"Instagram"'],
    ['sites', 'instagram', 'texts', '"instagram"'],
    ['profile', 'kid', 'profile', '"kid"'],
    ['trustedAdult', '', 'name', '""'],
    ['trustedAdult', 'x'.repeat(61), 'name', '"xxx'],
    ['region', 'Germany', 'region', '"Germany"'],
    ['region', 49, 'region', '49'],
    ['lockSetings', true, 'unknown', 'true'],
    ['constructor', {}, 'unknown', '{}'],
  ])('with “%s” as %j is told what is wrong, and the rest holds', (key, value, problem, shown) => {
    const other = key === 'profile' ? { lockSettings: true } : { profile: 'child' };
    const { policy, faults } = parsePolicy({ [key]: value, ...other });
    expect(faults).toEqual([{ key, problem, value: expect.stringContaining(shown) as string }]);
    expect(policy).toEqual({ ...NO_POLICY, ...other });
  });

  test('leaves out single values of a list, and keeps the others', () => {
    const { policy, faults } = parsePolicy({ sites: ['instagram', 'myspace', null] });
    expect(policy.sites).toEqual(['instagram']);
    expect(faults.map(({ value }) => value)).toEqual(['"myspace"', 'null']);
  });

  test('names in a message no more of a value than can be read', () => {
    expect(parsePolicy({ sites: ['x'.repeat(5_000)] }).faults[0]?.value.length).toBeLessThan(90);
  });

  test('has the keys of the schema that browsers hold it to', () => {
    expect(Object.keys(schema.properties).sort()).toEqual(Object.keys(NO_POLICY).sort());
  });
});

test('a name turns no sentence around, and stays on its line', () => {
  expect(cleanTrustedAdult(' Mum\u202e \n and\tDad ')).toBe('Mum and Dad');
  expect(cleanTrustedAdult('क्‍षमा')).toBe('क्‍षमा');
  expect([...cleanTrustedAdult('🪁'.repeat(100))]).toHaveLength(60);
});

describe('the ready files of docs/policies', () => {
  const read = (name: string) => readFileSync(join(import.meta.dirname, '../../docs/policies', name), 'utf8');
  const firefox = JSON.parse(read('firefox.json')).policies['3rdparty'].Extensions[gecko.id];
  const SETTINGS = { profile: 'child', lockSettings: true, sites: ['instagram'], hideShareAnyway: false };

  /** Numbers are switches there, and each list is a key of its own. */
  function ofRegistry(text: string): Record<string, unknown> {
    const values: Record<string, unknown> = {};
    for (const [, list, body = ''] of text.matchAll(/^\[.*\\policy(?:\\(\w+))?\]\n([^[]*)/gm)) {
      const pairs = [...body.matchAll(/^"(\w+)"=(?:dword:0*(\d)|"(.*)")$/gm)];
      if (list !== undefined) values[list] = pairs.map(pair => pair[3]);
      else for (const [, key = '', number, words] of pairs) values[key] = words ?? number === '1';
    }
    return values;
  }

  function ofPropertyList(text: string): Record<string, unknown> {
    const dict = text.slice(text.indexOf('B303</string>'), text.lastIndexOf('</array>'));
    const pairs = [
      ...dict.matchAll(/<key>(\w+)<\/key>(<true\/>|<false\/>|<array>(.*?)<\/array>|<string>(.*?)<\/string>)/g),
    ];
    const items = (list: string) => [...list.matchAll(/<string>(.*?)<\/string>/g)].map(([, item]) => item);
    return Object.fromEntries(
      pairs.map(([, key = '', value, list, words]) => [
        key,
        words ?? (list === undefined ? value === '<true/>' : items(list)),
      ]),
    );
  }

  test.each<readonly [string, Record<string, unknown>]>([
    ['firefox.json', firefox],
    ['chrome.json', JSON.parse(read('chrome.json'))['3rdparty'].extensions.EXTENSION_ID],
    ['chrome.reg', ofRegistry(read('chrome.reg'))],
    ['edge.reg', ofRegistry(read('edge.reg'))],
    ['macos.mobileconfig', ofPropertyList(read('macos.mobileconfig'))],
  ])('%s sets what the others set, and nothing wrong', (_, given) => {
    expect(given).toEqual(firefox);
    const { policy, faults } = parsePolicy(given);
    expect(faults).toEqual([]);
    expect(policy).toMatchObject(SETTINGS);
  });
});
