/** Things that are told in a few words each, with a drawing; and what consent means, told so. */
import { type MessageKey, t } from '../../platform/i18n.ts';
import { OnlyThisOne, SaidYes, TakenBack, Theirs } from './drawings.tsx';

export interface Told {
  readonly title: MessageKey;
  readonly body: MessageKey;
  readonly Drawing: typeof SaidYes;
}

export const CONSENT: readonly Told[] = [
  { title: 'consent_asked_title', body: 'consent_asked_body', Drawing: SaidYes },
  { title: 'consent_specific_title', body: 'consent_specific_body', Drawing: OnlyThisOne },
  { title: 'consent_change_title', body: 'consent_change_body', Drawing: TakenBack },
  { title: 'consent_theirs_title', body: 'consent_theirs_body', Drawing: Theirs },
];

interface ToldListProps {
  readonly of: readonly Told[];
  /** The class under which the styles know the list. */
  readonly name: string;
  /** One level below what stands above the list. */
  readonly Title?: 'h2' | 'h3';
}

export const ToldList = ({ of, name, Title = 'h3' }: ToldListProps) => (
  <ul class={`plain ${name}`}>
    {of.map(({ title, body, Drawing }) => (
      <li key={title}>
        <Drawing />
        <div>
          <Title>{t(title)}</Title>
          <p>{t(body)}</p>
        </div>
      </li>
    ))}
  </ul>
);
