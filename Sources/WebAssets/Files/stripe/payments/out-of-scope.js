// What Stripe.js can do and this sandbox cannot. Each says so in the shape that its callers expect, and breaks nothing.

import { Emitter } from '../base/emitter.js';
import { outOfScope } from '../base/errors.js';
import { sandbox } from '../base/origin.js';
import { AbsentElement } from '../elements/absent-element.js';
import { findContainer } from '../elements/element.js';
import { Elements } from '../elements/elements.js';

const OUT_OF_SCOPE = [
  'collectBankAccountForPayment', 'collectBankAccountForSetup', 'collectBankAccountToken', 'collectFinancialConnectionsAccounts',
  'createEphemeralKeyNonce', 'createFinancialAccountDisclosure', 'createIssuingDisclosure', 'createRadarSession', 'processOrder',
  'redirectToCheckout', 'retrieveOrder', 'retrieveSource', 'verifyIdentity',
];

export function outOfScopeMethods() {
  const methods = OUT_OF_SCOPE.map((name) => [
    name, () => Promise.resolve({ error: outOfScope(`stripe.${name}()`) }),
  ]);
  return {
    ...Object.fromEntries(methods),
    paymentRequest,
    initCheckout: () => checkout('stripe.initCheckout()'),
    initCheckoutElementsSdk: () => checkout('stripe.initCheckoutElementsSdk()'),
    initCheckoutFormSdk: () => checkout('stripe.initCheckoutFormSdk()'),
    initEmbeddedCheckout: () => embeddedCheckout('stripe.initEmbeddedCheckout()'),
    createEmbeddedCheckoutPage: () => embeddedCheckout('stripe.createEmbeddedCheckoutPage()'),
  };
}

/** Apps ask first whether a wallet is there. None is. */
function paymentRequest() {
  return Object.assign(new Emitter(), {
    canMakePayment: () => Promise.resolve(null),
    isShowing: () => false,
    show() {},
    abort() {},
    update() {},
  });
}

const CHECKOUT_ELEMENTS = [
  'BillingAddress', 'ContactDetails', 'CurrencySelector', 'ExpressCheckout', 'Payment', 'PaymentForm', 'ShippingAddress', 'TaxId', 'Terms',
];

/**
 * Own properties only, for the React wrapper spreads it; thenable no more than Stripe's is. Releases up to basil promise
 * it, and the wrapper of their time reads a session from it at once: one that nothing can be done with.
 */
function checkout(method) {
  const error = outOfScope(method);
  const fail = () => Promise.resolve({ type: 'error', error });
  const group = () => new Elements(null, {});
  const elements = CHECKOUT_ELEMENTS.map((type) => [`create${type}Element`, () => new AbsentElement(group(), `checkout ${type}`, {})]);
  const sdk = {
    error, loadActions: fail, confirm: fail, on() {}, changeAppearance() {}, loadFonts() {},
    session: () => ({ error, canConfirm: false, lineItems: [], status: { type: 'expired' } }),
    createForm: () => new AbsentElement(group(), 'checkout form', {}),
    ...Object.fromEntries(elements),
  };
  return ['acacia', 'basil', 3].includes(sandbox.version) ? Promise.resolve(sdk) : sdk;
}

function embeddedCheckout(method) {
  const error = outOfScope(method);
  return Promise.resolve({
    error,
    mount(target) { findContainer(target).textContent = error.message; },
    unmount() {},
    destroy() {},
  });
}
