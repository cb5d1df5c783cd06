/** What is wrong with a policy, in words for whoever wrote it: the key, what it is, and what it should be. */
import { MAX_TRUSTED_ADULT, type PolicyFault, type PolicyProblem } from '../core/policy.ts';
import { KNOWN_SITES } from '../core/sites.ts';
import { type MessageKey, t } from './i18n.ts';

const WORDS: Readonly<Record<PolicyProblem, MessageKey>> = {
  unknown: 'policy_fault_unknown',
  switch: 'policy_fault_switch',
  texts: 'policy_fault_texts',
  link: 'policy_fault_link',
  site: 'policy_fault_site',
  profile: 'policy_fault_profile',
  name: 'policy_fault_name',
  region: 'policy_fault_region',
};

/** What a text may name, where that has to be said. */
const CHOICES: Partial<Record<PolicyProblem, string>> = {
  site: KNOWN_SITES.map(({ id }) => id).join(', '),
  name: String(MAX_TRUSTED_ADULT),
};

/** U+2068 and U+2069 keep the direction of what was written from turning the sentence around it. */
const asWritten = (text: string): string => `\u2068${text}\u2069`;

export const policyFaultWords = ({ key, problem, value }: PolicyFault): string =>
  t(WORDS[problem], asWritten(key), asWritten(value), CHOICES[problem] ?? '');
