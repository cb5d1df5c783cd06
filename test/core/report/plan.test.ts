/**
 * The decision table, written out by hand for every role, age, region and site that differs, and then walked in full:
 * role x age x region x site, with the rules that must hold in every cell.
 */
import { describe, expect, test } from 'vitest';
import type { Channel } from '../../../src/core/report/channel.ts';
import { CHANNELS } from '../../../src/core/report/channels.ts';
import { firstChannel, planFor, ROLES, type Role, type Step } from '../../../src/core/report/plan.ts';
import { REGIONS } from '../../../src/core/report/regions.ts';

const named = (step: Step): string => (step.kind === 'channel' ? step.channel.id : `(${step.advice})`);
const plan = (role: Role, mayBeMinor: boolean, region: string | null, host: string): string =>
  planFor({ role, mayBeMinor, region, host }).map(named).join(' ');

const IG = 'www.instagram.com';
const NONE = 'blog.example.org';

/** Region, site, and what is shown in order. */
type Row = readonly [region: string | null, host: string, shown: string];

const TABLE: Readonly<Record<string, readonly [Role, boolean, readonly Row[]]>> = {
  'somebody who came across an adult': [
    'bystander',
    false,
    [
      [null, IG, 'ig-inplace meta-ncii-hub (tell-kindly) findahelpline'],
      ['US', IG, 'ig-inplace meta-ncii-hub (tell-kindly) findahelpline'],
      ['DE', IG, 'ig-inplace meta-ncii-hub dsa-art16 (tell-kindly) findahelpline'],
      ['IE', IG, 'ig-inplace meta-ncii-hub dsa-art16 (tell-kindly) findahelpline'],
      ['GB', IG, 'ig-inplace meta-ncii-hub (tell-kindly) findahelpline'],
      ['IN', IG, 'ig-inplace meta-ncii-hub (tell-kindly) in-181 in-14416 findahelpline'],
      ['AU', IG, 'ig-inplace meta-ncii-hub (tell-kindly) au-respect findahelpline'],
      ['PK', 'm.facebook.com', 'fb-inplace meta-ncii-hub (tell-kindly) pk-drf findahelpline'],
      [null, 'www.threads.com', 'meta-ncii-hub (tell-kindly) findahelpline'],
      [null, 'x.com', 'x-inplace (tell-kindly) findahelpline'],
      ['US', 'x.com', 'x-inplace (tell-kindly) findahelpline'],
      [null, 'old.reddit.com', 'reddit-report (tell-kindly) findahelpline'],
      [null, 'www.tiktok.com', 'tiktok-inplace (tell-kindly) findahelpline'],
      [null, 'web.snapchat.com', 'snap-inplace (tell-kindly) findahelpline'],
      [null, 't.me', 'telegram-inplace (tell-kindly) findahelpline'],
      [null, 'web.whatsapp.com', 'whatsapp-inapp (tell-kindly) findahelpline'],
      [null, 'discord.com', 'discord-report (tell-kindly) findahelpline'],
      [null, 'www.youtube.com', '(tell-kindly) findahelpline'],
      [null, 'www.google.co.in', '(tell-kindly) findahelpline'],
      [null, NONE, '(tell-kindly) findahelpline'],
      ['FR', NONE, 'dsa-art16 (tell-kindly) findahelpline'],
    ],
  ],
  'somebody who came across a person who may be under 18': [
    'bystander',
    true,
    [
      [null, IG, 'inhope ncmec-cyber ig-inplace (look-after-yourself) findahelpline'],
      ['DE', IG, 'inhope ncmec-cyber ig-inplace (look-after-yourself) findahelpline'],
      ['US', IG, 'ncmec-cyber-us ig-inplace (look-after-yourself) findahelpline'],
      ['GB', IG, 'iwf ig-inplace (look-after-yourself) findahelpline'],
      ['CA', IG, 'cybertip-ca ig-inplace (look-after-yourself) findahelpline'],
      ['IE', IG, 'hotline-ie-child ig-inplace (look-after-yourself) findahelpline'],
      ['BR', IG, 'safernet-denuncie ig-inplace (look-after-yourself) findahelpline'],
      ['IN', IG, 'in-ncrp-child ig-inplace (look-after-yourself) in-1098 in-181 in-14416 findahelpline'],
      [null, 'x.com', 'inhope ncmec-cyber x-inplace (look-after-yourself) findahelpline'],
      [null, NONE, 'inhope ncmec-cyber (look-after-yourself) findahelpline'],
    ],
  ],
  'an adult who is shown': [
    'depicted',
    false,
    [
      [null, IG, '(not-your-fault) meta-ncii stopncii findahelpline'],
      ['US', IG, '(not-your-fault) meta-ncii stopncii ftc-tida us-ccri findahelpline'],
      ['IN', IG, '(not-your-fault) meta-ncii meta-in-go stopncii in-gac in-181 in-14416 findahelpline in-ncrp in-112'],
      ['GB', IG, '(not-your-fault) meta-ncii stopncii gb-osa gb-rph findahelpline'],
      ['IE', IG, '(not-your-fault) meta-ncii stopncii hotline-ie findahelpline'],
      ['DE', IG, '(not-your-fault) meta-ncii stopncii findahelpline'],
      ['AU', IG, '(not-your-fault) meta-ncii stopncii esafety-iba au-respect findahelpline'],
      ['CA', IG, '(not-your-fault) meta-ncii stopncii ca-bc-crt findahelpline'],
      ['NZ', IG, '(not-your-fault) meta-ncii stopncii netsafe-nz findahelpline'],
      ['KR', IG, '(not-your-fault) meta-ncii stopncii kr-d4u findahelpline'],
      ['BR', IG, '(not-your-fault) meta-ncii stopncii br-helpline findahelpline'],
      ['BD', IG, '(not-your-fault) meta-ncii stopncii findahelpline bd-pcsw'],
      ['PK', IG, '(not-your-fault) meta-ncii stopncii pk-drf findahelpline'],
      [null, 'www.messenger.com', '(not-your-fault) meta-ncii stopncii findahelpline'],
      ['US', 'x.com', '(not-your-fault) x-tida stopncii ftc-tida us-ccri findahelpline'],
      [null, 'x.com', '(not-your-fault) x-inplace stopncii findahelpline'],
      ['IN', 'x.com', '(not-your-fault) x-in-go stopncii in-gac in-181 in-14416 findahelpline in-ncrp in-112'],
      [null, 'www.reddit.com', '(not-your-fault) reddit-report stopncii findahelpline'],
      [null, 'www.tiktok.com', '(not-your-fault) tiktok-form stopncii findahelpline'],
      [null, 'www.youtube.com', '(not-your-fault) youtube-ncii stopncii findahelpline'],
      [null, 'www.google.de', '(not-your-fault) google-search stopncii findahelpline'],
      [null, 'www.bing.com', '(not-your-fault) bing-search stopncii findahelpline'],
      [null, NONE, '(not-your-fault) stopncii findahelpline'],
      [null, 'notinstagram.com', '(not-your-fault) stopncii findahelpline'],
    ],
  ],
  'somebody who was under 18 when shown': [
    'depicted',
    true,
    [
      [null, IG, '(not-your-fault) ncmec-tid inhope ncmec-cyber findahelpline'],
      ['US', IG, '(not-your-fault) ncmec-tid ncmec-cyber-us findahelpline'],
      ['GB', IG, '(not-your-fault) ncmec-tid iwf-rr iwf findahelpline'],
      ['CA', IG, '(not-your-fault) ncmec-tid cybertip-ca ca-bc-crt findahelpline'],
      ['AU', IG, '(not-your-fault) ncmec-tid inhope ncmec-cyber esafety-iba au-respect findahelpline'],
      ['IN', IG, '(not-your-fault) ncmec-tid in-ncrp-child in-1098 in-trustline in-181 in-14416 findahelpline'],
      [null, NONE, '(not-your-fault) ncmec-tid inhope ncmec-cyber findahelpline'],
    ],
  ],
  'somebody who helps an adult': [
    'representative',
    false,
    [
      [null, IG, '(be-there) meta-ncii findahelpline'],
      ['US', IG, '(be-there) meta-ncii ftc-tida findahelpline'],
      ['US', 'x.com', '(be-there) x-tida ftc-tida findahelpline'],
      ['IN', IG, '(be-there) meta-ncii meta-in-go in-gac in-181 in-14416 findahelpline in-ncrp in-112'],
      ['GB', IG, '(be-there) meta-ncii gb-osa gb-rph findahelpline'],
      ['AU', IG, '(be-there) meta-ncii esafety-iba au-respect findahelpline'],
      [null, NONE, '(be-there) findahelpline'],
    ],
  ],
  'somebody who helps a person under 18': [
    'representative',
    true,
    [
      [null, IG, '(be-there) ncmec-tid inhope ncmec-cyber findahelpline'],
      ['GB', IG, '(be-there) ncmec-tid iwf findahelpline'],
      ['IN', IG, '(be-there) ncmec-tid in-ncrp-child in-1098 in-trustline in-181 in-14416 findahelpline'],
    ],
  ],
};

