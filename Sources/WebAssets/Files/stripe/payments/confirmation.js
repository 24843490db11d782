// The confirm methods: check, confirm, act, and go on or go away.

import { IntegrationError } from '../base/errors.js';
import { localized } from '../base/language.js';
import { Elements } from '../elements/elements.js';
import { ExpressCheckoutElement } from '../elements/express-element.js';
import { CardCvcElement } from '../elements/split-elements.js';
import { deferredMismatch } from './deferred.js';
import { leaveFor, PAYMENT, performAction, readSecret, returnAddress } from './intents.js';
import { checkBillingDetails, fromElements, paymentMethodOf, submitOnce } from './payment-details.js';
import { checkReturnURL } from './return-url.js';
import { createToken } from './tokens.js';

const CONFIRM_PARAMETERS = [
  'return_url', 'shipping', 'receipt_email', 'setup_future_usage', 'mandate_data', 'payment_method_options', 'expand', 'mandate',
];

function picked(object, names) {
  return Object.fromEntries(names.filter((name) => object[name] !== undefined).map((name) => [name, object[name]]));
}

/** `stripe.confirmPayment` and `stripe.confirmSetup`. */
export function confirmWithElements(api, kind, options, method) {
  const { elements, clientSecret, confirmParams = {}, redirect = 'always' } = options || {};
  const given = checkElements(elements, clientSecret, method);
  const { id, secret } = readSecret(given, method, kind);
  if (!['always', 'if_required'].includes(redirect)) {
    throw new IntegrationError(`Invalid value for ${method}: redirect should be one of 'always' or 'if_required'.`);
  }
  if (redirect === 'always' && typeof confirmParams.return_url !== 'string') {
    throw new IntegrationError(`${method}: confirmParams.return_url should be a URL unless redirect is 'if_required'.`);
  }
  if (confirmParams.return_url !== undefined) checkReturnURL(confirmParams.return_url, method);
  if (elements) checkBillingDetails(elements, confirmParams.payment_method_data || {}, method);
  return (async () => {
    const checked = elements ? await submitOnce(elements) : {};
    if (checked.error) return checked;
    if (elements && elements.isDeferred) {
      const { value, error } = await api.get(`${kind.path}/${id}`, { client_secret: secret });
      const mismatch = error || deferredMismatch(elements.options, value);
      if (mismatch) return { error: mismatch };
    }
    const parameters = {
      ...picked(saving(confirmParams), CONFIRM_PARAMETERS),
      ...savingUsage(elements, kind, confirmParams),
      ...(elements ? fromElements(elements, confirmParams) : fromParameters(confirmParams)),
    };
    const result = inWords(await confirm(api, { kind, id, secret }, parameters), elements);
    if (result.error && elements && elements.payer instanceof ExpressCheckoutElement) elements.payer.forgetCard();
    const intent = result[kind.name];
    if (!intent || redirect === 'if_required') return result;
    return leaveFor(returnAddress(confirmParams.return_url, kind, intent));
  })();
}

/** A refusal in the language of the form. */
function inWords(result, elements) {
  return result.error && elements ? { ...result, error: localized(result.error, elements.words) } : result;
}

/** A customer who wants the card saved decides what a payment is set up for, where the CustomerSession says so. */
function savingUsage(elements, kind, { setup_future_usage: given }) {
  const usage = elements && kind === PAYMENT && given === undefined && elements.payer.savingUsage;
  return usage ? { setup_future_usage: usage } : {};
}

/** What the API calls `save_payment_method` today. */
function saving({ save_payment_method: saves, ...rest }) {
  return saves ? { setup_future_usage: 'on_session', ...rest } : rest;
}

