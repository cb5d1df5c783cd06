/** The first hours: one thing at a time, none of them a must. */
import { type MessageKey, t } from '../../platform/i18n.ts';

interface Step {
  readonly title: MessageKey;
  readonly body: MessageKey;
  readonly link?: { readonly label: MessageKey; readonly href: string };
}

/** Hashing services for the person shown: stopncii.org/how-it-works (18 and over), takeitdown.ncmec.org/faq (under 18). */
const STEPS: readonly Step[] = [
  { title: 'plan_breathe_title', body: 'plan_breathe_body' },
  {
    title: 'plan_talk_title',
    body: 'plan_talk_body',
    link: { label: 'plan_talk_link', href: 'https://findahelpline.com/' },
  },
  { title: 'plan_keep_title', body: 'plan_keep_body' },
  { title: 'plan_threat_title', body: 'plan_threat_body' },
  {
    title: 'plan_report_title',
    body: 'plan_report_body',
    link: { label: 'plan_report_link', href: '../report/report.html?role=depicted' },
  },
  {
    title: 'plan_copies_title',
    body: 'plan_copies_body',
    link: { label: 'plan_copies_link', href: 'https://stopncii.org/' },
  },
  {
    title: 'plan_minor_title',
    body: 'plan_minor_body',
    link: { label: 'plan_minor_link', href: 'https://takeitdown.ncmec.org/' },
  },
];

export const FirstHours = () => (
  <section>
    <h2>{t('plan_first_heading')}</h2>
    <ol class="plain plan-steps">
      {STEPS.map(({ title, body, link }) => (
        <li key={title}>
          <h3>{t(title)}</h3>
          <p>{t(body)}</p>
          {link === undefined ? null : (
            <p>
              <a href={link.href} target="_blank" rel="noreferrer">
                {t(link.label)}
              </a>
            </p>
          )}
        </li>
      ))}
    </ol>
  </section>
);
