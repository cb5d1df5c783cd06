/**
 * The report as a conversation: one question a screen, and nothing remembered but the answers. Pure; what a screen
 * looks like is in pages/report. The branch for those under 18 holds no more than the address of a page, by its type.
 */
import type { PageContext } from './page-context.ts';
import type { Role } from './plan.ts';

/** The entry that media matched. Not its hash, and not how near it was. */
export interface ListedEntry {
  readonly list: string;
  readonly listName: string;
  readonly entry: string;
  readonly practice: boolean;
}

/** What a report is about. */
export interface ReportSubject {
  /** Name of the site as people know it, or its host name. */
  readonly siteName: string;
  readonly host: string;
  /** Cleaned address of the post or page; null when there is none that may be passed on. */
  readonly address: string | null;
  /** True when it was met in a private chat. */
  readonly inChat: boolean;
  /** Null when nothing was matched: somebody reports a page by themselves. */
  readonly listed: ListedEntry | null;
  /** What the page says of itself, where it was asked. */
  readonly context: PageContext | null;
}

/** All that is left of a subject once the person shown may be under 18. */
export interface ProtectedSubject {
  readonly host: string;
  readonly address: string | null;
}

export type AgeAnswer = 'yes' | 'unsure' | 'no';

export type Screen =
  | { readonly kind: 'role'; readonly subject: ReportSubject }
  | { readonly kind: 'age'; readonly subject: ReportSubject; readonly role: Role }
  | { readonly kind: 'ready'; readonly subject: ReportSubject; readonly role: Role }
  | { readonly kind: 'protected'; readonly subject: ProtectedSubject; readonly role: Role }
  | { readonly kind: 'wrong'; readonly subject: ReportSubject };

export type Answer =
  | { readonly kind: 'role'; readonly role: Role }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'age'; readonly age: AgeAnswer }
  | { readonly kind: 'back' };

/** `role`: what the person said already, by the link that they followed. They can still go back. */
export const firstScreen = (subject: ReportSubject, role: Role | null = null): Screen =>
  role === null ? { kind: 'role', subject } : { kind: 'age', subject, role };

/** Yes and "not sure" lead to the same screen, and what they leave behind is gone for good. */
function afterAge(subject: ReportSubject, role: Role, age: AgeAnswer): Screen {
  if (age === 'no') return { kind: 'ready', subject, role };
  return { kind: 'protected', subject: { host: subject.host, address: subject.address }, role };
}

/** The screen after an answer. An answer that does not belong to a screen changes nothing. */
export function next(screen: Screen, answer: Answer): Screen {
  switch (screen.kind) {
    case 'role':
      if (answer.kind === 'role') return { kind: 'age', subject: screen.subject, role: answer.role };
      return answer.kind === 'wrong' && screen.subject.listed !== null
        ? { kind: 'wrong', subject: screen.subject }
        : screen;
    case 'age':
      if (answer.kind === 'age') return afterAge(screen.subject, screen.role, answer.age);
      return answer.kind === 'back' ? firstScreen(screen.subject) : screen;
    case 'ready':
      return answer.kind === 'back' ? { kind: 'age', subject: screen.subject, role: screen.role } : screen;
    case 'wrong':
      return answer.kind === 'back' ? firstScreen(screen.subject) : screen;
    case 'protected':
      return screen;
  }
}
