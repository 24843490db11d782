// Countries, and how their addresses are written.

import { checkPostalCode } from '../forms/cards.js';

const COUNTRY_CODES = (
  'AC AD AE AF AG AI AL AM AO AQ AR AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CD CF CG '
  + 'CH CI CK CL CM CN CO CR CV CW CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FO FR GA GB GD GE GF GG GH GI GL GM GN '
  + 'GP GQ GR GS GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IS IT JE JM JO JP KE KG KH KI KM KN KR KW KY KZ LA LB LC LI LK '
  + 'LR LS LT LU LV LY MA MC MD ME MF MG MK ML MM MN MO MQ MR MS MT MU MV MW MX MY MZ NA NC NE NG NI NL NO NP NR NU NZ OM PA PE '
  + 'PF PG PH PK PL PM PN PR PS PT PY QA RE RO RS RU RW SA SB SC SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SZ TA TC TD TF TG '
  + 'TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VN VU WF WS XK YE YT ZA ZM ZW'
).split(' ');

/** `AL:Alabama|…` as the options of a menu. */
function regionOptions(text) {
  return text.split('|').map((entry) => entry.split(':')).map(([value, label]) => ({ value, label }));
}

const US_STATES = regionOptions(
  'AL:Alabama|AK:Alaska|AS:American Samoa|AZ:Arizona|AR:Arkansas|CA:California|CO:Colorado|CT:Connecticut|DE:Delaware|'
  + 'DC:District of Columbia|FL:Florida|GA:Georgia|GU:Guam|HI:Hawaii|ID:Idaho|IL:Illinois|IN:Indiana|IA:Iowa|KS:Kansas|'
  + 'KY:Kentucky|LA:Louisiana|ME:Maine|MD:Maryland|MA:Massachusetts|MI:Michigan|MN:Minnesota|MS:Mississippi|MO:Missouri|'
  + 'MT:Montana|NE:Nebraska|NV:Nevada|NH:New Hampshire|NJ:New Jersey|NM:New Mexico|NY:New York|NC:North Carolina|'
  + 'ND:North Dakota|MP:Northern Mariana Islands|OH:Ohio|OK:Oklahoma|OR:Oregon|PA:Pennsylvania|PR:Puerto Rico|'
  + 'RI:Rhode Island|SC:South Carolina|SD:South Dakota|TN:Tennessee|TX:Texas|UT:Utah|VT:Vermont|VI:Virgin Islands|'
  + 'VA:Virginia|WA:Washington|WV:West Virginia|WI:Wisconsin|WY:Wyoming',
);

const CA_PROVINCES = regionOptions(
  'AB:Alberta|BC:British Columbia|MB:Manitoba|NB:New Brunswick|NL:Newfoundland and Labrador|NT:Northwest Territories|'
  + 'NS:Nova Scotia|NU:Nunavut|ON:Ontario|PE:Prince Edward Island|QC:Quebec|SK:Saskatchewan|YT:Yukon',
);

const AU_STATES = regionOptions(
  'ACT:Australian Capital Territory|NSW:New South Wales|NT:Northern Territory|QLD:Queensland|SA:South Australia|'
  + 'TAS:Tasmania|VIC:Victoria|WA:Western Australia',
);

const DEFAULT_FORMAT = { city: 'City', postalCode: 'Postal code' };

const ADDRESS_FORMATS = {
  US: { city: 'City', state: 'State', states: US_STATES, postalCode: 'ZIP code' },
  PR: { city: 'City', postalCode: 'ZIP code' },
  CA: { city: 'City', state: 'Province', states: CA_PROVINCES, postalCode: 'Postal code' },
  AU: { city: 'Suburb or city', state: 'State', states: AU_STATES, postalCode: 'Postal code' },
  GB: { city: 'Town or city', postalCode: 'Postal code' },
  IE: { city: 'Town or city', state: 'County' },
  BR: { city: 'City', state: 'State', postalCode: 'Postal code' },
  CN: { city: 'City', state: 'Province', postalCode: 'Postal code' },
  ES: { city: 'City', state: 'Province', postalCode: 'Postal code' },
  IN: { city: 'City', state: 'State', postalCode: 'PIN' },
  IT: { city: 'City', state: 'Province', postalCode: 'Postal code' },
  JP: { city: 'City', state: 'Prefecture', postalCode: 'Postal code' },
  MX: { city: 'City', state: 'State', postalCode: 'Postal code' },
  AE: { city: 'City', state: 'Emirate' },
  HK: { city: 'District', state: 'Region' },
};

export const addressFormat = (country) => ADDRESS_FORMATS[country] || DEFAULT_FORMAT;

/** Where a card's bank looks at the postal code. */
export const CHECKS_POSTAL_CODE = ['CA', 'GB', 'PR', 'US'];

export function countryOptions(language, allowed) {
  const names = new Intl.DisplayNames([language, 'en'], { type: 'region' });
  const codes = allowed && allowed.length > 0 ? allowed : COUNTRY_CODES;
  return codes
    .map((value) => ({ value, label: names.of(value) }))
    .sort((left, right) => left.label.localeCompare(right.label, language));
}

export const isUSLike = (country) => country === 'US' || country === 'PR';

export function checkPostalCodeOf(country, text) {
  return checkPostalCode(text, !isUSLike(country));
}
