/**
 * One line on the law for the warning, as data: where it is, what it rests on, and where that was read. A line says
 * that something is, or can be, a crime there; it never says of this picture that it is one. Countries without a row
 * get the general line. Of all messages tried on people about to look at or share such images, those on legality
 * stopped most (Prichard et al. 2022, 10.1177/10790632211013809; Australian Institute of Criminology, T&I 647).
 */

export interface LawLine {
  /** ISO 3166-1 alpha-2. */
  readonly region: string;
  /** Key of the sentence in the locale files. */
  readonly key: `warn_law_${string}`;
  readonly basis: string;
  /** The day on which the basis was last read. */
  readonly lastChecked: `${number}-${number}-${number}`;
  /** `S`: the law's text or the government's own page was read. `T`: the text as a third party prints it. */
  readonly evidence: 'S' | 'T';
  readonly source: string;
}

export const LAW_LINES = [
  {
    region: 'IN',
    key: 'warn_law_in',
    basis: 'Bharatiya Nyaya Sanhita 2023, s. 77 with Explanation 2; Information Technology Act 2000, s. 66E',
    lastChecked: '2026-11-22',
    evidence: 'S',
    source: 'Text of s. 77: consent to the capture is not consent to dissemination; 1 to 3 years at first conviction',
  },
  {
    region: 'US',
    key: 'warn_law_us',
    basis: 'TAKE IT DOWN Act, Public Law 119-12, section 2; 47 U.S.C. 223(h)',
    lastChecked: '2026-11-22',
    evidence: 'S',
    source: 'https://www.congress.gov/119/plaws/publ12/PLAW-119publ12.htm',
  },
  {
    region: 'GB',
    key: 'warn_law_gb',
    basis: 'Sexual Offences Act 2003, s. 66B',
    lastChecked: '2026-11-22',
    evidence: 'S',
    source: 'https://enough.campaign.gov.uk/',
  },
  {
    region: 'IE',
    key: 'warn_law_ie',
    basis: 'Harassment, Harmful Communications and Related Offences Act 2020',
    lastChecked: '2026-11-22',
    evidence: 'S',
    source: 'gov.ie, page on the Act (Coco’s Law): up to 7 years',
  },
  {
    region: 'BR',
    key: 'warn_law_br',
    basis: 'Código Penal, art. 218-C (Lei 13.718/2018)',
    lastChecked: '2026-11-22',
    evidence: 'T',
    source: 'https://jus.com.br/artigos/75318/o-crime-de-divulgacao-de-cena-de-sexo-nudez-ou-pornografia',
  },
  {
    region: 'CA',
    key: 'warn_law_ca',
    basis: 'Criminal Code, s. 162.1',
    lastChecked: '2026-11-22',
    evidence: 'T',
    source: 'https://daleybyers.com/criminal-code/cyberbullying-charges/ (prints the section)',
  },
  {
    region: 'DE',
    key: 'warn_law_de',
    basis: 'Strafgesetzbuch § 201a Abs. 1 Nr. 4 und 5, Abs. 2; BGH, 3 StR 40/25',
    lastChecked: '2026-11-22',
    evidence: 'T',
    source: 'https://lexetius.com/StGB/201a (prints the section)',
  },
] as const satisfies readonly LawLine[];

export type LawKey = (typeof LAW_LINES)[number]['key'] | 'warn_law';

/** The line for a region; the general one where none was checked, or where it is not known where the person is. */
export const lawFor = (region: string | null): LawKey =>
  LAW_LINES.find(line => line.region === region)?.key ?? 'warn_law';
