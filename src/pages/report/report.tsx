/** The report page: one question a screen, then what to do, on a card that stays while official pages open beside it. */
import { useEffect, useState } from 'preact/hooks';
import { type Answer, firstScreen, next, type ReportSubject, type Screen } from '../../core/report/flow.ts';
import type { Role } from '../../core/report/plan.ts';
import type { Region } from '../../core/report/regions.ts';
import { Age } from './age.tsx';
import { Protected } from './protected.tsx';
import { Ready } from './ready.tsx';
import { RoleQuestion } from './role.tsx';
import { Wrong } from './wrong.tsx';

export interface ReportProps {
  readonly subject: ReportSubject;
  /** Null when it has to be asked. */
  readonly knownRole: Role | null;
  /** Where the person seems to be. */
  readonly here: Region | null;
  /** Forgets what was kept of the subject outside of this page. */
  readonly forget: () => Promise<void>;
}

/** What the screens share. */
export interface ScreenProps<K extends Screen['kind']> {
  readonly screen: Extract<Screen, { kind: K }>;
  readonly answer: (answer: Answer) => void;
  readonly region: Region | null;
  readonly setRegion: (region: Region | null) => void;
}

export function Report({ subject, knownRole, here, forget }: ReportProps) {
  const [screen, setScreen] = useState(() => firstScreen(subject, knownRole));
  const [region, setRegion] = useState(here);

  const move = async (answer: Answer): Promise<void> => {
    const after = next(screen, answer);
    if (after.kind === 'protected') {
      await forget();
      history.replaceState(null, '', location.pathname);
    }
    setScreen(after);
  };
  const answer = (given: Answer): void => void move(given).catch(console.error);

  // A screen that changes under a screen reader is told by its heading.
  useEffect(() => {
    document.querySelector<HTMLElement>('h1')?.focus();
    scrollTo(0, 0);
  }, [screen.kind]);

  const shared = { answer, region, setRegion };
  switch (screen.kind) {
    case 'role':
      return <RoleQuestion {...shared} screen={screen} />;
    case 'age':
      return <Age {...shared} screen={screen} />;
    case 'ready':
      return <Ready {...shared} screen={screen} />;
    case 'protected':
      return <Protected {...shared} screen={screen} />;
    case 'wrong':
      return <Wrong {...shared} screen={screen} />;
  }
}
