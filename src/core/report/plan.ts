/**
 * Who is led where, and in what order. The first question is always who somebody is: most quick removal laws are open
 * to the person shown and to those who act for them alone (TAKE IT DOWN Act section 3, India's IT Rules 3(2)(b), the
 * UK's Online Safety Act section 10(3A)), and nobody is led to say that they are somebody else.
 */
import type { Channel, ChannelKind, Who } from './channel.ts';
import { CHANNELS } from './channels.ts';
import { holdsIn, type Region } from './regions.ts';

/** What somebody says of their own part. */
export const ROLES = ['bystander', 'depicted', 'representative'] as const;
export type Role = (typeof ROLES)[number];

export interface Situation {
  readonly role: Role;
  /** Yes and "not sure" are the same here: the protected branch. */
  readonly mayBeMinor: boolean;
  readonly region: Region | null;
  /** Host name of the page on which the media is; empty when there is none. */
  readonly host: string;
}

export type Advice = 'not-your-fault' | 'be-there' | 'tell-kindly' | 'look-after-yourself';

/** One thing to do, or to be told. */
export type Step =
  | { readonly kind: 'channel'; readonly channel: Channel }
  | { readonly kind: 'advice'; readonly advice: Advice };

/** A group of channels with a place in the order. */
type Slot = 'in-place' | 'form' | 'notice' | 'hashbank' | 'hotline' | 'office' | 'police' | 'helpline';

/** Whom a role may stand for. A person shown may also use what is open to everybody. */
const OPEN_TO: Readonly<Record<Role, { readonly adult: readonly Who[]; readonly minor: readonly Who[] }>> = {
  bystander: { adult: ['anyone', 'account-holder'], minor: ['anyone', 'account-holder'] },
  depicted: {
    adult: ['anyone', 'account-holder', 'depicted'],
    minor: ['anyone', 'account-holder', 'depicted', 'minor', 'depicted-when-under-18'],
  },
  representative: {
    adult: ['anyone', 'account-holder', 'representative'],
    minor: ['anyone', 'account-holder', 'representative', 'parent'],
  },
};

const ADULT: Readonly<Record<Role, readonly (Slot | Advice)[]>> = {
  bystander: ['in-place', 'notice', 'tell-kindly', 'helpline'],
  depicted: ['not-your-fault', 'form', 'hashbank', 'office', 'helpline', 'police'],
  representative: ['be-there', 'form', 'hashbank', 'office', 'helpline', 'police'],
};
const MINOR: Readonly<Record<Role, readonly (Slot | Advice)[]>> = {
  bystander: ['hotline', 'in-place', 'look-after-yourself', 'helpline'],
  depicted: ['not-your-fault', 'hashbank', 'hotline', 'office', 'helpline'],
  representative: ['be-there', 'hashbank', 'hotline', 'office', 'helpline'],
};

const isHost = (pattern: string, host: string): boolean => {
  if (pattern.endsWith('.*')) return `.${host}`.includes(`.${pattern.slice(0, -1)}`);
  return host === pattern || host.endsWith(`.${pattern}`);
};

const isForHost = ({ hosts }: Channel, host: string): boolean =>
  hosts.length === 0 || hosts.some(pattern => isHost(pattern, host));

const isForAge = ({ minor }: Channel, mayBeMinor: boolean): boolean =>
  minor === 'ok' || (minor === 'adult') !== mayBeMinor;

const ofKind =
  (...kinds: readonly ChannelKind[]) =>
  ({ kind, notice }: Channel): boolean =>
    kinds.includes(kind) && notice !== 'dsa';

const isOpenToAll = ({ who }: Channel): boolean => who.includes('anyone') || who.includes('account-holder');

/** Those of this very country; where there are none, those of the whole world. */
function nearest(channels: readonly Channel[]): readonly Channel[] {
  const own = channels.filter(({ regions }) => !regions.includes('*'));
  return own.length > 0 ? own : channels;
}

/** Those of this very country first. */
const ownFirst = (channels: readonly Channel[]): readonly Channel[] =>
  [...channels].sort((a, b) => Number(a.regions.includes('*')) - Number(b.regions.includes('*')));

/** What a slot holds, of the channels that are open to somebody. */
const FILL: Readonly<Record<Slot, (open: readonly Channel[]) => readonly Channel[]>> = {
  'in-place': open => open.filter(channel => ofKind('platform')(channel) && isOpenToAll(channel)),
  /** What is meant for the role itself; the site's own report where there is no such form. */
  form(open) {
    const all = open.filter(ofKind('platform', 'search'));
    const own = all.filter(channel => !isOpenToAll(channel));
    return own.length > 0 ? own : all;
  },
  notice: open => open.filter(({ notice }) => notice === 'dsa'),
  hashbank: open => open.filter(ofKind('hashbank')),
  hotline: open => nearest(open.filter(ofKind('csam'))),
  office: open => open.filter(ofKind('regulator')),
  police: open => open.filter(ofKind('police')),
  helpline: open => ownFirst(open.filter(ofKind('helpline'))),
};

const isSlot = (part: Slot | Advice): part is Slot => Object.hasOwn(FILL, part);

/** The channels that are open to somebody in this situation, in no particular order. */
const openChannels = ({ role, mayBeMinor, region, host }: Situation): readonly Channel[] => {
  const open = OPEN_TO[role][mayBeMinor ? 'minor' : 'adult'];
  return CHANNELS.filter(
    channel =>
      channel.who.some(who => open.includes(who)) &&
      isForHost(channel, host) &&
      isForAge(channel, mayBeMinor) &&
      holdsIn(channel.regions, region),
  );
};

/** Everything that somebody in this situation is shown, in order. The first channel is the one to offer. */
export function planFor(situation: Situation): readonly Step[] {
  const open = openChannels(situation);
  const order = (situation.mayBeMinor ? MINOR : ADULT)[situation.role];
  return order.flatMap((part): readonly Step[] =>
    isSlot(part) ? FILL[part](open).map(channel => ({ kind: 'channel', channel })) : [{ kind: 'advice', advice: part }],
  );
}

/** The one to offer with the large button: whoever takes a first report comes before whoever listens. */
export function firstChannel(steps: readonly Step[]): Channel | null {
  const channels = steps.flatMap(step => (step.kind === 'channel' ? [step.channel] : []));
  const takesReports = channels.find(({ kind, escalation }) => kind !== 'helpline' && escalation !== true);
  return takesReports ?? channels.find(({ kind }) => kind === 'helpline') ?? null;
}
