/**
 * The upload guard: holds files that a person gives to the page until they are compared with the lists, asks if one is
 * listed, and then gives the page exactly those files, or none. Files that are neither picture nor video are not
 * touched. What could not be checked is let go, and counted.
 */
import { dismissalOf, type UnknownReason } from '../core/verdict.ts';
import { t } from '../platform/i18n.ts';
import type { ContentApi, ContentVerdict, Listed } from '../platform/messages.ts';
import { shadowRootOf } from '../platform/shadow.ts';
import { createCard } from './card.ts';
import type { GuardPorts } from './guard.ts';
import { checkFiles, type FileVerdict, isMedia } from './upload-check.ts';
import { fileInputOf, hasFolder, type Taken, takeChosen, takeDropped, takePasted } from './upload-sources.ts';
import type { AskedAction } from './warning-words.ts';

/** What the guard needs to hear of besides what the warning takes. */
export const UPLOAD_EVENTS: readonly string[] = ['input', 'change', 'drop', 'paste'];

/** Shorter waits are over before anybody has read a note. */
const NOTE_AFTER_MS = 400;

export interface UploadPorts extends Pick<GuardPorts, 'ask' | 'onAnswer' | 'onFault'> {
  readonly background: ContentApi;
  /** A file was let go that could not be compared. */
  onUnknown(reason: UnknownReason): void;
}

export interface Uploads {
  /** For every event, at window capture. True when it was held, or on the card; the page does not get it. */
  intercept(event: Event): boolean;
  /** See PagePorts. */
  onPress(pressed: Element): void;
  /** True when these may leave. Null when there is nothing among them to check. `act` is for the words of the question. */
  examine(files: readonly Blob[], act: AskedAction): Promise<boolean> | null;
}

type Flagged = Extract<ContentVerdict, { status: 'flagged' }>;

const nameOf = (file: Blob): string => (file instanceof File ? file.name : '');

export function createUploads(ports: UploadPorts, signal: AbortSignal): Uploads {
  const { background, ask, onAnswer, onFault, onUnknown } = ports;
  const card = createCard(signal);
  /** Entries that the person chose to share after all: they are asked once an entry and page. */
  const allowed = new Set<string>();
  const watched = new WeakSet<Node>();
  /** Inputs of which `input` was held: the `change` after it goes the same way. */
  const changing = new WeakSet<HTMLInputElement>();
  /** What was taken last from an input; a new choice replaces one that is still being checked. */
  const taken = new WeakMap<HTMLInputElement, Taken>();

  const entryOf = ({ list, entry }: Listed): string => dismissalOf(list, entry);
  const isOpen = ({ listed, released }: Flagged): boolean => released !== true && !allowed.has(entryOf(listed));

  /** The verdicts; null when the person did not want to wait for them. */
  async function checked(files: readonly Blob[]): Promise<readonly FileVerdict[] | null> {
    const cancelled = new AbortController();
    let done = 0;
    const show = () => card.show({ text: t('upload_checking'), share: done / files.length, cancel });
    const cancel = () => cancelled.abort();
    const timer = setTimeout(show, NOTE_AFTER_MS);
    const onProgress = (count: number) => {
      done = count;
      if (card.isShown) show();
    };
    try {
      return await checkFiles(background, files, onProgress, onFault, AbortSignal.any([signal, cancelled.signal]));
    } catch {
      return cancelled.signal.aborted ? null : []; // else we were switched off meanwhile
    } finally {
      clearTimeout(timer);
      card.hide();
    }
  }

  async function mayLeave(files: readonly Blob[], act: AskedAction): Promise<boolean> {
    const verdicts = await checked(files);
    if (verdicts === null) return false;
    for (const { verdict } of verdicts) if (verdict.status === 'unknown') onUnknown(verdict.reason);
    const flagged = verdicts.flatMap(({ file, verdict }) =>
      verdict.status === 'flagged' && isOpen(verdict) ? [{ file, listed: verdict.listed }] : [],
    );
    const [first] = flagged;
    if (first === undefined) return true;
    const names = flagged.map(({ file }) => nameOf(file)).filter(name => name !== '');
    const isVideo = first.file.type.startsWith('video/');
    const question = { listed: first.listed, permalink: null, act, isVideo, names } as const;
    const answer = await ask(question);
    onAnswer(question, answer);
    if (answer.kind !== 'share') return false;
    for (const { listed } of flagged) allowed.add(entryOf(listed));
    return true;
  }

  function examine(files: readonly Blob[], act: AskedAction): Promise<boolean> | null {
    const media = files.filter(isMedia);
    if (media.length === 0 || signal.aborted) return null;
    return mayLeave(media, act).catch(error => {
      onFault(error);
      return true;
    });
  }

  async function hold(held: Taken, isCurrent: () => boolean): Promise<void> {
    const go = (await examine(held.files, 'upload')) ?? true;
    if (!isCurrent()) return;
    if (go) held.give();
    else held.withhold();
  }

  function stop(event: Event): void {
    event.stopImmediatePropagation();
    event.preventDefault();
  }

  function holdInput(event: Event): boolean {
    const input = fileInputOf(event);
    if (input === null) return false;
    if (event.type === 'change' && changing.delete(input)) {
      stop(event);
      return true;
    }
    changing.delete(input);
    const held = takeChosen(input);
    if (held === null) {
      taken.delete(input); // another choice, which needs no check, replaced one that was held
      return false;
    }
    stop(event);
    if (event.type === 'input') changing.add(input);
    watch(input.getRootNode());
    taken.set(input, held);
    hold(held, () => taken.get(input) === held).catch(onFault);
    return true;
  }

  function holdTransfer(event: DragEvent | ClipboardEvent): boolean {
    if (event instanceof DragEvent && event.dataTransfer !== null && hasFolder(event.dataTransfer)) {
      onUnknown('unreadable');
      return false;
    }
    const held = event instanceof DragEvent ? takeDropped(event) : takePasted(event);
    if (held === null) return false;
    stop(event);
    hold(held, () => true).catch(onFault);
    return true;
  }

  function intercept(event: Event): boolean {
    if (signal.aborted) return false;
    if (card.intercept(event)) return true;
    if (!event.isTrusted) return false;
    if (event.type === 'input' || event.type === 'change') return holdInput(event);
    const isTransfer = event.type === 'drop' || event.type === 'paste';
    if (isTransfer && (event instanceof DragEvent || event instanceof ClipboardEvent)) return holdTransfer(event);
    return false;
  }

  /** Events of inputs in no document, and some of those in shadow roots, never reach the window. */
  function watch(root: Node): void {
    if (root === document || watched.has(root)) return;
    watched.add(root);
    for (const kind of ['input', 'change']) root.addEventListener(kind, intercept, { capture: true, signal });
  }

  function onPress(pressed: Element): void {
    const root = pressed instanceof HTMLInputElement ? pressed.getRootNode() : shadowRootOf(pressed);
    if (root !== null) watch(root);
  }

  return { intercept, onPress, examine };
}
