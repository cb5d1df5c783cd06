/**
 * Countries, as far as they decide where a report can go. A guess is made from the computer's own clock and languages,
 * never from the network, and the person can change it.
 */

/** ISO 3166-1 alpha-2. */
export type Region = string;

/** Member states, in which the Digital Services Act holds. */
const EU = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ');

/** Countries in which something differs from the rest of the world. */
export const REGIONS: readonly Region[] = [...EU, 'AU', 'BD', 'BR', 'CA', 'GB', 'IN', 'KR', 'NZ', 'PK', 'US'].sort();

/** Does a row for these regions hold in this country? `null` is a country that we know nothing particular about. */
export const holdsIn = (regions: readonly string[], region: Region | null): boolean =>
  regions.some(
    place =>
      place === '*' ||
      (region !== null &&
        (place === region || place.startsWith(`${region}-`) || (place === 'EU' && EU.includes(region)))),
  );

/** IANA time zones by country, links included (tz database, zone1970.tab and backward). */
const ZONES: Readonly<Record<string, string>> = {
  AT: 'Europe/Vienna',
  AU: 'Australia/',
  BD: 'Asia/Dhaka Asia/Dacca',
  BE: 'Europe/Brussels',
  BG: 'Europe/Sofia',
  BR: 'America/Sao_Paulo America/Araguaina America/Bahia America/Belem America/Boa_Vista America/Campo_Grande America/Cuiaba America/Eirunepe America/Fortaleza America/Maceio America/Manaus America/Noronha America/Porto_Velho America/Recife America/Rio_Branco America/Santarem Brazil/',
  CA: 'America/Toronto America/Vancouver America/Edmonton America/Winnipeg America/Halifax America/St_Johns America/Regina America/Montreal America/Moncton America/Whitehorse America/Iqaluit America/Yellowknife Canada/',
  CY: 'Asia/Nicosia Asia/Famagusta',
  CZ: 'Europe/Prague',
  DE: 'Europe/Berlin Europe/Busingen',
  DK: 'Europe/Copenhagen',
  EE: 'Europe/Tallinn',
  ES: 'Europe/Madrid Africa/Ceuta Atlantic/Canary',
  FI: 'Europe/Helsinki Europe/Mariehamn',
  FR: 'Europe/Paris',
  GB: 'Europe/London Europe/Belfast Europe/Jersey Europe/Guernsey Europe/Isle_of_Man',
  GR: 'Europe/Athens',
  HR: 'Europe/Zagreb',
  HU: 'Europe/Budapest',
  IE: 'Europe/Dublin',
  IN: 'Asia/Kolkata Asia/Calcutta',
  IT: 'Europe/Rome',
  KR: 'Asia/Seoul',
  LT: 'Europe/Vilnius',
  LU: 'Europe/Luxembourg',
  LV: 'Europe/Riga',
  MT: 'Europe/Malta',
  NL: 'Europe/Amsterdam',
  NZ: 'Pacific/Auckland Pacific/Chatham',
  PK: 'Asia/Karachi',
  PL: 'Europe/Warsaw',
  PT: 'Europe/Lisbon Atlantic/Madeira Atlantic/Azores',
  RO: 'Europe/Bucharest',
  SE: 'Europe/Stockholm',
  SI: 'Europe/Ljubljana',
  SK: 'Europe/Bratislava',
  US: 'America/New_York America/Detroit America/Chicago America/Denver America/Boise America/Phoenix America/Los_Angeles America/Anchorage America/Juneau America/Adak Pacific/Honolulu America/Indiana/ America/Kentucky/ America/Menominee America/North_Dakota/ US/',
};

const isIn = (zones: string, timeZone: string): boolean =>
  zones.split(' ').some(zone => (zone.endsWith('/') ? timeZone.startsWith(zone) : zone === timeZone));

/** A clock on universal time says nothing of the place. */
const TELLS_NO_PLACE = /^(?:UTC|GMT|Etc\/.*|Universal|Zulu)?$/;

/**
 * The country that a computer is probably in, or null for one that is not in REGIONS. The time zone says where it is;
 * only where that says nothing does the region of the first language that has one (`en-IN`) count.
 */
export function guessRegion(languages: readonly string[], timeZone: string): Region | null {
  const place = REGIONS.find(region => isIn(ZONES[region] ?? '', timeZone));
  if (place !== undefined) return place;
  if (!TELLS_NO_PLACE.test(timeZone)) return null;
  const spoken = languages.map(tag => /-([A-Z]{2})(?:-|$)/.exec(tag)?.[1]).find(region => region !== undefined);
  return spoken !== undefined && REGIONS.includes(spoken) ? spoken : null;
}