/** @returns the client secret of the intent to confirm */
function checkElements(elements, clientSecret, method) {
  if (elements === undefined && clientSecret === undefined) {
    throw new IntegrationError(`${method}: expected either \`elements\` or \`clientSecret\`, but got neither.`);
  }
  if (elements === undefined) return clientSecret;
  if (!(elements instanceof Elements)) {
    throw new IntegrationError(`Invalid value for ${method}: elements should be what stripe.elements() returned.`);
  }
  if (!elements.payer || !elements.payer.container) {
    throw new IntegrationError(
      `Invalid value for ${method}: elements should have a mounted Payment Element or Express Checkout Element.`,
    );
  }
  if (!elements.isDeferred) return elements.options.clientSecret;
  if (clientSecret === undefined) {
    throw new IntegrationError(`${method}: a clientSecret is required when the Elements were created with a mode.`);
  }
  if (!elements.submitted) throw new IntegrationError(`elements.submit() must be called before ${method}.`);
  return clientSecret;
}

function fromParameters(parameters) {
  return picked(parameters, ['payment_method', 'payment_method_data', 'confirmation_token']);
}

/** `stripe.confirmCardPayment`, `stripe.confirmCardSetup` and their kind, which never leave the page. */
export function confirmTyped(api, kind, type, clientSecret, data, options, method) {
  const intent = readSecret(clientSecret, method, kind);
  const { payment_method: paymentMethod, payment_method_options: methodOptions, ...rest } = data || {};
  if (rest.return_url !== undefined) checkReturnURL(rest.return_url, method);
  const parameters = picked(saving(rest), [...CONFIRM_PARAMETERS, 'off_session']);
  if (typeof paymentMethod === 'string') {
    parameters.payment_method = paymentMethod;
  } else if (paymentMethod) {
    const { parameters: made, error } = paymentMethodOf(paymentMethod, method, type);
    if (error) return Promise.resolve({ error });
    parameters.payment_method_data = { type, ...made };
  } else if (type !== 'card') {
    parameters.payment_method_data = { type };
  }
  return (async () => {
    const { error, ...choices } = await withCvcToken(api, methodOptions);
    return error ? { error } : confirm(api, intent, { ...parameters, ...choices }, options);
  })();
}

/** A security code that is asked for again goes to the API as a token. */
async function withCvcToken(api, methodOptions) {
  const { cvc, ...card } = (methodOptions && methodOptions.card) || {};
  if (!(cvc instanceof CardCvcElement)) return methodOptions ? { payment_method_options: methodOptions } : {};
  if (cvc.incompleteness) {
    cvc.demand();
    return { error: cvc.incompleteness };
  }
  const { token, error } = await createToken(api, 'cvc_update', cvc);
  return error ? { error } : { payment_method_options: { ...methodOptions, card: { ...card, cvc_token: token.id } } };
}

async function confirm(api, { kind, id, secret }, parameters, { handleActions = true } = {}) {
  const { type = 'card' } = parameters.payment_method_data || {};
  // A card's challenge is shown in the page; other ways to pay have pages of their own.
  const sdk = type === 'card' ? { use_stripe_sdk: true } : {};
  const { value, error } = await api.post(`${kind.path}/${id}/confirm`, { ...parameters, client_secret: secret, ...sdk });
  if (error) return { error };
  return handleActions ? performAction(api, kind, value) : { [kind.name]: value };
}

/** `stripe.handleNextAction` takes either kind of intent, in any state. */
export async function handleNextAction(api, intent) {
  const { value, error } = await api.get(`${intent.kind.path}/${intent.id}`, { client_secret: intent.secret });
  if (error) return { error };
  return value.status === 'requires_action' ? performAction(api, intent.kind, value) : { [intent.kind.name]: value };
}

export async function handleCardAction(api, intent) {
  const { value, error } = await api.get(`${intent.kind.path}/${intent.id}`, { client_secret: intent.secret });
  if (error) return { error };
  if (value.status === 'requires_action') return performAction(api, intent.kind, value);
  return {
    error: {
      type: 'invalid_request_error',
      code: intent.kind.unexpectedState,
      message: 'handleCardAction: The PaymentIntent supplied is not in the requires_action state.',
      [intent.kind.field]: value,
    },
  };
}
