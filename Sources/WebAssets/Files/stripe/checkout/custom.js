// Custom Checkout: `stripe.initCheckout`, `initCheckoutElementsSdk` and `initCheckoutFormSdk`.

import { CheckoutElements } from './checkout-elements.js';
import { checkoutActions } from './actions.js';
import { CheckoutClient, sessionID } from './client.js';
import { confirmCheckout } from './confirm-checkout.js';
import { languageOf, wordsOf } from '../base/language.js';
import { sandbox } from '../base/origin.js';

function voiceOf(locale) {
  const language = languageOf(locale);
  return { language, words: wordsOf(language) };
}

async function secretOf({ clientSecret, fetchClientSecret }) {
  return (await clientSecret) || (fetchClientSecret && fetchClientSecret());
}

/**
 * Own properties only, for the React wrapper spreads it. Releases up to basil return a promise of the same with the session
 * in it, for the wrapper of their time reads it at once.
 * @param {'elements' | 'form'} kind
 */
export function customCheckout(api, options, { locale } = {}, kind = 'elements') {
  const { elementsOptions, appearance, fonts, defaultValues = {} } = options || {};
  const voice = voiceOf((elementsOptions || {}).locale || locale);
  const group = new CheckoutElements(api, { ...elementsOptions, ...(appearance ? { appearance } : {}), ...(fonts ? { fonts } : {}) }, { locale });
  const listeners = [];
  let loading;
  const load = () => {
    loading = loading || start();
    return loading;
  };

  async function start() {
    try {
      const client = new CheckoutClient(api, sessionID(await secretOf(options || {})), voice);
      client.on('change', (session) => listeners.forEach((listener) => listener(session)));
      const { error } = await client.load();
      if (error) return { type: 'error', error: { message: error.message, code: null } };
      client.remember(defaultValues);
      group.connect(client);
      const actions = checkoutActions(client, group, (given) => confirmCheckout(client, group, given));
      return { type: 'success', actions };
    } catch (error) {
      return { type: 'error', error: { message: error.message, code: null } };
    }
  }

  load();
  const shared = {
    on: (event, listener) => { if (event === 'change') listeners.push(listener); },
    loadActions: load,
    changeAppearance: (given) => { group.update({ appearance: given }); },
    loadFonts: (given) => { group.update({ fonts: given }); },
    createCurrencySelectorElement: () => group.create('currencySelector'),
    getCurrencySelectorElement: () => group.getElement('currencySelector'),
  };
  const sdk = kind === 'form'
    ? { ...shared, createForm: (given) => group.create('checkoutForm', given), getForm: () => group.getElement('checkoutForm') }
    : { ...shared, ...elementMethods(group) };
  return ['acacia', 'basil', 3].includes(sandbox.version) ? withSession(sdk, load) : sdk;
}

function elementMethods(group) {
  const address = (mode) => (options) => group.create('address', { ...options, mode });
  return {
    createPaymentElement: (options) => group.create('payment', options),
    createBillingAddressElement: address('billing'),
    createShippingAddressElement: address('shipping'),
    createExpressCheckoutElement: (options) => group.create('expressCheckout', options),
    createTaxIdElement: (options) => group.create('taxId', options),
    createContactDetailsElement: (options) => group.create('contactDetails', options),
    createTermsElement: (options) => group.create('terms', options),
    getPaymentElement: () => group.getElement('payment'),
    getBillingAddressElement: () => group.getElement('address', { mode: 'billing' }),
    getShippingAddressElement: () => group.getElement('address', { mode: 'shipping' }),
    getExpressCheckoutElement: () => group.getElement('expressCheckout'),
    getTaxIdElement: () => group.getElement('taxId'),
    getContactDetailsElement: () => group.getElement('contactDetails'),
    getTermsElement: () => group.getElement('terms'),
  };
}

/** As releases up to basil have it: actions and session on the object itself. */
async function withSession(sdk, load) {
  const result = await load();
  if (result.type === 'error') throw new Error(result.error.message);
  const { getSession, ...actions } = result.actions;
  return { ...sdk, ...actions, session: getSession };
}
