// The fields that belong to one way to pay alone: bank accounts, tax ids, codes.

import { checkIBAN, formatIBAN } from '../forms/checks.js';
import { digitsOf } from '../forms/cards.js';

/** Digits only, in a number of them that may be a range. */
function digits(label, least, most = least, spec = {}) {
  return {
    label, numeric: true, format: (text) => digitsOf(text).slice(0, most),
    check: (text) => (text.length >= least ? null : 'incomplete'), isFull: (text) => text.length === most, ...spec,
  };
}

const filled = (text) => (text.trim() === '' ? 'incomplete' : null);
const choice = (label, options) => ({ label, options, value: options()[0].value });

const FPX_BANKS = {
  affin_bank: 'Affin Bank', alliance_bank: 'Alliance Bank', ambank: 'AmBank', bank_islam: 'Bank Islam', cimb: 'CIMB Clicks',
  hong_leong_bank: 'Hong Leong Bank', maybank2u: 'Maybank2U', public_bank: 'Public Bank', rhb: 'RHB Bank', uob: 'UOB Bank',
};

const COUNTRIES_OF_SOFORT = ['DE', 'AT', 'BE', 'ES', 'IT', 'NL'];

/** @returns {object} what makes a Field of the detail with that name */
export function detailField(name, words, language) {
  const country = new Intl.DisplayNames([language, 'en'], { type: 'region' });
  const specs = {
    account_number: digits('accountNumber', 4, 17),
    account_type: choice('accountType', () => [
      { value: 'checking', label: words.checking }, { value: 'savings', label: words.savings },
    ]),
    bank_code: digits('bank', 2),
    blik_code: digits('blikCode', 6),
    branch_code: digits('transitNumber', 4),
    bsb_number: digits('BSB', 6),
    connection: choice('bankAccount', () => [
      { value: 'connected', label: words.connectedBank }, { value: 'typed', label: words.typedBank },
    ]),
    fpx_bank: choice('bank', () => Object.entries(FPX_BANKS).map(([value, label]) => ({ value, label }))),
    iban: { label: 'IBAN', placeholder: 'DE00 0000 0000 0000 0000 00', format: formatIBAN, check: checkIBAN, autocapitalize: 'characters' },
    institution_number: digits('institutionNumber', 3),
    pay_id: { label: 'PayID', check: filled },
    routing_number: digits('routingNumber', 9),
    sofort_country: choice('country', () => COUNTRIES_OF_SOFORT.map((value) => ({ value, label: country.of(value) }))),
    sort_code: digits('sortCode', 6),
    suffix: digits('Suffix', 2, 3),
    tax_id: { label: 'taxId', check: filled },
    transit_number: digits('transitNumber', 5),
  };
  return { name, ...specs[name] };
}
