/**
 * What the warning says: three views, one question each. Pure: a subject, a look and a view go in, elements come out.
 * Every button is a submit button, and the form's one listener reads its value. So it is the browser that says which
 * button was pressed, by mouse, finger, key, voice or screen reader; the page can neither see nor forge that.
 * (In a document sandboxed without allow-forms no form submits; there only Escape answers, with "don't share".)
 */
import type { ComponentChildren } from 'preact';
import type { LawKey } from '../core/report/law.ts';
import { language, t } from '../platform/i18n.ts';
import type { Profile } from '../platform/settings.ts';
import { Drawing } from './warning-drawing.tsx';
import { ACTION_WORDS, type AskedAction, type Layout, MATCH_WORDS, QUESTIONS, type Variant } from './warning-words.ts';

export interface WarningSubject {
  readonly variant: Variant;
  /** What the answer lets go or stops. What a person uploads is in no post yet, so there is nothing to report. */
  readonly act: AskedAction;
  /** Of the person's own files; empty where it is about no file. Shown as text, whatever they hold. */
  readonly names: readonly string[];
  /** Who keeps the list, and its name. Shown as text, whatever they hold. */
  readonly publisher: string;
  readonly listName: string;
  /** False where a policy took away "Share anyway". */
  readonly mayGoOn: boolean;
}

/** How the question is put; the same question in every look. */
export interface Look {
  readonly layout: Layout;
  readonly profile: Profile;
  readonly law: LawKey;
  /** Whom a young person can talk to, in the family's own words, or empty. Shown as text. */
  readonly trustedAdult: string;
}

interface ViewProps {
  readonly subject: WarningSubject;
  readonly look: Look;
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

/** U+2068 and U+2069 keep the direction of a foreign name from turning the sentence around it. */
const isolate = (name: string): string => `\u2068${name}\u2069`;

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

/** `about-to` and `title`, then `about`, are what a screen reader says when a view opens. */
const Heading = ({ children }: { readonly children: string }) => (
  <h2 id="title" tabIndex={-1} aria-describedby="about">
    {children}
  </h2>
);

/** Grown-ups get the short view, younger people the full one (as Apple's SensitiveContentAnalysis guide advises). */
const Advice = ({ trustedAdult }: Pick<Look, 'trustedAdult'>) => (
  <>
    <p>{t('warn_hint')}</p>
    <ul>
      <li>{t('warn_child_stop')}</li>
      <li>{t('warn_child_leave')}</li>
      <li>{trustedAdult === '' ? t('warn_child_talk') : t('warn_child_talk_to', isolate(trustedAdult))}</li>
    </ul>
  </>
);

const MainView = ({
  subject: { variant, act, names, publisher, listName, mayGoOn },
  look: { layout, profile, law, trustedAdult },
}: ViewProps) => (
  <>
    <header>
      <p>{t('app_name')}</p>
      <Drawing layout={layout} />
    </header>
    <div class="ask">
      <p id="about-to">{t(ACTION_WORDS[act].about)}</p>
      <Heading>{t(QUESTIONS[layout])}</Heading>
    </div>
    <div id="about">
      {names.length === 0 ? null : <p>{t('warn_files', nameList(names))}</p>}
      <p>
        {t(MATCH_WORDS[variant])} {variant === 'practice' || variant === 'own' ? null : t('warn_harm')}
      </p>
      <p class="law">{t(law)}</p>
      {profile === 'child' ? <Advice trustedAdult={trustedAdult} /> : null}
      <p class="source">
        {variant === 'own' ? t('warn_listed_own') : t('warn_listed', isolate(publisher), isolate(listName))}
      </p>
      {mayGoOn ? null : <p>{t('warn_held')}</p>}
    </div>
    <div class="buttons">
      <Button action="stop" look="primary">
        {t(ACTION_WORDS[act].stop)}
      </Button>
      {act === 'upload' ? null : <Button action="report">{t('warn_report')}</Button>}
      {mayGoOn ? <Button action="share">{t(ACTION_WORDS[act].anyway)}</Button> : null}
    </div>
    <footer>
      {mayGoOn ? (
        <Button action="to-wrong" look="quiet">
          {t('warn_wrong')}
        </Button>
      ) : null}
      <details>
        <summary>{t('warn_why')}</summary>
        {profile === 'child' ? null : <p>{t('warn_hint')}</p>}
        <p>{t('warn_why_body')}</p>
        <p>{t('warn_why_law')}</p>
      </details>
    </footer>
  </>
);

const WrongView = ({ subject: { act } }: ViewProps) => (
  <>
    <Heading>{t('warn_wrong')}</Heading>
    <div id="about">
      <p>{t('warn_wrong_body')}</p>
      <p>
        <strong>{t(ACTION_WORDS[act].wrongQuestion)}</strong>
      </p>
    </div>
    <div class="buttons">
      <Button action="stop-wrong" look="primary">
        {t(ACTION_WORDS[act].stop)}
      </Button>
      <Button action="share-wrong">{t(ACTION_WORDS[act].wrongAnyway)}</Button>
      <Button action="to-main">{t('warn_back')}</Button>
    </div>
  </>
);

const VIEWS: Readonly<Record<View, (props: ViewProps) => ComponentChildren>> = {
  main: MainView,
  wrong: WrongView,
};

export interface WarningViewProps extends ViewProps {
  readonly view: View;
  readonly onAction: (name: ActionName) => void;
}

const isAction = (value: string | undefined): value is ActionName =>
  value !== undefined && Object.hasOwn(ACTIONS, value);

export function WarningView({ subject, look, view, onAction }: WarningViewProps) {
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    const value = event.submitter?.getAttribute('value') ?? undefined;
    if (isAction(value)) onAction(value);
  };
  const Shown = VIEWS[view];
  return (
    <form method="dialog" class={view === 'main' ? look.layout : view} onSubmit={onSubmit}>
      <Shown key={view} subject={subject} look={look} />
    </form>
  );
}
