import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { SyncOutcome } from '../../src/core/list/sync-outcome.ts';
import { Options } from '../../src/pages/options/options.tsx';
import { writeListProgress } from '../../src/platform/list-progress.ts';
import type { ListPreview } from '../../src/platform/messages.ts';
import { fake } from '../support/fake-browser.ts';
import {
  close,
  control,
  helplineList,
  isOffered,
  listPreview,
  open,
  practiceList,
  press,
  says,
  serveBackground,
  text,
} from '../support/rendered.ts';

const ADDRESS = 'https://lists.example.org/helpline/';
const ORIGIN = 'https://lists.example.org/*';

beforeEach(() => fake.reset());
afterEach(close);

type Answers = NonNullable<Parameters<typeof serveBackground>[2]>;

async function start(answers: Answers = {}) {
  const background = serveBackground({}, [practiceList()], answers);
  open(<Options />);
  await says('Add a list');
  return background;
}

function write(link: string): void {
  const field = control('Link to the list') as HTMLInputElement;
  field.value = link;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

async function lookAt(link: string): Promise<void> {
  write(link);
  await vi.waitFor(() => expect((control('Link to the list') as HTMLInputElement).value).toBe(link));
  press('Look at the list');
}

const previewing = (preview: ListPreview): Answers => ({ previewList: async () => ({ preview }) });

function choose(file: File): void {
  const field = control('Choose a file or drop it here') as HTMLInputElement;
  Object.defineProperty(field, 'files', { value: [file], configurable: true });
  field.dispatchEvent(new Event('change', { bubbles: true }));
}

describe('a link to a list', () => {
  test('leads to who publishes it, what it covers, how large it is, and how it can be left', async () => {
    const background = await start(previewing(listPreview()));
    await lookAt(ADDRESS);
    await says('This is what the list says of itself.');
    expect(background.calls).toEqual([['previewList', ADDRESS]]);
    const said = [
      'A helpline',
      'Pictures that people asked us to look out for.',
      'lists@helpline.example',
      '24,000 entries',
      '768 kB',
      '3 days ago, good until',
      'lists.example.org',
      'You can leave it at any time',
      'It does not see what you look at',
    ];
    for (const words of said) expect(text()).toContain(words);
    await vi.waitFor(() => expect(document.activeElement?.textContent).toBe('Helpline list'));
  });

  test('is asked for in the very click, and only its own place', async () => {
    await start(previewing(listPreview()));
    write(ADDRESS);
    await vi.waitFor(() => expect((control('Link to the list') as HTMLInputElement).value).toBe(ADDRESS));
    press('Look at the list');
    expect(fake.asked).toEqual([[ORIGIN]]); // in the same turn as the click
    await says('Add this list');
  });

  test('that is none is refused before anything is asked', async () => {
    const background = await start();
    await lookAt('http://lists.example.org/');
    await says('This is not a link to a list.');
    expect(fake.asked).toEqual([]);
    expect(background.calls).toEqual([]);
  });

  test('is not looked at without the permission, and stays in the field', async () => {
    const background = await start();
    fake.grantsRequests = false;
    await lookAt(ADDRESS);
    await says('Not allowed for now, so nothing was added.');
    expect(background.calls).toEqual([]);
    expect((control('Link to the list') as HTMLInputElement).value).toBe(ADDRESS);
  });

  test('that leads nowhere says why, gives the permission back, and leaves the link in the field', async () => {
    await start({ previewList: async () => ({ failed: 'network' }) });
    await lookAt(ADDRESS);
    await says('Its server did not answer');
    await vi.waitFor(() => expect(fake.granted.has(ORIGIN)).toBe(false));
    const field = control('Link to the list') as HTMLInputElement;
    expect(field.value).toBe(ADDRESS);
    await vi.waitFor(() => expect(document.activeElement).toBe(field));
  });

  test('to a list with another key than the link names is refused', async () => {
    await start({ previewList: async () => ({ refused: 'digest' }) });
    await lookAt(ADDRESS);
    await says('Its content or its key is not the one it should be.');
  });
});

describe('the key', () => {
  test('that was in the link needs no comparing', async () => {
    await start(previewing(listPreview({ pinned: true })));
    await lookAt(ADDRESS);
    await says('The key fits the link');
    expect(isOffered('Add this list')).toBe(true);
    expect(isOffered('The key is the same. Add this list')).toBe(false);
  });

  test('that was not in the link is there to compare, and the button says that it was compared', async () => {
    await start(previewing(listPreview({ pinned: false })));
    await lookAt(ADDRESS);
    await says('Compare it with the key that they show elsewhere');
    expect(document.querySelector('.add .digest')?.textContent).toContain('0123 4567 89ab cdef 0123');
    expect(isOffered('Add this list')).toBe(false);
    expect(isOffered('The key is the same. Add this list')).toBe(true);
  });
});

describe('deciding', () => {
  test('to add it asks for its mirrors in the very click, shows how far it is, and then the list', async () => {
    let done = (_: SyncOutcome): void => undefined;
    const preview = listPreview({ mirrors: ['https://mirror.example.net/helpline/'] });
    const background = await start({
      ...previewing(preview),
      addList: () =>
        new Promise(resolve => {
          done = resolve;
        }),
    });
    await lookAt(ADDRESS);
    await says('lists.example.org and mirror.example.net');
    press('Add this list');
    expect(fake.asked.at(-1)).toEqual([ORIGIN, 'https://mirror.example.net/*']);
    await says('Adding the list');
    await writeListProgress({ id: preview.id, done: 192_000, total: 768_000 });
    await says('192 kB of 768 kB');
    expect(document.querySelector('progress')?.position).toBe(0.25);
    expect(isOffered('Not now')).toBe(false);

    background.lists = [practiceList(), helplineList()];
    await writeListProgress(null);
    done('updated');
    await says('“Helpline list” was added.');
    expect(background.calls.at(-1)).toEqual(['addList', preview.link]);
    expect(isOffered('Remove: Helpline list')).toBe(true);
    await vi.waitFor(() => expect(document.activeElement?.textContent).toBe('Lists'));
    expect((control('Link to the list') as HTMLInputElement).value).toBe('');
  });

  test('to add it, but not to allow its mirrors, adds nothing', async () => {
    const background = await start(previewing(listPreview({ mirrors: ['https://mirror.example.net/helpline/'] })));
    await lookAt(ADDRESS);
    await says('Add this list');
    fake.grantsRequests = false;
    press('Add this list');
    await says('Not allowed for now, so nothing was added.');
    expect(background.calls.map(([method]) => method)).toEqual(['previewList']);
    expect(isOffered('Add this list')).toBe(true);
  });

  test('says so when it is subscribed to, but could not be loaded', async () => {
    const background = await start({ ...previewing(listPreview()), addList: async () => ({ failed: 'network' }) });
    await lookAt(ADDRESS);
    await says('Add this list');
    background.lists = [
      helplineList({
        state: { kind: 'absent' },
        lastUpdate: { at: new Date().toISOString(), outcome: { failed: 'network' } },
      }),
    ];
    press('Add this list');
    await says('“Helpline list” was added, but could not be loaded so far.');
    expect(text()).toContain('Its server did not answer');
  });

  test('says why when nothing came of it', async () => {
    await start({ ...previewing(listPreview()), addList: async () => ({ refused: 'format' }) });
    await lookAt(ADDRESS);
    await says('Add this list');
    press('Add this list');
    await says('Nothing was added.');
    expect(text()).toContain('not written in a way that Consentry can read');
  });

  test('against it gives the permission back and adds nothing', async () => {
    const background = await start(previewing(listPreview()));
    await lookAt(ADDRESS);
    await says('Not now');
    expect(fake.granted.has(ORIGIN)).toBe(true);
    press('Not now');
    await vi.waitFor(() => expect(fake.granted.has(ORIGIN)).toBe(false));
    expect(background.calls.map(([method]) => method)).toEqual(['previewList']);
  });

  test('against it leaves a permission that was there before', async () => {
    fake.granted.add(ORIGIN);
    await start(previewing(listPreview()));
    await lookAt(ADDRESS);
    await says('Not now');
    press('Not now');
    await says('Add a list');
    expect(fake.granted.has(ORIGIN)).toBe(true);
  });

  test('is not offered for a list that is here already', async () => {
    await start(previewing(listPreview({ added: true })));
    await lookAt(ADDRESS);
    await says('You have this list already.');
    expect(isOffered('Add this list')).toBe(false);
    press('Back');
    await says('Link to the list');
  });
});

describe('a file with a list', () => {
  const file = new File(['a tar archive'], 'helpline.tar');

  test('is looked at without any permission, and imported under the key that was compared', async () => {
    const preview = listPreview({ link: null, pinned: false });
    const background = await start({
      previewListFile: async () => ({ preview }),
      importList: async () => 'updated',
    });
    choose(file);
    await says('Is it really from them?');
    expect(text()).not.toContain('Its server is asked');
    background.lists = [helplineList({ address: null })];
    press('The key is the same. Add this list');
    await says('“Helpline list” was added.');
    expect(background.calls.at(-1)).toEqual(['importList', file, preview.keyDigest]);
    expect(fake.asked).toEqual([]);
  });

  test('updates a list that is here', async () => {
    await start({
      previewListFile: async () => ({ preview: listPreview({ link: null, pinned: false, added: true }) }),
      importList: async () => 'updated',
    });
    choose(file);
    await says('You have this list already.');
    press('Update from this file');
    await says('“Helpline list” was updated.');
  });

  test('that is older than what is here changes nothing, and says so', async () => {
    await start({
      previewListFile: async () => ({ preview: listPreview({ link: null, pinned: false, added: true }) }),
      importList: async () => ({ refused: 'rollback' }),
    });
    choose(file);
    await says('Update from this file');
    press('Update from this file');
    await says('It is older than the list that was there before. The copy that is here stays in use.');
  });

  test('that is none says so', async () => {
    await start({ previewListFile: async () => ({ refused: 'format' }) });
    choose(new File(['hello'], 'hello.txt'));
    await says('It is not written in a way that Consentry can read.');
  });
});
