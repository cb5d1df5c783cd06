/** One picture or video of the page: what can be read of it, the press that keeps it, and the way back. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { OwnId } from '../../core/own/item.ts';
import { type MessageKey, t } from '../../platform/i18n.ts';
import { fetchMediaOnce, serverOf } from '../../platform/media-reader.ts';
import { isolated } from '../ui/words.ts';
import { TROUBLES } from './add-own.tsx';
import { CroppedView } from './cropped-view.tsx';
import { type Candidate, entryOf, type Readable, readableOf } from './flag-media.ts';
import type { View } from './make-entry.ts';
import type { Trouble } from './use-adding.ts';
import { background } from './use-own.ts';

const PREVIEW_PX = 240;

const LIMITS: Readonly<Partial<Record<Readable['kind'], MessageKey>>> = {
  frame: 'flag_frame',
  'so-far': 'flag_so_far',
  withheld: 'flag_withheld',
};

type State =
  | { readonly kind: 'asked' | 'busy' | 'undone' }
  | { readonly kind: 'trouble'; readonly why: Trouble }
  | { readonly kind: 'writing'; readonly bytes: Uint8Array; readonly view: View | null }
  | { readonly kind: 'added'; readonly id: OwnId; readonly view: View | null };

function Preview({ picture }: { readonly picture: Blob }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const draw = async (): Promise<void> => {
      const bitmap = await createImageBitmap(picture, { resizeHeight: PREVIEW_PX, resizeQuality: 'medium' });
      if (canvas.current !== null) {
        Object.assign(canvas.current, { width: bitmap.width, height: bitmap.height });
        canvas.current.getContext('2d')?.drawImage(bitmap, 0, 0);
      }
      bitmap.close();
    };
    draw().catch(console.error);
  }, [picture]);
  return <canvas class="preview" ref={canvas} role="img" aria-label={t('flag_picture')} />;
}

interface AllowProps {
  readonly source: string;
  readonly onFile: (file: Blob | null) => void;
}

/** Nothing may stand between the press and the question of the browser, or it is not asked. */
const Allow = ({ source, onFile }: AllowProps) => {
  const server = serverOf(source);
  return (
    <>
      {server === null ? null : (
        <>
          <button type="button" onClick={() => void fetchMediaOnce(source).then(onFile, console.error)}>
            {t('flag_allow', isolated(server))}
          </button>
          <p class="hint">{t('flag_allow_hint')}</p>
        </>
      )}
      <p class="hint">
        <a href="./own.html">{t('flag_save_instead')}</a>
      </p>
    </>
  );
};

export interface CandidateProps {
  readonly candidate: Candidate;
  readonly report: () => Promise<void>;
}

export function FlagCandidate({ candidate: { source, isVideo, readable: first }, report }: CandidateProps) {
  const [readable, setReadable] = useState(first);
  const [state, setState] = useState<State>({ kind: 'asked' });

  async function keep(bytes: Uint8Array, view: View | null): Promise<void> {
    const outcome = await background.addOwn('', bytes);
    setState(
      typeof outcome === 'string' ? { kind: 'trouble', why: outcome } : { kind: 'added', id: outcome.added, view },
    );
  }

  async function add(): Promise<void> {
    setState({ kind: 'busy' });
    const made = await entryOf(readable, new AbortController().signal);
    if (made.kind === 'none') setState({ kind: 'trouble', why: made.why === 'cancelled' ? 'undecodable' : made.why });
    else if (made.writing) setState({ kind: 'writing', bytes: made.bytes, view: made.view });
    else await keep(made.bytes, made.view);
  }

  async function undo(id: OwnId): Promise<void> {
    await background.removeOwn([id]);
    setState({ kind: 'undone' });
  }

  const onFile = (file: Blob | null): void => {
    const media = { kind: isVideo ? 'video' : 'picture', source, picture: null } as const;
    if (file !== null) setReadable(readableOf(media, file, new Uint8Array(0)));
  };
  const run = (step: Promise<void>): void => void step.catch(console.error);
  const limit = LIMITS[readable.kind];
  const isAsked = state.kind === 'asked' || state.kind === 'busy';

  return (
    <li class="card">
      {readable.kind === 'withheld' || readable.preview === null || !isAsked ? null : (
        <Preview picture={readable.preview} />
      )}
      {isAsked && limit !== undefined ? <p>{t(limit)}</p> : null}
      {isAsked && readable.kind !== 'withheld' ? (
        <button type="button" class="primary" aria-disabled={state.kind === 'busy'} onClick={() => run(add())}>
          {t('flag_add')}
        </button>
      ) : null}
      {isAsked && limit !== undefined ? <Allow source={source} onFile={onFile} /> : null}
      {state.kind === 'writing' ? (
        <>
          <p>{t('own_writing')}</p>
          {state.view === null ? null : <CroppedView view={state.view} label={t('own_view')} />}
          <div class="actions">
            <button type="button" onClick={() => setState({ kind: 'undone' })}>
              {t('own_writing_leave')}
            </button>
            <button type="button" onClick={() => run(keep(state.bytes, state.view))}>
              {t('own_writing_add')}
            </button>
          </div>
        </>
      ) : null}
      <p role="status">
        {state.kind === 'busy' ? t('flag_reading') : null}
        {state.kind === 'added' ? t('flag_added') : null}
        {state.kind === 'undone' ? t('flag_undone') : null}
        {state.kind === 'trouble' ? t(TROUBLES[state.why]) : null}
      </p>
      {state.kind === 'added' ? (
        <>
          {state.view === null ? null : (
            <figure>
              <CroppedView view={state.view} label={t('own_view')} />
              <figcaption class="hint">{t('own_view_hint')}</figcaption>
            </figure>
          )}
          <div class="actions">
            <button type="button" class="primary" onClick={() => run(report())}>
              {t('flag_report')}
            </button>
            <button type="button" onClick={() => run(undo(state.id))}>
              {t('flag_undo')}
            </button>
          </div>
        </>
      ) : null}
    </li>
  );
}
