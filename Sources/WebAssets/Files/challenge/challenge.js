// The page of a bank or a wallet, which authorises or fails. In stripe.js's dialog it tells the dialog when it is done; on
// its own it sends the customer back.

import { methodName } from '../stripe/methods/methods.js';
import { en } from '../stripe/locales/en.js';

const id = decodeURIComponent(location.pathname.split('/').pop());
const query = new URLSearchParams(location.search);
const secret = query.get('client_secret') || '';
const headers = { Authorization: `Bearer ${query.get('key') || 'pk_test_nestbox'}` };
const kind = id.startsWith('seti_') ? 'setup_intent' : 'payment_intent';
const isFramed = window.parent !== window;
const question = document.getElementById('question');
const buttons = [...document.querySelectorAll('button')];
const status = document.getElementById('status');

document.documentElement.classList.toggle('hosted', !isFramed);
document.documentElement.classList.toggle('dark', isFramed && query.get('theme') === 'dark');

async function call(path, options = {}) {
  const response = await fetch(path, { ...options, headers: { ...headers, ...options.headers } });
  const answer = await response.json();
  if (!response.ok) throw new Error((answer.error && answer.error.message) || answer.error || `Status ${response.status}`);
  return answer;
}

function money({ amount, currency }) {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  return format.format(amount / 10 ** format.resolvedOptions().maximumFractionDigits);
}

const ANSWERED = {
  succeeded: 'This authentication has been completed.',
  requires_capture: 'This authentication has been completed.',
  processing: 'This authentication has been completed.',
  requires_payment_method: 'This authentication has failed.',
  canceled: 'This payment has been canceled.',
};

function describe(intent) {
  const isSetup = kind === 'setup_intent';
  const { type = 'card' } = intent.payment_method || {};
  if (type !== 'card') describeRedirect(methodName(type, en), isSetup);
  else if (isSetup) document.getElementById('request').textContent = 'A business asks your bank to authenticate your card for later payments.';
  if (!isSetup) {
    const amount = document.getElementById('amount');
    amount.textContent = money(intent);
    amount.hidden = false;
  }
  if (intent.status === 'requires_action') return;
  question.hidden = true;
  status.textContent = ANSWERED[intent.status] || 'There is nothing to authenticate.';
}

/** The page of a wallet or a bank to which the customer was sent. */
function describeRedirect(name, isSetup) {
  const what = isSetup ? 'setup' : 'payment';
  document.title = `${name} · Nestbox sandbox`;
  document.getElementById('institution').textContent = name;
  document.querySelector('h1').textContent = `${name} test ${what} page`;
  document.getElementById('request').textContent = isSetup
    ? `A business asks to save your ${name} account for later payments.` : `A business asks you to pay with ${name}.`;
  document.getElementById('note').textContent = `This page plays ${name}. Choose how the ${what} ends.`;
  document.getElementById('test-source-authorize-3ds').textContent = `Authorize test ${what}`;
  document.getElementById('test-source-fail-3ds').textContent = `Fail test ${what}`;
}

const REDIRECT_STATUS = { succeeded: 'succeeded', requires_capture: 'succeeded', processing: 'processing' };

function returnAddress(intent, returnURL) {
  const url = new URL(returnURL);
  url.searchParams.set(kind, id);
  url.searchParams.set(`${kind}_client_secret`, secret);
  url.searchParams.set('redirect_status', REDIRECT_STATUS[intent.status] || 'failed');
  return url.href;
}

const found = call(`v1/${kind}s/${id}?${new URLSearchParams({ client_secret: secret, 'expand[]': 'payment_method' })}`);
found.then(describe, (error) => {
  question.hidden = true;
  status.textContent = error.message;
});
const returnURL = found.then(({ next_action: action }) => (action && action[action.type] || {}).return_url || asked()).catch(() => null);

/** Where the link to this page says to go on, for actions that do not tell. */
function asked() {
  const address = query.get('return_url');
  return address && /^https?:/.test(address) ? address : null;
}

async function finish(outcome) {
  for (const button of buttons) button.disabled = true;
  status.textContent = 'One moment…';
  try {
    const home = await returnURL;
    const intent = await call(`_sandbox/3ds/${id}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ outcome, client_secret: secret }),
    });
    if (isFramed) window.parent.postMessage({ challenge: 'finished', intent: id }, '*');
    else if (home) location.replace(returnAddress(intent, home));
    else {
      question.hidden = true;
      status.textContent = 'Done. You can close this page.';
    }
  } catch (error) {
    status.textContent = error.message;
    for (const button of buttons) button.disabled = false;
  }
}

document.addEventListener('keydown', ({ key }) => {
  if (key === 'Escape' && isFramed) window.parent.postMessage({ challenge: 'cancelled', intent: id }, '*');
});
for (const button of buttons) {
  button.addEventListener('click', () => finish(button.dataset.outcome));
  // Not before: a click must not come to nothing.
  button.disabled = false;
}
