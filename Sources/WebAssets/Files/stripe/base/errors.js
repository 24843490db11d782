// A mistake in the calling code throws an IntegrationError at once; everything else resolves to `{error}`.

import { sandbox } from './origin.js';

export class IntegrationError extends Error {
  constructor(message) {
    super(message);
    this.name = 'IntegrationError';
  }
}

const VALIDATION_MESSAGES = {
  incomplete_number: 'Your card number is incomplete.',
  invalid_number: 'Your card number is invalid.',
  incomplete_expiry: "Your card's expiration date is incomplete.",
  invalid_expiry_year_past: "Your card's expiration year is in the past.",
  invalid_expiry_month_past: "Your card's expiration date is in the past.",
  invalid_expiry_year: "Your card's expiration year is invalid.",
  incomplete_cvc: "Your card's security code is incomplete.",
  incomplete_zip: 'Your postal code is incomplete.',
  incomplete_email: 'Your email is incomplete.',
  invalid_email: 'Your email is invalid.',
  incomplete_payment_details: 'Please complete your payment details.',
};

/** @returns {{type: string, code: string, message: string}} what a form says about a field */
export function validationError(code) {
  return { type: 'validation_error', code, message: VALIDATION_MESSAGES[code] || 'This field is incomplete.' };
}

export function connectionError() {
  return {
    type: 'api_connection_error',
    message: `The sandbox at ${sandbox.address} could not be reached. Is it running?`,
  };
}

export function outOfScope(method) {
  return {
    type: 'invalid_request_error',
    code: 'not_in_sandbox',
    message: `${method} is not part of this sandbox. It plays customers, cards, payments and setups.`,
  };
}

/** Shows a value in an error message as the caller wrote it. */
export function described(value) {
  if (typeof value === 'function') return 'a function';
  try {
    return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
  } catch (_) {
    return 'an object';
  }
}
