// The fields of a card, whichever Element shows them.

import { brandOf, checkExpiry, checkNumber, cvcLength, digitsOf, formatExpiry, formatNumber, readExpiry } from './cards.js';
import { Field } from './field.js';

export function numberField(owner, spec) {
  return new Field({
    label: 'cardNumber', placeholder: '1234 1234 1234 1234', autocomplete: 'cc-number', numeric: true,
    format: formatNumber,
    check: checkNumber,
    isFull: (text) => checkNumber(text) === null && digitsOf(text).length === Math.max(...brandOf(text).lengths),
    ...spec,
  }, owner);
}

export function expiryField(owner, spec) {
  return new Field({
    label: 'expirationDate', hint: 'expiryHint', autocomplete: 'cc-exp', numeric: true,
    format: formatExpiry,
    check: (text) => checkExpiry(text),
    isFull: (text) => checkExpiry(text) === null,
    ...spec,
  }, owner);
}

/** @param {() => string} cardNumber whose brand decides between three digits and four */
export function cvcField(owner, cardNumber, spec) {
  return new Field({
    label: 'securityCode', hint: 'cvcHint', autocomplete: 'cc-csc', numeric: true,
    format: (text) => digitsOf(text).slice(0, brandOf(cardNumber()).brand === 'unknown' ? 4 : cvcLength(cardNumber())),
    check: (text) => (text.length >= cvcLength(cardNumber()) ? null : 'incomplete_cvc'),
    isFull: (text) => text.length === cvcLength(cardNumber()),
    ...spec,
  }, owner);
}

/** The card as the API takes it. */
export function cardParameters({ number, expiry, cvc }) {
  const { month, year } = readExpiry(expiry);
  return { number: digitsOf(number), exp_month: month, exp_year: year, cvc };
}
