// PaymentIntents and SetupIntents, which differ in names only.

import { named } from '../base/api.js';
import { described, IntegrationError } from '../base/errors.js';
import { challenge } from './challenge.js';
import { redirectOf, showInstructions } from './instructions.js';

export const PAYMENT = {
  title: 'PaymentIntent', name: 'paymentIntent', field: 'payment_intent', path: '/v1/payment_intents', prefix: 'pi_',
  lastError: 'last_payment_error',
  unexpectedState: 'payment_intent_unexpected_state',
  failure: {
    type: 'invalid_request_error',
    code: 'payment_intent_authentication_failure',
    message: 'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
  },
};

export const SETUP = {
  title: 'SetupIntent', name: 'setupIntent', field: 'setup_intent', path: '/v1/setup_intents', prefix: 'seti_',
  lastError: 'last_setup_error',
  unexpectedState: 'setup_intent_unexpected_state',
  failure: {
    type: 'invalid_request_error',
    code: 'setup_intent_authentication_failure',
    message: 'The latest attempt to set up the payment method has failed because authentication failed.',
  },
};

/** @returns {{kind: object, id: string, secret: string}} */
export function readSecret(secret, method, expected) {
  const value = `value should be a client secret of the form \${id}_secret_\${secret}. You specified: ${described(secret)}.`;
  const match = typeof secret === 'string' && /^((?:pi|seti)_.+?)_secret_.+$/.exec(secret);
  if (!match) throw new IntegrationError(`Invalid value for ${method} intent secret: ${value}`);
  const kind = match[1].startsWith(PAYMENT.prefix) ? PAYMENT : SETUP;
  if (expected && kind !== expected) {
    throw new IntegrationError(`Invalid value for ${method} intent secret: it should be the secret of a ${expected.title}.`);
  }
  return { kind, id: match[1], secret };
}

export async function retrieveIntent(api, { kind, id, secret }) {
  return named(kind.name, api.get(`${kind.path}/${id}`, { client_secret: secret }));
}

/** What an intent means to the app, once nothing more can be done here. */
function outcome(kind, intent) {
  if (['succeeded', 'requires_capture', 'requires_confirmation', 'processing'].includes(intent.status)) {
    return { [kind.name]: intent };
  }
  if (intent.status === 'canceled') {
    const message = `This ${kind.title} has been canceled and cannot be confirmed.`;
    return { error: { type: 'invalid_request_error', code: kind.unexpectedState, message, [kind.field]: intent } };
  }
  return { error: { ...(intent[kind.lastError] || kind.failure), [kind.field]: intent } };
}

/** Does what the intent asks the customer for: a challenge in place, or a journey from which there is no return here. */
export async function performAction(api, kind, intent) {
  const action = intent.status === 'requires_action' ? intent.next_action : null;
  if (!action) return intent.status === 'requires_action' ? { [kind.name]: intent } : outcome(kind, intent);
  const address = redirectOf(action);
  if (address) return leaveFor(address);
  if (action.type !== 'use_stripe_sdk') {
    await showInstructions(action);
    return { [kind.name]: intent };
  }
  await challenge(api, intent);
  const { value, error } = await api.get(`${kind.path}/${intent.id}`, { client_secret: intent.client_secret });
  return error ? { error } : outcome(kind, value);
}

/** Never resolves: the page is on its way out. */
export function leaveFor(url) {
  location.assign(url);
  return new Promise(() => {});
}

const REDIRECT_STATUS = { succeeded: 'succeeded', requires_capture: 'succeeded', processing: 'processing', requires_action: 'pending' };

export function returnAddress(returnURL, kind, intent) {
  const url = new URL(returnURL, location.href);
  url.searchParams.set(kind.field, intent.id);
  url.searchParams.set(`${kind.field}_client_secret`, intent.client_secret);
  url.searchParams.set('redirect_status', REDIRECT_STATUS[intent.status] || 'failed');
  return url.href;
}
