// From what an app hands over (Elements, tokens, ids, plain data) to what the API takes.

import { described, IntegrationError } from '../base/errors.js';
import { StripeElement } from '../elements/element.js';
import { PaymentElement } from '../elements/payment-element.js';

const GONE = 'We could not retrieve data from the specified Element. Please make sure the Element you are attempting to use '
  + 'is still mounted.';

/** @returns {{parameters: object} | {error: object}} */
export function cardOf(source, method) {
  if (source instanceof StripeElement) {
    if (!source.container || !('cardParameters' in source)) throw new IntegrationError(GONE);
    const error = source.incompleteness;
    if (error) {
      source.demand();
      return { error };
    }
    return { parameters: source.cardParameters, postalCode: source.postalCode };
  }
  if (source && typeof source === 'object') return { parameters: source };
  throw new IntegrationError(`Invalid value for ${method}: card should be an Element or an object with a token. You specified: ${
    described(source)}.`);
}

/** `{type, card, billing_details, metadata}` or, as the confirm methods have it, the same without a type. */
export function paymentMethodOf(data, method, kind = data.type) {
  const { card, ...rest } = data;
  if (card === undefined) return kind && rest[kind] instanceof StripeElement ? detailsOf(kind, rest, method) : { parameters: rest };
  const { parameters, postalCode, error } = cardOf(card, method);
  if (error) return { error };
  const billing = postalCode === undefined ? rest.billing_details : {
    ...rest.billing_details, address: { ...(rest.billing_details || {}).address, postal_code: postalCode },
  };
  return { parameters: { ...rest, type: 'card', card: parameters, billing_details: billing } };
}

/** Details that stand in an Element of their own, such as an IBAN. */
function detailsOf(type, data, method) {
  const source = data[type];
  if (!source.container || !('details' in source)) throw new IntegrationError(`Invalid value for ${method}: ${type} should be a mounted Element.`);
  const error = source.incompleteness;
  if (error) source.demand();
  return error ? { error } : { parameters: { ...data, type, [type]: source.details } };
}

/** The payment method of a group of Elements, with what the app adds to it. */
export function paymentMethodOfElements(elements, added = {}) {
  const payer = elements.payer;
  const address = elements.address('billing');
  const link = elements.elements.get('linkAuthentication');
  const billing = address ? address.value : {};
  const email = link && link.email !== '' ? link.email : undefined;
  const { billing_details: own, ...method } = payer.methodParameters;
  const billingDetails = merged({ email }, merged(own, billing));
  return { ...added, ...method, billing_details: merged(withoutNames(billingDetails), added.billing_details) };
}

/** The API knows one name; the Address Element may know three. */
function withoutNames({ firstName, lastName, ...rest }) {
  return rest;
}

/** What the second says wins, however deep; undefined says nothing. */
function merged(first = {}, second = {}) {
  const result = { ...first };
  for (const [name, value] of Object.entries(second || {})) {
    if (value === undefined) continue;
    const nested = value !== null && typeof value === 'object' && !Array.isArray(value);
    result[name] = nested ? merged(result[name] || {}, value) : value;
  }
  return result;
}

export function shippingOfElements(elements) {
  const address = elements.address('shipping');
  if (!address || !address.complete) return undefined;
  return withoutNames(address.value);
}

/** The parts of the billing details that an app can keep the form from asking for, and their names in the API. */
const BILLING_PARTS = {
  name: ['name'], email: ['email'], phone: ['phone'],
  'address.country': ['address', 'country'], 'address.postal_code': ['address', 'postalCode'],
  'address.state': ['address', 'state'], 'address.city': ['address', 'city'],
  'address.line1': ['address', 'line1'], 'address.line2': ['address', 'line2'],
};

/** An app that keeps the form from asking must bring the answer itself. */
export function checkBillingDetails(elements, added, method) {
  const payer = elements.payer;
  if (!(payer instanceof PaymentElement)) return;
  const known = merged(elements.address('billing') ? elements.address('billing').value : {}, added.billing_details);
  const link = elements.elements.get('linkAuthentication');
  for (const [name, part] of Object.entries(BILLING_PARTS)) {
    const given = name.split('.').reduce((value, step) => (value || {})[step], known);
    if (payer.asksFor(...part) || given !== undefined || (name === 'email' && link)) continue;
    throw new IntegrationError(
      `You specified "never" for fields.billing_details.${name} when creating the payment Element, but did not pass `
      + `confirmParams.payment_method_data.billing_details.${name} when calling ${method}. If you opt out of collecting data via `
      + 'the payment Element using the fields option, the data must be passed at confirm-time.',
    );
  }
}

/** Elements that were made with a client secret may be confirmed without an own submit. */
export function submitOnce(elements) {
  return elements.isDeferred && elements.submitted ? {} : elements.submit();
}

export function fromElements(elements, { payment_method_data: added, shipping, payment_method_options: choices }) {
  const own = elements.payer.methodChoices;
  const { savedMethod } = elements.payer;
  return {
    ...(savedMethod ? { payment_method: savedMethod.id } : { payment_method_data: paymentMethodOfElements(elements, added) }),
    payment_method_options: own || choices ? merged(own, choices) : undefined,
    shipping: shipping || shippingOfElements(elements),
  };
}
