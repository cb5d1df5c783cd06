/**
 * Where a report or a call for help can go, as data, and the one rule who is shown which. Every row was read on the
 * official page or text (`S`) or in a third party's account of it (`T`); nothing here comes from memory. Addresses are
 * pages, not numbered forms, because those move. No row names a person.
 */

export type Who =
  | 'anyone'
  | 'account-holder'
  | 'depicted'
  | 'depicted-when-under-18'
  | 'representative'
  | 'parent'
  | 'minor';

export interface Channel {
  readonly id: string;
  /** Key of its name in the locale files. */
  readonly nameKey: string;
  readonly kind: 'platform' | 'search' | 'hashbank' | 'csam' | 'regulator' | 'police' | 'helpline';
  /** ISO 3166-1 alpha-2, `EU`, a subdivision such as `CA-BC`, or `*` for everywhere. */
  readonly regions: readonly string[];
  /** Sites it is for, their subdomains included; none means any. */
  readonly hosts: readonly string[];
  /** Who may use it. A person who came across the media is `anyone`, or `account-holder` where one has to log in. */
  readonly who: readonly Who[];
  /** If the person shown may be under 18: `adult` is hidden then, `only` and `required` are shown only then. */
  readonly minor: 'adult' | 'ok' | 'only' | 'required';
  readonly url: `https://${string}` | null;
  readonly action: 'in-page' | 'open' | 'call' | 'mail';
  /** Key of the sentence that says where on the page itself to report. */
  readonly inPageHintKey?: string;
  readonly needs: readonly ('url' | 'statement' | 'contact' | 'signature' | 'file-on-device' | 'none')[];
  readonly clockHours?: number;
  readonly phone?: string;
  readonly email?: string;
  /** The day on which the row was last compared with its source. */
  readonly lastChecked: `${number}-${number}-${number}`;
  /** `S`: official page or text read. `T`: a third party's account of it read. */
  readonly evidence: 'S' | 'T';
  readonly sourceNote: string;
}

export const CHANNELS = [
  {
    id: 'ig-inplace',
    nameKey: 'channel_ig_inplace',
    kind: 'platform',
    regions: ['*'],
    hosts: ['instagram.com'],
    who: ['account-holder'],
    minor: 'ok',
    url: 'https://help.instagram.com/1769410010008691/',
    action: 'in-page',
    inPageHintKey: 'report_how_inplace',
    needs: ['none'],
    lastChecked: '2026-07-04',
    evidence: 'S',
    sourceNote: 'about.instagram.com, Protecting intimate images on Instagram; help.instagram.com/1769410010008691',
  },
  {
    id: 'meta-ncii',
    nameKey: 'channel_meta_ncii',
    kind: 'platform',
    regions: ['*'],
    hosts: ['instagram.com', 'facebook.com', 'threads.net', 'threads.com', 'messenger.com'],
    who: ['depicted', 'representative'],
    minor: 'adult',
    url: 'https://www.meta.com/help/policies/1437976901029950/',
    action: 'open',
    needs: ['url', 'statement', 'contact'],
    lastChecked: '2026-08-28',
    evidence: 'S',
    sourceNote: 'meta.com/help/policies/1437976901029950: no account needed; banks the image against copies',
  },
  {
    id: 'stopncii',
    nameKey: 'channel_stopncii',
    kind: 'hashbank',
    regions: ['*'],
    hosts: [],
    who: ['depicted'],
    minor: 'adult',
    url: 'https://stopncii.org/',
    action: 'open',
    needs: ['file-on-device'],
    lastChecked: '2026-11-22',
    evidence: 'S',
    sourceNote:
      'stopncii.org, How it works and FAQ: for the person shown, who is 18 or over in it; the file stays there',
  },
  {
    id: 'ncmec-tid',
    nameKey: 'channel_ncmec_tid',
    kind: 'hashbank',
    regions: ['*'],
    hosts: [],
    who: ['minor', 'depicted-when-under-18', 'parent'],
    minor: 'required',
    url: 'https://takeitdown.ncmec.org/',
    action: 'open',
    needs: ['file-on-device'],
    lastChecked: '2026-11-22',
    evidence: 'S',
    sourceNote: 'takeitdown.ncmec.org, FAQ: anonymous; the file is neither uploaded nor to be passed on',
  },
  {
    id: 'inhope',
    nameKey: 'channel_inhope',
    kind: 'csam',
    regions: ['*'],
    hosts: [],
    who: ['anyone'],
    minor: 'only',
    url: 'https://www.inhope.org/what-we-do/how-to-report',
    action: 'open',
    needs: ['url'],
    lastChecked: '2026-11-22',
    evidence: 'S',
    sourceNote: 'inhope.org, How to report: once, to the national hotline, the address only, never a file',
  },
  {
    id: 'findahelpline',
    nameKey: 'channel_findahelpline',
    kind: 'helpline',
    regions: ['*'],
    hosts: [],
    who: ['anyone'],
    minor: 'ok',
    url: 'https://findahelpline.com/',
    action: 'open',
    needs: ['none'],
    lastChecked: '2026-11-22',
    evidence: 'S',
    sourceNote: 'findahelpline.com: checked directory of helplines in 130 countries',
  },
] as const satisfies readonly Channel[];

export type ShippedChannel = (typeof CHANNELS)[number];

/** What somebody says of their own part. Nobody is ever asked to say more, or offered to be somebody else. */
export type Role = 'bystander' | 'depicted' | 'representative';

export interface Situation {
  readonly role: Role;
  /** Yes and "not sure" are the same here: the protected branch. */
  readonly mayBeMinor: boolean;
  /** Host name of the page on which the media is. */
  readonly host: string;
}

const OPEN_TO: Readonly<Record<Role, { readonly adult: readonly Who[]; readonly minor: readonly Who[] }>> = {
  bystander: { adult: ['anyone', 'account-holder'], minor: ['anyone', 'account-holder'] },
  depicted: { adult: ['anyone', 'depicted'], minor: ['anyone', 'minor', 'depicted-when-under-18'] },
  representative: { adult: ['anyone', 'representative'], minor: ['anyone', 'parent'] },
};

type Kind = Channel['kind'];
const ADULT_ORDER: readonly Kind[] = ['platform', 'hashbank', 'search', 'regulator', 'police', 'csam', 'helpline'];
const MINOR_ORDER: readonly Kind[] = ['hashbank', 'csam', 'platform', 'search', 'regulator', 'police', 'helpline'];

const isForHost = (channel: Channel, host: string): boolean =>
  channel.hosts.length === 0 || channel.hosts.some(name => host === name || host.endsWith(`.${name}`));

const isForAge = ({ minor }: Channel, mayBeMinor: boolean): boolean =>
  minor === 'ok' || (minor === 'adult') !== mayBeMinor;

/** The channels open to somebody in this situation; the first is the one to offer. */
export function channelsFor({ role, mayBeMinor, host }: Situation): readonly ShippedChannel[] {
  const open = OPEN_TO[role][mayBeMinor ? 'minor' : 'adult'];
  const order = mayBeMinor ? MINOR_ORDER : ADULT_ORDER;
  const isOpen = (channel: Channel) =>
    channel.who.some(who => open.includes(who)) && isForHost(channel, host) && isForAge(channel, mayBeMinor);
  return CHANNELS.filter(isOpen).sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}

/** The official page for somebody who came across media on this host, or null where none is known. */
export const channelForHost = (host: string): ShippedChannel | null =>
  channelsFor({ role: 'bystander', mayBeMinor: false, host }).find(({ kind }) => kind === 'platform') ?? null;
