/** Reports to the keepers of a list, and what waits to be sent, as somebody sees them. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ListId } from '../../src/core/verdict.ts';
import { Report } from '../../src/pages/report/report.tsx';
import type { OutboxApi, WaitingReport } from '../../src/platform/outbox.ts';
import { serve } from '../../src/platform/rpc.ts';
import { SAMPLE_SUBJECT, sampleReport } from '../core/report/sample-report.ts';
import { fake } from '../support/fake-browser.ts';
import {
  close,
  control,
  helplineList,
  isOffered,
  open,
  press,
  says,
  serveBackground,
  text,
} from '../support/rendered.ts';

const ENDPOINT = 'https://lists.example.org/reports';
const WRONG = 'The match is wrong, or it is my own post';
const sent: string[] = [];
let waits: readonly WaitingReport[] = [];
/** As many as are handed out at once. */
const SHOWN = 100;

function serveOutbox(): void {
  serve<OutboxApi>('outbox', 'page', {
    async sendReport(_, report, to) {
      expect(to).toBe(ENDPOINT);
      sent.push(report);
      return 'kept';
    },
    waitingReports: async () => ({ reports: waits.slice(0, SHOWN), total: waits.length }),
    async deleteReport(_, id) {
      waits = waits.filter(each => each.id !== id);
    },
  });
}

const start = (reportsTo: string | null = ENDPOINT): void => {
  serveBackground({}, [helplineList({ id: '00112233445566aa' as ListId, reportsTo })]);
  serveOutbox();
  open(<Report subject={SAMPLE_SUBJECT} knownRole={null} here={null} forget={async () => undefined} />);
};

async function dispute(reason: string): Promise<void> {
  press(WRONG);
  await says('What is wrong?');
  press(reason);
  await says('Tell the keepers of the list');
}

const shown = (): string => document.querySelector('.note pre')?.textContent ?? '';

beforeEach(() => {
  fake.reset();
  sent.length = 0;
  waits = [];
  Object.assign(globalThis, { scrollTo: () => undefined });
});
afterEach(close);

describe('telling the keepers of a list', () => {
  test('sends what is shown, to the byte, and only after it was shown', async () => {
    start();
    await dispute('It is a different picture');
    await says('This is all that is sent, to lists.example.org');
    expect(sent).toEqual([]);
    const field = control('In your own words, if you like') as HTMLTextAreaElement;
    field.value = 'Mine has a hat.';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await vi.waitFor(() => expect(shown()).toContain('Mine has a hat.'));
    const seen = shown();
    press('Send this');
    await says('Thank you.');
    expect(sent).toEqual([seen]);
    expect(JSON.parse(seen)).toMatchObject({ intent: 'false-match', claim: 'different-picture' });
    expect(isOffered('Send this')).toBe(false);
  });

  test('the browser is asked about that one server in the click itself, and a no sends nothing', async () => {
    fake.grantsRequests = false;
    start();
    await dispute('I am the person shown, and want the entry withdrawn');
    await says('This is all that is sent');
    press('Send this');
    expect(fake.asked).toEqual([['https://lists.example.org/*']]);
    await says('so nothing was sent');
    expect(sent).toEqual([]);
    expect(JSON.parse(shown())).toMatchObject({ intent: 'withdraw-entry', reporter: { role: 'depicted' } });
  });

  test('a list without an address for reports names its contact instead', async () => {
    start(null);
    await dispute('Something else');
    await says('This list takes no reports over the web.');
    expect(text()).toContain('lists@helpline.example');
    expect(isOffered('Send this')).toBe(false);
  });

  test('who came across it can say that it is being shared', async () => {
    start();
    press('I came across it');
    await vi.waitFor(() => expect(isOffered('No')).toBe(true));
    press('No');
    await says('Tell the keepers of the list');
    await says('This is all that is sent');
    const report = [...document.querySelectorAll('pre')].find(each => each.textContent.includes('consent-report/1'));
    expect(JSON.parse(report?.textContent ?? '')).toMatchObject({
      intent: 'seen-too',
      reporter: { role: 'bystander' },
    });
  });

  test('where the person may be under 18 the keepers are not mentioned', async () => {
    start();
    press('I came across it');
    await vi.waitFor(() => expect(isOffered('Not sure')).toBe(true));
    press('Not sure');
    await says('Stop here');
    expect(text()).not.toContain('keepers');
  });
});

describe('reports that wait', () => {
  test('can be read as they will be sent, and deleted', async () => {
    const { id, text: report } = sampleReport(1);
    waits = [
      { id, host: 'lists.example.org', text: report, keptAt: Date.now() - 7_200_000, refused: false },
      { id: sampleReport(2).id, host: 'other.example.org', text: report, keptAt: Date.now(), refused: true },
    ];
    start();
    await says('To lists.example.org, written 2 hours ago');
    expect(document.querySelector('pre')?.textContent).toBe(report);
    expect(text()).toContain('The server did not take it.');
    press('Delete');
    await vi.waitFor(() => expect(text()).not.toContain('To lists.example.org'));
    expect(waits.map(({ host }) => host)).toEqual(['other.example.org']);
  });

  test('are shown as the newest hundred when there are thousands, and that is said', async () => {
    const { text: report } = sampleReport(1);
    waits = Array.from({ length: 10_000 }, (_, number) => ({
      id: sampleReport(number).id,
      host: 'lists.example.org',
      text: report,
      keptAt: Date.now(),
      refused: false,
    }));
    start();
    await says('These are the newest 100 of 10,000.');
    expect(document.querySelectorAll('.rows > li')).toHaveLength(SHOWN);
    press('Delete');
    await says('These are the newest 100 of 9,999.');
  });

  test('are not spoken of when there are none', async () => {
    start();
    await says('Who are you in this?');
    expect(text()).not.toContain('wait to be sent');
  });
});
