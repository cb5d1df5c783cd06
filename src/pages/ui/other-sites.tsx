/** "Also protect me on ...": one switch for each known site, and the sites that the person added. The permission is the state. */
import { useState } from 'preact/hooks';
import { OPTIONAL_SITES } from '../../core/sites.ts';
import { t } from '../../platform/i18n.ts';
import type { Settings } from '../../platform/settings.ts';
import { askForSite } from './access.ts';
import { isSiteHeld, useHeld } from './held.ts';
import { type SiteName, siteById } from './sites.ts';
import { Switch } from './switch.tsx';
import { useSiteAccess } from './use-access.ts';
import { isolated } from './words.ts';

const OFFERED: readonly SiteName[] = OPTIONAL_SITES.map(({ id }) => siteById(id));

interface OtherSitesProps {
  readonly settings: Settings;
  /** By id or host. */
  readonly leave: (site: string) => void;
}

const OwnSites = ({ settings, leave }: OtherSitesProps) => {
  const { protection } = useHeld();
  return (
    <ul class="plain rows">
      {settings.ownSites.map(host => (
        <li key={host}>
          <span>{host}</span>
          {protection ? null : (
            <button type="button" aria-label={t('sites_remove_named', isolated(host))} onClick={() => leave(host)}>
              {t('sites_remove')}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
};

export function OtherSites({ settings, leave }: OtherSitesProps) {
  const held = useHeld();
  const allowed = useSiteAccess(OFFERED);
  const [refused, setRefused] = useState(false);

  /** Nothing may stand between the click and the question of the browser. */
  const turn = (site: SiteName, on: boolean) => {
    if (on) askForSite(site).then(granted => setRefused(!granted), console.error);
    else leave(site.id);
  };

  return (
    <section>
      <h2>{t('sites_heading')}</h2>
      <p class="hint">{t('sites_lead')}</p>
      {OFFERED.map(site => (
        <Switch
          key={site.id}
          label={site.name}
          checked={allowed?.has(site.id) ?? false}
          disabled={isSiteHeld(held, site.id) && allowed?.has(site.id) === true}
          onChange={on => turn(site, on)}
        />
      ))}
      {refused ? <p role="status">{t('sites_refused')}</p> : null}
      <h3 class="apart">{t('sites_own_heading')}</h3>
      <p class="hint">{t('sites_own_lead')}</p>
      {settings.ownSites.length === 0 ? null : <OwnSites settings={settings} leave={leave} />}
    </section>
  );
}
