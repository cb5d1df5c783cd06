/** One list: what it is, how it is doing, and everything that can be done with it. */
import { useId, useRef, useState } from 'preact/hooks';
import type { SyncOutcome } from '../../core/list/sync-outcome.ts';
import { t } from '../../platform/i18n.ts';
import type { ListProgress } from '../../platform/list-progress.ts';
import type { ListSummary } from '../../platform/messages.ts';
import { KeyDigest } from '../ui/key-digest.tsx';
import { isSetback, listName, stateWords, why } from '../ui/list-words.ts';
import { Progress } from '../ui/progress.tsx';
import { ago, counted, date, isolated, size } from '../ui/words.ts';
import { background, orFault } from './background.ts';
import { Fact, Host, OwnWords } from './facts.tsx';
import { ListActions } from './list-actions.tsx';
import { askForPermission, type Permission } from './permission.ts';

interface ListCardProps {
  readonly list: ListSummary;
  /** Milliseconds since 1970, from which ages are told. */
  readonly now: number;
  /** Of this list's update; null while there is none. */
  readonly progress: ListProgress | null;
  readonly reload: () => Promise<unknown>;
  readonly onRemoved: () => void;
}

/** Where it came from. */
function origin({ by, address, source }: ListSummary) {
  if (address !== null) return <Host address={address} />;
  if (by !== 'package') return t('list_source_file');
  return t(source === 'packaged' ? 'list_source_packaged' : 'list_source_stored');
}

const Glance = ({ list, now }: Pick<ListCardProps, 'list' | 'now'>) => (
  <p class="hint facts">
    {list.publisher === '' ? null : <span>{t('list_publisher', isolated(list.publisher))}</span>}
    {list.signedAt === '' ? null : (
      <>
        <span>{counted('list_entries', list.entries)}</span>
        <span>{size(list.bytes)}</span>
        <time dateTime={list.signedAt} title={date(list.signedAt)}>
          {t('list_signed', list.state.kind === 'clock' ? date(list.signedAt) : ago(list.signedAt, now))}
        </time>
      </>
    )}
  </p>
);

const More = ({ list, now }: Pick<ListCardProps, 'list' | 'now'>) => (
  <details>
    <summary>{t('list_more')}</summary>
    <dl class="told">
      <OwnWords covers={list.covers} contact={list.contact} />
      <Fact label={t('list_origin')}>{origin(list)}</Fact>
      {list.lastUpdate === null ? null : <Fact label={t('list_asked')}>{ago(list.lastUpdate.at, now)}</Fact>}
      <Fact label={t('list_key')}>
        <KeyDigest digest={list.keyDigest} />
      </Fact>
    </dl>
  </details>
);

/** What came of pressing Update, and when: the background may have tried again since. */
interface Attempt {
  readonly outcome: SyncOutcome;
  /** Milliseconds since 1970. */
  readonly at: number;
}

const isNewest = ({ at }: Attempt, { lastUpdate }: ListSummary): boolean =>
  lastUpdate === null || Date.parse(lastUpdate.at) <= at;

/** The reason first, then what it means. */
function howItIs(list: ListSummary, pressed: SyncOutcome | null): readonly string[] {
  const { meaning } = stateWords(list.state);
  const outcome = pressed ?? list.lastUpdate?.outcome ?? null;
  const isOld = list.state.kind === 'paused' && pressed === null; // what went wrong before it was paused
  if (outcome !== null && isSetback(outcome) && !isOld) return [why(outcome), meaning ?? t('list_meaning_failed')];
  const news = pressed === null ? null : t(pressed === 'updated' ? 'list_updated' : 'list_unchanged');
  return [news, meaning].filter(line => line !== null);
}

function lacksPermission({ state, lastUpdate }: ListSummary, pressed: SyncOutcome | null): boolean {
  const outcome = pressed ?? lastUpdate?.outcome ?? 'unchanged';
  return state.kind !== 'paused' && isSetback(outcome) && 'failed' in outcome && outcome.failed === 'permission';
}

export function ListCard({ list, now, progress, reload, onRemoved }: ListCardProps) {
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  const [updating, setUpdating] = useState(false);
  const [denied, setDenied] = useState(false);
  const [attempt, setAttempt] = useState<Attempt | null>(null);
  const pressed = attempt !== null && isNewest(attempt, list) ? attempt.outcome : null;
  const busy = updating || progress !== null;
  const { address } = list;
  const mayBeAllowed = address !== null && lacksPermission(list, pressed);
  const lines = busy ? [] : howItIs(list, pressed);

  const update = async (): Promise<void> => {
    setUpdating(true);
    const outcome = await orFault(background.updateList(list.id));
    await reload();
    setAttempt({ outcome, at: Date.now() });
    setUpdating(false);
  };
  const change = async (asked: Promise<boolean>): Promise<boolean> => {
    const done = await orFault(asked);
    await reload();
    setAttempt(typeof done === 'boolean' ? null : { outcome: done, at: Date.now() });
    return done === true;
  };
  const remove = async (): Promise<void> => {
    if (await change(background.removeList(list.id))) onRemoved();
  };
  /** Nothing may stand between the click and the question of the browser, or it is not asked. */
  const allow = (from: string): void => {
    const goOn = async ({ granted }: Permission): Promise<void> => {
      setDenied(!granted);
      if (!granted) return;
      await update();
      heading.current?.focus(); // the button that was pressed has gone
    };
    askForPermission([from]).then(goOn).catch(console.error);
  };

  return (
    <li class="card" aria-labelledby={id}>
      <div class="head">
        <h3 id={id} ref={heading} tabIndex={-1}>
          <bdi>{listName(list)}</bdi>
        </h3>
        <span class={list.state.kind === 'fresh' ? 'tag' : 'tag off'}>{stateWords(list.state).title}</span>
      </div>
      <Glance list={list} now={now} />
      {list.fellBack ? <p class="notice">{t('list_fell_back')}</p> : null}
      <div role="status">
        {lines.map(line => (
          <p key={line}>{line}</p>
        ))}
        {mayBeAllowed && denied ? <p>{t('state_permission_refused')}</p> : null}
      </div>
      {busy ? <Progress label={t('list_updating')} bytes={progress} /> : null}
      {mayBeAllowed ? (
        <button type="button" class="primary" onClick={() => allow(address)}>
          {t('list_allow', new URL(address).host)}
        </button>
      ) : null}
      <ListActions
        list={list}
        busy={busy}
        onUpdate={() => void update()}
        onPause={paused => void change(background.pauseList(list.id, paused))}
        onRemove={() => void remove()}
      />
      <More list={list} now={now} />
    </li>
  );
}
