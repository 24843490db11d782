// The Stripe object.

import { Api, named } from './base/api.js';
import { described, IntegrationError } from './base/errors.js';
import { sandbox } from './base/origin.js';
import { customCheckout } from './checkout/custom.js';
import { embeddedCheckout, redirectToCheckout } from './checkout/embedded.js';
import { Elements } from './elements/elements.js';
import { confirmTyped, confirmWithElements, handleCardAction, handleNextAction } from './payments/confirmation.js';
import { PAYMENT, readSecret, retrieveIntent, SETUP } from './payments/intents.js';
import { outOfScopeMethods } from './payments/out-of-scope.js';
import { methodConfirmations } from './payments/method-confirmations.js';
import { PaymentRequest } from './payments/payment-request.js';
import { createConfirmationToken, createPaymentMethod, createSource, createToken } from './payments/tokens.js';

function checkKey(key) {
  if (key === undefined) throw new IntegrationError('Missing value for Stripe(): apiKey should be a string.');
  if (typeof key !== 'string') {
    throw new IntegrationError(`Invalid value for Stripe(): apiKey should be a string. You specified: ${described(key)}.`);
  }
  if (key.trim() === '') {
    throw new IntegrationError('Please call Stripe() with your publishable key. You used an empty string.');
  }
  if (/^[sr]k_/.test(key)) {
    throw new IntegrationError(
      'You should not use your secret key with Stripe.js. Please pass a publishable key instead, as in Stripe("pk_test_nestbox").',
    );
  }
}

/** Works with `new` and without it. Its methods are its own and need no `this`. */
function Stripe(key, options = {}) {
  checkKey(key);
  const api = new Api(key, options);
  const microdeposits = (kind, method) => (secret, data) => {
    const intent = readSecret(secret, method, kind);
    const path = `${kind.path}/${intent.id}/verify_microdeposits`;
    return named(kind.name, api.post(path, { ...data, client_secret: secret }));
  };
  return {
    ...outOfScopeMethods(),
    paymentRequest: (options) => new PaymentRequest(api, options),
    _apiKey: key,
    _keyMode: key.startsWith('pk_live_') ? 'live' : 'test',
    _registerWrapper() {},
    registerAppInfo() {},

    elements: (elementsOptions) => new Elements(api, elementsOptions, options),
    createToken: (source, data) => createToken(api, source, data),
    createSource: (source, data) => createSource(api, source, data),
    createPaymentMethod: (...parameters) => createPaymentMethod(api, ...parameters),
    createConfirmationToken: (parameters) => createConfirmationToken(api, parameters),

    confirmPayment: (parameters) => confirmWithElements(api, PAYMENT, parameters, 'stripe.confirmPayment()'),
    confirmSetup: (parameters) => confirmWithElements(api, SETUP, parameters, 'stripe.confirmSetup()'),
    ...methodConfirmations((mode, type, method) => (secret, data, choices) => (
      confirmTyped(api, { payment: PAYMENT, setup: SETUP }[mode], type, secret, data, choices, method)
    )),

    initCheckout: (given) => customCheckout(api, given, options),
    initCheckoutElementsSdk: (given) => customCheckout(api, given, options),
    initCheckoutFormSdk: (given) => customCheckout(api, given, options, 'form'),
    initEmbeddedCheckout: (given) => embeddedCheckout(api, given),
    createEmbeddedCheckoutPage: (given) => embeddedCheckout(api, given),
    redirectToCheckout: (given) => redirectToCheckout(api, given),

    handleNextAction: ({ clientSecret } = {}) => handleNextAction(api, readSecret(clientSecret, 'stripe.handleNextAction()')),
    handleCardAction: (secret) => handleCardAction(api, readSecret(secret, 'stripe.handleCardAction()', PAYMENT)),
    retrievePaymentIntent: (secret) => retrieveIntent(api, readSecret(secret, 'stripe.retrievePaymentIntent()', PAYMENT)),
    retrieveSetupIntent: (secret) => retrieveIntent(api, readSecret(secret, 'stripe.retrieveSetupIntent()', SETUP)),
    verifyMicrodepositsForPayment: microdeposits(PAYMENT, 'stripe.verifyMicrodepositsForPayment()'),
    verifyMicrodepositsForSetup: microdeposits(SETUP, 'stripe.verifyMicrodepositsForSetup()'),
  };
}

Stripe.version = sandbox.version;
window.Stripe = Stripe;
