// The frame of one part of Connect.js, at /connect-js/NAME. The app's page tells it by messages whose account it shows.

import { balances, promotion } from '../account/balances.js';
import { banner } from '../account/banner.js';
import { documents } from '../account/documents.js';
import { management } from '../account/management.js';
import { onboarding } from '../account/onboarding.js';
import { Owner } from '../account/owner.js';
import { disputes, paymentDetails, payments } from '../account/payments.js';
import { payoutDetails, payouts, payoutsList } from '../account/payouts.js';
import { taxRegistrations, taxSettings } from '../account/taxes.js';
import { Api } from '../stripe/base/api.js';
import { dress } from './appearance.js';

const PARTS = {
  'account-management': management, 'account-onboarding': onboarding, balances, 'disputes-list': disputes, documents,
  'instant-payouts-promotion': promotion,
  'notification-banner': banner, 'payment-details': paymentDetails, 'payment-disputes': disputes, payments, 'payout-details': payoutDetails,
  payouts, 'payouts-list': payoutsList, 'tax-registrations': taxRegistrations, 'tax-settings': taxSettings,
};

const part = document.getElementById('part');
const name = location.pathname.split('/').pop();
const tell = (message, detail = {}) => window.parent.postMessage({ connect: message, detail }, '*');
let owner;

document.getElementById('title').textContent = name.replaceAll('-', ' ');

function fail(type, error) {
  part.replaceChildren();
  part.parentElement.removeAttribute('aria-busy');
  tell('loaderror', { type, message: error.message });
}

/** What an answer's error is called by Connect.js. */
const typeOf = ({ type, status }) => (type === 'api_connection_error' ? type : status === 401 ? 'authentication_error' : 'invalid_request_error');

async function draw() {
  try {
    part.replaceChildren(await PARTS[name](owner));
    part.parentElement.removeAttribute('aria-busy');
    tell('shown');
  } catch (error) {
    fail(typeOf(error), error);
  }
}

async function open({ publishableKey, secret, locale, settings }) {
  if (!PARTS[name]) {
    const message = `The sandbox does not have the component ${name}: there are no cards, financial accounts or reports behind it.`;
    console.warn(message);
    return fail('invalid_request_error', { message });
  }
  const { value, error } = await new Api(publishableKey).post('/v1/account_sessions/claim', { client_secret: secret });
  if (error) return error.type === 'api_connection_error' ? fail(error.type, error) : fail('authentication_error', error);
  const component = value.components[name.replaceAll('-', '_')];
  if (!component || !component.enabled) {
    return fail('invalid_request_error', { message: `The account session does not allow the component ${name}.` });
  }
  owner = new Owner({ key: publishableKey.replace(/^pk_/, 'sk_'), account: value.account, features: component.features, locale, settings, tell });
  owner.refresh = draw;
  document.documentElement.lang = owner.locale;
  return draw();
}

window.addEventListener('message', ({ data, source }) => {
  if (source !== window.parent || !data || !data.connect) return;
  const { appearance, locale, settings } = data;
  if (appearance) dress(document.documentElement, appearance);
  if (data.connect === 'open') open(data);
  if (data.connect !== 'update' || !owner) return;
  if (settings) owner.settings = settings;
  if (locale) owner.speak(locale);
  if (settings || locale) draw();
});

new ResizeObserver(() => tell('height', { height: document.documentElement.scrollHeight })).observe(document.body);
tell('ready');
