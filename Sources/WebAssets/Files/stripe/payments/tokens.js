// Payment methods, tokens, sources and confirmation tokens.

import { named } from '../base/api.js';
import { IntegrationError } from '../base/errors.js';
import { StripeElement } from '../elements/element.js';
import { Elements } from '../elements/elements.js';
import { CardCvcElement } from '../elements/split-elements.js';
import { cardOf, fromElements, paymentMethodOf, paymentMethodOfElements, submitOnce } from './payment-details.js';

const TOKEN_KINDS = ['account', 'bank_account', 'cvc_update', 'person', 'pii'];

/** `({type, card, …})`, `({elements, params})` or `({element, params})`; once also `('card', element, data)`. */
export function createPaymentMethod(api, first, second, third) {
  const method = 'stripe.createPaymentMethod()';
  if (typeof first === 'string') return createPaymentMethod(api, { ...third, type: first, [first]: second });
  const { elements, element: single, params = {}, ...data } = first || {};
  if (elements) {
    requirePayer(elements, method);
    return (async () => {
      const { error } = await submitOnce(elements);
      return error ? { error } : make(paymentMethodOfElements(elements, params));
    })();
  }
  if (!single && typeof data.type !== 'string') {
    throw new IntegrationError(`Missing value for ${method}: type should be a string.`);
  }
  const { parameters, error } = paymentMethodOf(single ? { ...params, card: single } : data, method);
  return error ? Promise.resolve({ error }) : make(parameters);

  function make(made) {
    return named('paymentMethod', api.post('/v1/payment_methods', made));
  }
}

function requirePayer(elements, method) {
  if (elements instanceof Elements && elements.payer && elements.payer.container) return;
  throw new IntegrationError(`Invalid value for ${method}: elements should have a mounted Payment Element.`);
}

function tokenData(data) {
  if (data instanceof CardCvcElement) return { cvc: data.fields[0].value };
  const { personal_id_number: number, ...rest } = data;
  return number === undefined ? data : { id_number: number, ...rest };
}

/** `(element, {name, address_line1, …})` or `(kind, data)`. */
export function createToken(api, source, data = {}) {
  if (typeof source === 'string' && TOKEN_KINDS.includes(source)) {
    return named('token', api.post('/v1/tokens', { [source]: tokenData(data) }));
  }
  if (!(source instanceof StripeElement)) {
    throw new IntegrationError('You must provide a Stripe Element or a valid token type to create a Token.');
  }
  const { parameters, postalCode, error } = cardOf(source, 'stripe.createToken()');
  if (error) return Promise.resolve({ error });
  const card = { ...data, ...parameters, address_zip: postalCode === undefined ? data.address_zip : postalCode };
  return named('token', api.post('/v1/tokens', { card }));
}

/** `(element, data)` or `(data)`. */
export function createSource(api, source, data = {}) {
  if (!(source instanceof StripeElement)) return named('source', api.post('/v1/sources', source));
  const { parameters, error } = cardOf(source, 'stripe.createSource()');
  return error ? Promise.resolve({ error }) : named('source', api.post('/v1/sources', { ...data, type: 'card', card: parameters }));
}

export function createConfirmationToken(api, { elements, payment_method: paymentMethod, params = {} } = {}) {
  const method = 'stripe.createConfirmationToken()';
  const { payment_method_data: added, ...rest } = params;
  const make = (parameters) => named('confirmationToken', api.post('/v1/confirmation_tokens', { ...rest, ...parameters }));
  if (!elements) {
    if (typeof paymentMethod !== 'string') {
      throw new IntegrationError(`${method}: expected either \`elements\` or \`payment_method\`, but got neither.`);
    }
    return make({ payment_method: paymentMethod });
  }
  requirePayer(elements, method);
  if (!elements.submitted) throw new IntegrationError(`elements.submit() must be called before ${method}.`);
  return make(fromElements(elements, { payment_method_data: added, shipping: params.shipping }));
}
