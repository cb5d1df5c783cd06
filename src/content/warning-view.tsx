/**
 * What the warning says: three views, one question each. Pure: a subject and a view go in, elements come out.
 * Every button is a submit button, and the form's one listener reads its value. So it is the browser that says which
 * button was pressed, by mouse, finger, key, voice or screen reader; the page can neither see nor forge that.
 * (In a document sandboxed without allow-forms no form submits; there only Escape answers, with "don't share".)
 */
import type { ComponentChildren } from 'preact';
import { type MessageKey, t } from '../platform/i18n.ts';
import { Drawing } from './warning-drawing.tsx';

export interface WarningSubject {
  readonly variant: 'exact' | 'near' | 'video' | 'practice';
  /** Named keeper of the list. Shown as text, whatever it holds. */
  readonly listName: string;
}

export type Choice =
  | { readonly kind: 'stop'; readonly wrong: boolean }
  | { readonly kind: 'share'; readonly wrong: boolean }
  | { readonly kind: 'report' };

export type View = 'main' | 'wrong';

/** What each button does, by its value: shows another view, or answers. */
export const ACTIONS = {
  stop: { answer: { kind: 'stop', wrong: false } },
  share: { answer: { kind: 'share', wrong: false } },
  report: { answer: { kind: 'report' } },
  'stop-wrong': { answer: { kind: 'stop', wrong: true } },
  'share-wrong': { answer: { kind: 'share', wrong: true } },
  'to-main': { view: 'main' },
  'to-wrong': { view: 'wrong' },
} as const satisfies Readonly<Record<string, { readonly answer: Choice } | { readonly view: View }>>;

export type ActionName = keyof typeof ACTIONS;

const TITLES: Readonly<Record<WarningSubject['variant'], MessageKey>> = {
  exact: 'warn_title_exact',
  near: 'warn_title_near',
  video: 'warn_title_video',
  practice: 'warn_title_practice',
};

/** U+2068 and U+2069 keep the direction of a foreign name from turning the sentence around it. */
const isolate = (name: string): string => `\u2068${name}\u2069`;

interface ButtonProps {
  readonly action: ActionName;
  readonly look?: 'primary' | 'quiet';
  readonly children: string;
}

const Button = ({ action, look, children }: ButtonProps) => (
  <button type="submit" value={action} class={look}>
    {children}
  </button>
);

/** `title`, then `about`, are what a screen reader says when a view opens. */
const Heading = ({ children }: { readonly children: string }) => (
  <h2 id="title" tabIndex={-1} aria-describedby="about">
    {children}
  </h2>
);

const MainView = ({ variant, listName }: WarningSubject) => (
  <>
    <header>
      <p>{t('app_name')}</p>
      <Drawing />
    </header>
    <Heading>{t(TITLES[variant])}</Heading>
    <div id="about">
      <p>{t(variant === 'practice' ? 'warn_body_practice' : 'warn_body')}</p>
      <p>
        <strong>{t('warn_question')}</strong> {t('warn_hint')}
      </p>
      <p>{t('warn_law')}</p>
    </div>
    <div class="buttons">
      <Button action="stop" look="primary">
        {t('warn_stop')}
      </Button>
      <Button action="report">{t('warn_report')}</Button>
      <Button action="share">{t('warn_share')}</Button>
    </div>
    <footer>
      <p>{t('warn_list', isolate(listName))}</p>
      <div class="row">
        <Button action="to-wrong" look="quiet">
          {t('warn_wrong')}
        </Button>
        <details>
          <summary>{t('warn_why')}</summary>
          <p>{t('warn_why_body')}</p>
        </details>
      </div>
    </footer>
  </>
);

const WrongView = () => (
  <>
    <Heading>{t('warn_wrong')}</Heading>
    <div id="about">
      <p>{t('warn_wrong_body')}</p>
      <p>
        <strong>{t('warn_wrong_question')}</strong>
      </p>
    </div>
    <div class="buttons">
      <Button action="stop-wrong" look="primary">
        {t('warn_stop')}
      </Button>
      <Button action="share-wrong">{t('warn_wrong_share')}</Button>
      <Button action="to-main">{t('warn_back')}</Button>
    </div>
  </>
);

const VIEWS: Readonly<Record<View, (subject: WarningSubject) => ComponentChildren>> = {
  main: MainView,
  wrong: WrongView,
};

export interface WarningViewProps {
  readonly subject: WarningSubject;
  readonly view: View;
  readonly onAction: (name: ActionName) => void;
}

const isAction = (value: string | undefined): value is ActionName =>
  value !== undefined && Object.hasOwn(ACTIONS, value);

export function WarningView({ subject, view, onAction }: WarningViewProps) {
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    const value = event.submitter?.getAttribute('value') ?? undefined;
    if (isAction(value)) onAction(value);
  };
  const Shown = VIEWS[view];
  return (
    <form method="dialog" onSubmit={onSubmit}>
      <Shown key={view} {...subject} />
    </form>
  );
}
