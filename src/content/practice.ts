/**
 * Practice on our own welcome page: the real question about a drawing of ours. It stands to that page as the content
 * script stands to a site: the page has a button, and is told afterwards what became of the press. Nothing is sent, and
 * nothing is remembered beyond the page.
 */
import { createWarning, INTERCEPTED_EVENTS, type Look } from './warning.tsx';
import { layoutFor } from './warning-words.ts';

const SHARE = 'button[data-practice]';

const life = new AbortController();
let asked = 0;
/** "This match looks wrong" holds here as it does elsewhere. */
let dismissed = false;
const nextLook = (): Look => ({
  layout: layoutFor(asked++),
  profile: 'adult',
  law: 'warn_law',
  trustedAdult: '',
});
const warning = createWarning(nextLook, life.signal);

async function practise(button: HTMLButtonElement): Promise<void> {
  const { publisher = '', list: listName = '' } = button.dataset;
  const answer = await warning.ask({
    variant: 'practice',
    act: 'share',
    names: [],
    publisher,
    listName,
    mayGoOn: true,
  });
  dismissed = answer.kind !== 'report' && answer.wrong;
  button.dispatchEvent(new CustomEvent('practised', { detail: answer.kind }));
}

for (const kind of INTERCEPTED_EVENTS) {
  addEventListener(
    kind,
    event => {
      if (warning.intercept(event) || kind !== 'click' || !(event.target instanceof Element)) return;
      const button = event.target.closest<HTMLButtonElement>(SHARE);
      if (button === null) return;
      if (dismissed) button.dispatchEvent(new CustomEvent('practised', { detail: 'share' }));
      else practise(button).catch(console.error);
    },
    { capture: true, signal: life.signal },
  );
}
