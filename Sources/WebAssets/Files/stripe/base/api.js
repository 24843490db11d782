// The API as a publishable key sees it.

import { connectionError } from './errors.js';
import { sandbox } from './origin.js';

/** Name and value pairs in Stripe's bracket notation; undefined and null are left out. */
function formPairs(value, name = '') {
  if (value === undefined || value === null) return [];
  if (typeof value !== 'object') return [[name, String(value)]];
  return Object.entries(value).flatMap(([key, child]) => formPairs(child, name === '' ? key : `${name}[${key}]`));
}

export class Api {
  constructor(key, { stripeAccount, apiVersion } = {}) {
    this.key = key;
    this.headers = { Authorization: `Bearer ${key}` };
    if (stripeAccount) this.headers['Stripe-Account'] = stripeAccount;
    if (apiVersion) this.headers['Stripe-Version'] = apiVersion;
  }

  get(path, parameters) {
    return this.send(`${path}?${new URLSearchParams(formPairs(parameters))}`, { headers: this.headers });
  }

  post(path, parameters) {
    return this.send(path, {
      method: 'POST',
      headers: this.headers,
      body: new URLSearchParams(formPairs(parameters)),
    });
  }

  delete(path, parameters) {
    return this.send(`${path}?${new URLSearchParams(formPairs(parameters))}`, { method: 'DELETE', headers: this.headers });
  }

  /** Tells the sandbox how the customer's bank decided. */
  finishChallenge(intent, outcome) {
    return this.send(`/_sandbox/3ds/${intent.id}`, {
      method: 'POST',
      headers: { ...this.headers, 'Content-Type': 'application/json' },
      body: JSON.stringify({ outcome, client_secret: intent.client_secret }),
    });
  }

  /** @returns {Promise<{value: object} | {error: object}>} */
  async send(path, request) {
    try {
      const response = await fetch(sandbox.address + path, request);
      const answer = await response.json();
      return response.ok ? { value: answer } : { error: answer.error || connectionError() };
    } catch (_) {
      return { error: connectionError() };
    }
  }
}

/** The answer under the name that Stripe.js gives it: `{paymentMethod}`, `{token}`, … */
export async function named(name, answer) {
  const { value, error } = await answer;
  return error ? { error } : { [name]: value };
}
