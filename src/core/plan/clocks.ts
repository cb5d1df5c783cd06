/**
 * What a law gives a platform to answer a notice in, as data, and how a notice stands at a moment. Hours are elapsed
 * hours, so neither time zones nor daylight saving touch them. A duty is here only if its text was read; where the law
 * names no hours, the hours of the reminder are our suggestion and are said to be that.
 */

export type DutyId = 'us-tida' | 'in-it-rules' | 'eu-dsa' | 'own';

export interface Duty {
  readonly id: DutyId;
  /** Hours that the law names, or null where it names none. */
  readonly hours: number | null;
  /** Hours after which the reminder rings. */
  readonly ringAfterHours: number;
  /** Where to complain once it has run out: id of a channel (core/report/channels.ts), or null. */
  readonly complaint: string | null;
  readonly source: string;
}

const WEEK_HOURS = 7 * 24;

export const DUTIES: readonly Duty[] = [
  {
    id: 'us-tida',
    hours: 48,
    ringAfterHours: 48,
    complaint: 'ftc-tida',
    source: 'TAKE IT DOWN Act, Pub. L. 119-12, section 3(a)(3): removal within 48 hours of a valid request',
  },
  {
    id: 'in-it-rules',
    // The amendment of 10 February 2026 (G.S.R. 120(E)) is reported to say 2 hours; its gazette text was not read, so
    // the reminder keeps to the 24 hours of the rule as first notified.
    hours: 24,
    ringAfterHours: 24,
    complaint: 'in-gac',
    source: 'IT (Intermediary Guidelines and Digital Media Ethics Code) Rules 2021, rule 3(2)(b): within 24 hours',
  },
  {
    id: 'eu-dsa',
    hours: null,
    ringAfterHours: WEEK_HOURS,
    complaint: 'dsa-art16',
    source: 'Regulation (EU) 2022/2065, Article 16(6): in a timely, diligent, non-arbitrary and objective manner',
  },
  { id: 'own', hours: null, ringAfterHours: 72, complaint: null, source: 'no law: a reminder of one’s own' },
];

export interface Notice {
  readonly duty: DutyId;
  /** Milliseconds since 1970. */
  readonly sentAt: number;
  /** The person says that it is settled: taken down, or no longer waited for. */
  readonly settled: boolean;
}

export type Standing = 'settled' | 'running' | 'over';

export interface Clock {
  readonly standing: Standing;
  /** When the reminder rings, milliseconds since 1970. */
  readonly ringsAt: number;
  /** Milliseconds left; 0 once it is over. */
  readonly left: number;
}

const HOUR = 3_600_000;

export function dutyOf(id: DutyId): Duty {
  const duty = DUTIES.find(each => each.id === id);
  if (duty === undefined) throw new RangeError(`no duty ${id}`);
  return duty;
}

/** `now` in milliseconds since 1970. */
export function clockOf({ duty, sentAt, settled }: Notice, now: number): Clock {
  const ringsAt = sentAt + dutyOf(duty).ringAfterHours * HOUR;
  const left = Math.max(0, ringsAt - now);
  return { standing: settled ? 'settled' : left > 0 ? 'running' : 'over', ringsAt, left };
}