describe.each(Object.entries(TABLE))('%s', (_, [role, mayBeMinor, rows]) => {
  test.each(rows)('in %s, on %s, is shown: %s', (region, host, shown) => {
    expect(plan(role, mayBeMinor, region, host)).toBe(shown);
  });
});

const SITES = [...new Set(CHANNELS.flatMap(({ hosts }) => hosts.map(host => host.replace('*', 'com')))), NONE, ''];

describe('in every cell of role x age x region x site', () => {
  const cells = ROLES.flatMap(role =>
    [false, true].flatMap(mayBeMinor =>
      [null, ...REGIONS].flatMap(region => SITES.map(host => ({ role, mayBeMinor, region, host }))),
    ),
  );
  const channelsIn = (cell: (typeof cells)[number]): readonly Channel[] =>
    planFor(cell).flatMap(step => (step.kind === 'channel' ? [step.channel] : []));

  test('there is somebody to talk to, and one channel to offer first', () => {
    for (const cell of cells) {
      expect(channelsIn(cell).at(-1)?.kind === 'helpline' || channelsIn(cell).at(-1)?.kind === 'police').toBe(true);
      expect(channelsIn(cell).some(({ kind }) => kind === 'helpline')).toBe(true);
      expect(firstChannel(planFor(cell))).not.toBeNull();
    }
  });

  test('somebody who came across it is led to nothing that only the person shown may use', () => {
    for (const cell of cells.filter(({ role }) => role === 'bystander')) {
      for (const { who, kind, notice } of channelsIn(cell)) {
        expect(who.includes('anyone') || who.includes('account-holder')).toBe(true);
        expect(kind).not.toBe('hashbank');
        expect(['tida', 'in-rules']).not.toContain(notice);
      }
    }
  });

  test('what is for adults is hidden where the person may be under 18, and the other way round', () => {
    for (const cell of cells) {
      const hidden = cell.mayBeMinor ? ['adult'] : ['only', 'required'];
      expect(channelsIn(cell).filter(({ minor }) => hidden.includes(minor))).toEqual([]);
    }
  });

  test('nothing of another country or another site is shown, and nothing twice', () => {
    for (const cell of cells) {
      const shown = channelsIn(cell);
      expect(new Set(shown.map(({ id }) => id)).size).toBe(shown.length);
      for (const { regions, hosts } of shown) {
        if (cell.region === null) expect(regions).toContain('*');
        if (cell.host === '') expect(hosts).toEqual([]);
      }
    }
  });

  test('the first is never a helpline where there is anybody who takes a first report, and can be reached', () => {
    for (const cell of cells) {
      const first = firstChannel(planFor(cell));
      const takes = channelsIn(cell).some(({ kind, escalation }) => kind !== 'helpline' && escalation !== true);
      expect(first?.kind === 'helpline').toBe(!takes);
      expect(first?.url ?? first?.phone ?? first?.action).toBeDefined();
    }
  });
});
