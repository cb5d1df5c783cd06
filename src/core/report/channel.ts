/**
 * What is known of one place to which a report or a call for help can go. The rows are data (channels-*.ts) and hold
 * facts only: who is shown which, and in what order, is decided in plan.ts. No row names a person.
 */

export type Who =
  | 'anyone'
  | 'account-holder'
  | 'depicted'
  | 'depicted-when-under-18'
  | 'representative'
  | 'parent'
  | 'minor';

export type ChannelKind = 'platform' | 'search' | 'hashbank' | 'csam' | 'regulator' | 'police' | 'helpline';

export interface Channel {
  readonly id: string;
  /** Proper name, as the place calls itself: not translated. */
  readonly name: string;
  readonly kind: ChannelKind;
  /** ISO 3166-1 alpha-2, a subdivision such as `CA-BC` (offered in all of the country), `EU`, or `*` for everywhere. */
  readonly regions: readonly string[];
  /** Sites it is for, their subdomains included; `google.*` stands for every ending; none means any site. */
  readonly hosts: readonly string[];
  /** Who may use it. A person who came across the media is `anyone`, or `account-holder` where one has to log in. */
  readonly who: readonly Who[];
  /** If the person shown may be under 18: `adult` is hidden then, `only` and `required` are shown only then. */
  readonly minor: 'adult' | 'ok' | 'only' | 'required';
  readonly needs: readonly ('url' | 'statement' | 'contact' | 'signature' | 'file-on-device')[];
  readonly url: `https://${string}` | null;
  readonly action: 'in-page' | 'open' | 'call' | 'mail';
  /** The law by which a notice to it is written; without one it takes a plain note. */
  readonly notice?: 'dsa' | 'tida' | 'in-rules';
  /** True for where to turn when another channel did not answer. */
  readonly escalation?: true;
  /** Hours within which it says, or the law says, that it acts, and where that holds. */
  readonly promise?: { readonly hours: number; readonly regions: readonly string[] };
  /** BCP 47 tags of languages in which it reads reports, the usual one first; `*` for that of the person. */
  readonly langs: readonly string[];
  /** Digits as dialled there. */
  readonly phone?: string;
  readonly email?: string;
  /** The day on which the row was last compared with its source. */
  readonly lastChecked: `${number}-${number}-${number}`;
  /** `S`: official page or text read. `T`: a third party's account of it read. Nothing comes from memory. */
  readonly evidence: 'S' | 'T';
  readonly source: string;
}
