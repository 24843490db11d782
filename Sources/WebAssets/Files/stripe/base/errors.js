// A mistake in the calling code throws an IntegrationError at once; everything else resolves to `{error}`.

import { sandbox } from './origin.js';

export class IntegrationError extends Error {
  constructor(message) {
    super(message);
    this.name = 'IntegrationError';
  }
}

/** @returns {{type: string, code: string, message: string}} what a form says about a field */
export function validationError(code, words) {
  return { type: 'validation_error', code, message: words[code] || words.incomplete };
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
