/** What whoever manages the computer has settled, in words for the person; and for who wrote the policy, what is wrong in it. */
import type { Policy, PolicyReading } from '../../core/policy.ts';
import { knownSite } from '../../core/sites.ts';
import { language, t } from '../../platform/i18n.ts';
import { policyFaultWords } from '../../platform/policy-words.ts';
import { isolated, joined } from '../ui/words.ts';

const countryName = (region: string): string =>
  new Intl.DisplayNames([language()], { type: 'region' }).of(region) ?? region;

/** Lists of a policy say so themselves, where they stand. */
function settled({ lockSettings, sites, profile, hideShareAnyway, trustedAdult, region }: Policy): readonly string[] {
  const said = [
    lockSettings ? t('policy_set_lock') : null,
    sites.length === 0 ? null : t('policy_set_sites', joined(sites.map(id => knownSite(id).name))),
    profile === null ? null : t(profile === 'child' ? 'policy_set_child' : 'policy_set_adult'),
    hideShareAnyway ? t('policy_set_held') : null,
    trustedAdult === null ? null : t('policy_set_trusted', isolated(trustedAdult)),
    region === null ? null : t('policy_set_region', countryName(region)),
  ];
  return said.filter(line => line !== null);
}

const Lines = ({ lines }: { readonly lines: readonly string[] }) => (
  <ul class="ticks">
    {lines.map(line => (
      <li key={line}>{line}</li>
    ))}
  </ul>
);

export function Managed({ policy, faults }: PolicyReading) {
  const lines = settled(policy);
  return (
    <>
      {faults.length === 0 ? null : (
        <section class="notice">
          <h2>{t('policy_faults_heading')}</h2>
          <p>{t('policy_faults_lead')}</p>
          <Lines lines={faults.map(policyFaultWords)} />
        </section>
      )}
      {lines.length === 0 ? null : (
        <section>
          <h2>{t('policy_heading')}</h2>
          <p>{t('policy_lead')}</p>
          <Lines lines={lines} />
        </section>
      )}
    </>
  );
}
