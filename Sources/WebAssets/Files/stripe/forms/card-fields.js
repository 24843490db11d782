// The fields of a card, whichever Element shows them.

import { brandOf, checkExpiry, checkNumber, cvcLength, digitsOf, formatExpiry, formatNumber, readExpiry } from './cards.js';
import { Field } from './field.js';

export function numberField(listener, spec) {
  return new Field({
    label: 'Card number', placeholder: '1234 1234 1234 1234', autocomplete: 'cc-number', numeric: true,
    format: formatNumber,
    check: checkNumber,
    isFull: (text) => checkNumber(text) === null && digitsOf(text).length === Math.max(...brandOf(text).lengths),
    ...spec,
  }, listener);
}

export function expiryField(listener, spec) {
  return new Field({
    label: 'Expiration date', placeholder: 'MM / YY', autocomplete: 'cc-exp', numeric: true,
    format: formatExpiry,
    check: (text) => checkExpiry(text),
    isFull: (text) => checkExpiry(text) === null,
    ...spec,
  }, listener);
}

/** @param {() => string} cardNumber whose brand decides between three digits and four */
export function cvcField(listener, cardNumber, spec) {
  return new Field({
    label: 'Security code', placeholder: 'CVC', autocomplete: 'cc-csc', numeric: true,
    format: (text) => digitsOf(text).slice(0, brandOf(cardNumber()).brand === 'unknown' ? 4 : cvcLength(cardNumber())),
    check: (text) => (text.length >= cvcLength(cardNumber()) ? null : 'incomplete_cvc'),
    isFull: (text) => text.length === cvcLength(cardNumber()),
    ...spec,
  }, listener);
}

/** The card as the API takes it. */
export function cardParameters({ number, expiry, cvc }) {
  const { month, year } = readExpiry(expiry);
  return { number: digitsOf(number), exp_month: month, exp_year: year, cvc };
}
