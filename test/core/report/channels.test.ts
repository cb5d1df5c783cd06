import { describe, expect, test } from 'vitest';
import type { Channel } from '../../../src/core/report/channel.ts';
import { CHANNELS } from '../../../src/core/report/channels.ts';
import { holdsIn, REGIONS } from '../../../src/core/report/regions.ts';

const ROWS: readonly Channel[] = CHANNELS;

/** Official hosts that a person has looked at. A new one is added here on purpose, never in passing. */
const KNOWN_HOSTS = [
  'cybercivilrights.org',
  'cybercrime.gov.in',
  'cybertip.ca',
  'digital-strategy.ec.europa.eu',
  'digitalrightsfoundation.pk',
  'discord.com',
  'findahelpline.com',
  'gac.gov.in',
  'help.instagram.com',
  'help.snapchat.com',
  'help.x.com',
  'helpline.org.br',
  'new.safernet.org.br',
  'report.cybertip.org',
  'report.netsafe.org.nz',
  'revengepornhelpline.org.uk',
  'stopncii.org',
  'support.google.com',
  'takeitdown.ftc.gov',
  'takeitdown.ncmec.org',
  'telegram.org',
  'www.ceopeducation.co.uk',
  'www.esafety.gov.au',
  'www.facebook.com',
  'www.hotline.ie',
  'www.inhope.org',
  'www.iwf.org.uk',
  'www.meta.com',
  'www.microsoft.com',
  'www.ofcom.org.uk',
  'www.reddit.com',
  'www.tiktok.com',
  'www.whatsapp.com',
  'www2.gov.bc.ca',
];

const FIELDS = [
  ...['id', 'name', 'kind', 'regions', 'hosts', 'who', 'minor', 'needs', 'url', 'action', 'langs'],
  ...['lastChecked', 'evidence', 'source'],
];
const OPTIONAL = ['notice', 'escalation', 'promise', 'phone', 'email'];

describe('every channel', () => {
  test.each(ROWS)('$id has all the fields of a row and no others', row => {
    const keys = Object.keys(row);
    expect(FIELDS.filter(field => !keys.includes(field))).toEqual([]);
    expect(keys.filter(key => !FIELDS.includes(key) && !OPTIONAL.includes(key))).toEqual([]);
  });

  test.each(ROWS)('$id opens an official page over https, without a query', ({ url }) => {
    if (url === null) return;
    const { protocol, hostname, search, hash } = new URL(url);
    expect(protocol).toBe('https:');
    expect(KNOWN_HOSTS).toContain(hostname);
    expect(search + hash).toBe('');
  });

  test.each(ROWS)('$id comes from a source that was read, never from memory, and says from which and when', row => {
    expect(['S', 'T']).toContain(row.evidence);
    expect(row.source.length).toBeGreaterThan(10);
    expect(row.source).not.toMatch(/memory|unverified|guess/i);
    expect(row.lastChecked).toMatch(/^20\d\d-(0[1-9]|1[0-2])-([0-2]\d|3[01])$/);
    expect(Number.isNaN(Date.parse(row.lastChecked))).toBe(false);
  });

  test.each(ROWS)('$id can be used: it has a page, a number or a mail address, or is on the page itself', row => {
    expect(row.url ?? row.phone ?? row.email ?? (row.action === 'in-page' || null)).toBeTruthy();
    if (row.action === 'call') expect(row.phone).toBeDefined();
    if (row.phone !== undefined) expect(row.phone).toMatch(/^[\d -]+$/);
    if (row.email !== undefined) expect(row.email).toMatch(/^[\w.]+@[\w.]+$/);
  });

  test.each(ROWS)('$id is for countries that people can choose, and in languages that have a tag', row => {
    for (const place of row.regions) {
      expect(place === '*' || place === 'EU' || REGIONS.includes(place.slice(0, 2))).toBe(true);
    }
    expect(row.langs.length).toBeGreaterThan(0);
    for (const tag of row.langs) expect(tag).toMatch(/^(\*|[a-z]{2}(-[A-Z]{2})?)$/);
  });

  test('ids are unique', () => {
    expect(new Set(ROWS.map(({ id }) => id)).size).toBe(ROWS.length);
  });

  test('no hash bank, and no form by a law for the person shown, is open to just anyone', () => {
    const bound = ROWS.filter(({ kind, notice }) => kind === 'hashbank' || notice === 'tida' || notice === 'in-rules');
    expect(bound.filter(({ who }) => who.includes('anyone') || who.includes('account-holder'))).toEqual([]);
    expect(bound.length).toBeGreaterThan(4);
  });

  test('hotlines for pictures of those under 18 ask for an address, never for a file', () => {
    for (const { kind, needs } of ROWS) if (kind === 'csam') expect(needs).toEqual(['url']);
  });

  test('every country has somebody to talk to', () => {
    for (const region of [null, ...REGIONS]) {
      expect(ROWS.some(({ kind, regions }) => kind === 'helpline' && holdsIn(regions, region))).toBe(true);
    }
  });
});
