/** "Protect me on this site", for a page where we are not at work. Stands wherever a screen puts it; says nothing else. */
import { useState } from 'preact/hooks';
import { t } from '../../platform/i18n.ts';
import type { Settings } from '../../platform/settings.ts';
import { askForSite } from './access.ts';
import { isOwnSite, type SiteName } from './sites.ts';
import { isolated } from './words.ts';

interface ProtectHereProps {
  readonly site: SiteName;
  readonly settings: Settings;
  readonly change: (change: Partial<Settings>) => void;
}

export function ProtectHere({ site, settings, change }: ProtectHereProps) {
  const [refused, setRefused] = useState(false);
  const own = isOwnSite(site);
  const others = settings.ownSites.filter(host => host !== site.host);

  /** Asked for before anything else, or the browser does not ask; kept at once, since its question may close the popup. */
  const protect = () => {
    const answer = askForSite(site);
    if (own) change({ ownSites: [...others, site.host] });
    answer.then(granted => {
      setRefused(!granted);
      if (own && !granted) change({ ownSites: others });
    }, console.error);
  };

  return (
    <section>
      <h2>{t('sites_offer_title', isolated(site.name))}</h2>
      <p>{t(own ? 'sites_offer_body_own' : 'sites_offer_body')}</p>
      {refused ? <p role="status">{t('sites_refused')}</p> : null}
      <button type="button" class="primary" onClick={protect}>
        {t('sites_offer_action', isolated(site.name))}
      </button>
    </section>
  );
}
