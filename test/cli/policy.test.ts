import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { newFolder, repository, runCli } from './run-cli.ts';

const fileWith = (content: unknown): string => {
  const file = join(newFolder(), 'policy.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
};

const WRONG = { lockSettings: 'yes', sites: ['instagram', 'myspace'], colour: 'red', profile: 'child' };

describe('“consentry policy”', () => {
  test.each(['chrome.json', 'firefox.json'])('finds nothing wrong with the ready file %s', async name => {
    const { code, stdout } = await runCli(['policy', join(repository, 'docs/policies', name)]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^(EXTENSION_ID|consentry@consentry\.org): 5 keys, 0 faults\n$/);
  });

  test.each([
    ['for Chrome', { '3rdparty': { extensions: { abc: WRONG } } }],
    ['for Firefox', { policies: { '3rdparty': { Extensions: { abc: WRONG } } } }],
    ['with the settings alone', WRONG],
  ])('says key by key what is wrong in a file %s', async (_, file) => {
    const { code, stdout } = await runCli(['policy', fileWith(file)]);
    expect(code).toBe(1);
    expect(stdout).toContain('4 keys, 3 faults');
    expect(stdout).toContain('lockSettings has to be true or false, without quotes; it is "yes"');
    expect(stdout).toContain('sites has to hold sites out of instagram, facebook,');
    expect(stdout).toContain('; it is "myspace"');
    expect(stdout).toContain('colour is no key that this version knows; it is "red"');
  });

  test('says in JSON what holds all the same', async () => {
    const { json } = await runCli(['policy', fileWith(WRONG), '--json']);
    expect(json[0]).toMatchObject({ policy: { profile: 'child', sites: ['instagram'], lockSettings: false } });
  });

  test.each(['{', '[]', '{"3rdparty":{"extensions":{"abc":true}}}'])('refuses %s in one line', async content => {
    const { code, stderr } = await runCli(['policy', fileWith(content)]);
    expect(code).toBe(1);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});
