/** Opens once, after installing. Half a minute: what it does, what it looks at, that it can be wrong, and off you go. */
import { useState } from 'preact/hooks';
import { t } from '../../platform/i18n.ts';
import { askForAccess } from '../ui/access.ts';
import { AlmostTheSame, Asking, EndsWithYou, StaysHere } from '../ui/drawings.tsx';
import { SITES } from '../ui/sites.ts';
import { CONSENT, type Told, ToldList } from '../ui/told.tsx';
import { useAccess } from '../ui/use-access.ts';
import { joined } from '../ui/words.ts';
import { TryIt } from './try-it.tsx';

const STEPS: readonly Told[] = [
  { title: 'welcome_ask_title', body: 'welcome_ask_body', Drawing: Asking },
  { title: 'welcome_local_title', body: 'welcome_local_body', Drawing: StaysHere },
  { title: 'welcome_wrong_title', body: 'welcome_wrong_body', Drawing: AlmostTheSame },
];

const names = (): string => joined(SITES.map(({ name }) => name));

/** Nothing to do when we may look at the sites already; in Firefox that can be taken back, or refused at first. */
function Start() {
  const access = useAccess();
  const [refused, setRefused] = useState(false);
  const allow = () => {
    askForAccess().then(granted => setRefused(!granted), console.error);
  };
  if (access === null) return <section class="start" aria-busy="true" />;
  if (!access) {
    return (
      <section class="start notice">
        <p>{t('state_permission_body', names())}</p>
        <button type="button" class="primary" onClick={allow}>
          {t('state_permission_action', names())}
        </button>
        <p role="status">{refused ? t('state_permission_refused') : ''}</p>
      </section>
    );
  }
  return (
    <section class="start">
      <p>{t('welcome_ready')}</p>
      {SITES.map(({ id, name, host }) => (
        <a key={id} class="button primary" href={`https://${host}/`}>
          {t('welcome_start', name)}
        </a>
      ))}
      <p class="hint">{t('welcome_toolbar')}</p>
    </section>
  );
}

const Facts = ({ heading, items }: { readonly heading: string; readonly items: readonly string[] }) => (
  <section>
    <h2>{heading}</h2>
    <ul class="ticks">
      {items.map(item => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  </section>
);

export const Welcome = () => (
  <main>
    <header>
      <EndsWithYou />
      <h1>{t('welcome_title')}</h1>
      <p class="lead">{t('welcome_lead')}</p>
    </header>
    <section>
      <h2>{t('consent_heading')}</h2>
      <ToldList of={CONSENT} name="consents" />
    </section>
    <section>
      <h2>{t('link_how')}</h2>
      <ToldList of={STEPS} name="steps" />
    </section>
    <TryIt />
    <Start />
    <div class="pair">
      <Facts
        heading={t('welcome_looks_heading')}
        items={[t('welcome_looks_media', names()), t('welcome_looks_buttons')]}
      />
      <Facts
        heading={t('welcome_leaves_heading')}
        items={[t('welcome_leaves_private'), t('welcome_leaves_sites'), t('welcome_leaves_history')]}
      />
    </div>
    <footer>
      <a href="../learn/learn.html">{t('learn_title')}</a>
      <a href="../parents/parents.html">{t('parents_title')}</a>
      <a href="../options/options.html">{t('link_settings')}</a>
    </footer>
  </main>
);
