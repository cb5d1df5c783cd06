/**
 * What the warning says: three views, one question each. Pure: a subject and a view go in, elements come out.
 * Every button is a submit button, and the form's one listener reads its value. So it is the browser that says which
 * button was pressed, by mouse, finger, key, voice or screen reader; the page can neither see nor forge that.
 * (In a document sandboxed without allow-forms no form submits; there only Escape answers, with "don't share".)
 */
import type { ComponentChildren } from 'preact';
import { language, type MessageKey, t } from '../platform/i18n.ts';
import { Drawing } from './warning-drawing.tsx';

export interface WarningSubject {
  readonly variant: 'exact' | 'near' | 'video' | 'practice';
  /** How it is about to be passed on. What a person uploads is in no post yet, so there is nothing to report. */
  readonly act: 'share' | 'upload' | 'copy';
  /** Of the person's own files; empty where it is about no file. Shown as text, whatever they hold. */
  readonly names: readonly string[];
  /** Named keeper of the list. Shown as text, whatever it holds. */
  readonly listName: string;
  readonly siteName: string;
  /** The note that "Report it instead" would copy; shown in full before. */
  readonly note: string;
}

export type Choice =
  | { readonly kind: 'stop'; readonly wrong: boolean }
  | { readonly kind: 'share'; readonly wrong: boolean }
  | { readonly kind: 'report' };

export type View = 'main' | 'report' | 'wrong';

/** What each button does, by its value: shows another view, or answers. */
export const ACTIONS = {
  stop: { answer: { kind: 'stop', wrong: false } },
  share: { answer: { kind: 'share', wrong: false } },
  report: { answer: { kind: 'report' } },
  'stop-wrong': { answer: { kind: 'stop', wrong: true } },
  'share-wrong': { answer: { kind: 'share', wrong: true } },
  'to-main': { view: 'main' },
  'to-report': { view: 'report' },
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

/** What stands over the question, unless it is practice. */
const BODIES: Readonly<Record<WarningSubject['act'], MessageKey>> = {
  share: 'warn_body',
  upload: 'warn_body_upload',
  copy: 'warn_body_copy',
};

const MAX_NAMES = 3;

function nameList(names: readonly string[]): string {
  const shown = names.slice(0, MAX_NAMES).map(isolate);
  if (names.length > MAX_NAMES) shown.push('…');
  return new Intl.ListFormat(language(), { type: 'unit' }).format(shown);
}

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

const MainView = ({ variant, act, names, listName }: WarningSubject) => (
  <>
    <header>
      <p>{t('app_name')}</p>
      <Drawing />
    </header>
    <Heading>{t(TITLES[variant])}</Heading>
    <div id="about">
      {names.length === 0 ? null : <p>{t('warn_files', nameList(names))}</p>}
      <p>{t(variant === 'practice' ? 'warn_body_practice' : BODIES[act])}</p>
      <p>
        <strong>{t('warn_question')}</strong> {t('warn_hint')}
      </p>
      <p>{t('warn_law')}</p>
    </div>
    <div class="buttons">
      <Button action="stop" look="primary">
        {t(act === 'copy' ? 'warn_stop_copy' : 'warn_stop')}
      </Button>
      {act === 'upload' ? null : <Button action="to-report">{t('warn_report')}</Button>}
      <Button action="share">{t(act === 'copy' ? 'warn_share_copy' : 'warn_share')}</Button>
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

const ReportView = ({ siteName, note }: WarningSubject) => (
  <>
    <Heading>{t('warn_report')}</Heading>
    <div id="about">
      <p>{t('warn_report_body', isolate(siteName))}</p>
    </div>
    <figure>
      <figcaption>{t('warn_report_preview')}</figcaption>
      <blockquote dir="auto">{note}</blockquote>
    </figure>
    <div class="buttons">
      <Button action="report" look="primary">
        {t('warn_report_go')}
      </Button>
      <Button action="to-main">{t('warn_back')}</Button>
    </div>
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
  report: ReportView,
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
