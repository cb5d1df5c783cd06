/**
 * Learn: lessons for a class or a family, without account or network. Whatever is counted, chosen or pressed here is
 * kept in this page's memory and gone with it; neither settings nor lists nor the vault are read or written.
 */
import { useState } from 'preact/hooks';
import { guessRegion, type Region } from '../../core/report/regions.ts';
import { t } from '../../platform/i18n.ts';
import { EndsWithYou } from '../ui/drawings.tsx';
import { CONSENT, ToldList } from '../ui/told.tsx';
import { FEED, LISTED_WRONGLY } from './drawings.ts';
import { Feed } from './feed.tsx';
import { Home } from './home.tsx';
import type { Lesson, PartId } from './lessons.ts';
import { Plan, Sheet } from './paper.tsx';
import { Projector } from './projector.tsx';
import { SpreadPicture } from './spread.tsx';
import { CLOSING, Help, Law, Lines, RULES, TO_DO } from './told.tsx';
import { type Hands, NO_HANDS, Vote, type VoteId } from './vote.tsx';

export type View = { readonly kind: 'home' | 'sheet' } | { readonly kind: 'lesson' | 'plan'; readonly lesson: Lesson };

const guessed = (): Region | null =>
  guessRegion(navigator.languages, Intl.DateTimeFormat().resolvedOptions().timeZone ?? '');

export function Learn() {
  const [view, setView] = useState<View>({ kind: 'home' });
  const [region, setRegion] = useState(guessed);
  const [hands, setHands] = useState<Readonly<Record<VoteId, Hands>>>({
    chat: NO_HANDS,
    feed: NO_HANDS,
    fake: NO_HANDS,
  });

  const page = (id: PartId) => {
    switch (id) {
      case 'start':
        return (
          <div class="beside">
            <Lines of={RULES} />
            <EndsWithYou />
          </div>
        );
      case 'chat':
      case 'feed':
      case 'fake':
        return (
          <Vote
            id={id}
            hands={hands[id]}
            change={counted => setHands(all => ({ ...all, [id]: { ...all[id], ...counted } }))}
          />
        );
      case 'spread':
        return <SpreadPicture />;
      case 'consent':
        return <ToldList of={CONSENT} name="consents" Title="h2" />;
      case 'try':
        return (
          <>
            <p>{t('learn_try_task')}</p>
            <Feed drawings={FEED} />
          </>
        );
      case 'wrong':
        return (
          <div class="beside">
            <Feed drawings={LISTED_WRONGLY} />
            <div class="stack">
              <p>{t('learn_wrong_body')}</p>
              <p>{t('learn_wrong_task', t('warn_wrong'))}</p>
            </div>
          </div>
        );
      case 'law':
        return <Law region={region} setRegion={setRegion} />;
      case 'do':
        return <Lines of={TO_DO} />;
      case 'help':
        return <Help region={region} setRegion={setRegion} Title="h2" />;
      case 'close':
        return <Lines of={CLOSING} />;
    }
  };

  const home = () => setView({ kind: 'home' });
  switch (view.kind) {
    case 'home':
      return <Home show={setView} />;
    case 'lesson':
      return <Projector lesson={view.lesson} page={page} leave={home} />;
    case 'plan':
      return <Plan lesson={view.lesson} leave={home} />;
    case 'sheet':
      return <Sheet region={region} setRegion={setRegion} leave={home} />;
  }
}
