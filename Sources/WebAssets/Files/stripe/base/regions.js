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

const DEFAULT_FORMAT = { city: 'city', postalCode: 'postalCode' };

const ADDRESS_FORMATS = {
  US: { city: 'city', state: 'state', states: US_STATES, postalCode: 'zipCode' },
  PR: { city: 'city', postalCode: 'zipCode' },
  CA: { city: 'city', state: 'province', states: CA_PROVINCES, postalCode: 'postalCode' },
  AU: { city: 'suburbOrCity', state: 'state', states: AU_STATES, postalCode: 'postalCode' },
  GB: { city: 'townOrCity', postalCode: 'postalCode' },
  IE: { city: 'townOrCity', state: 'county' },
  BR: { city: 'city', state: 'state', postalCode: 'postalCode' },
  CN: { city: 'city', state: 'province', postalCode: 'postalCode' },
  ES: { city: 'city', state: 'province', postalCode: 'postalCode' },
  IN: { city: 'city', state: 'state', postalCode: 'pin' },
  IT: { city: 'city', state: 'province', postalCode: 'postalCode' },
  JP: { city: 'city', state: 'prefecture', postalCode: 'postalCode' },
  MX: { city: 'city', state: 'state', postalCode: 'postalCode' },
  AE: { city: 'city', state: 'emirate' },
  HK: { city: 'district', state: 'region' },
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
