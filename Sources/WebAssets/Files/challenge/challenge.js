// The page of a bank or a wallet, which authorises or fails. In stripe.js's dialog it tells the dialog when it is done; on
// its own it sends the customer back.

import { methodName } from '../stripe/methods/methods.js';
import { voice } from '../hosted/voice.js';

const { words } = voice;
const id = decodeURIComponent(location.pathname.split('/').pop());
const query = new URLSearchParams(location.search);
const secret = query.get('client_secret') || '';
const headers = { Authorization: `Bearer ${query.get('key') || 'pk_test_nestbox'}` };
const kind = id.startsWith('seti_') ? 'setup_intent' : id.startsWith('src_') ? 'source' : 'payment_intent';
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

const ANSWERED = {
  succeeded: words.authenticated,
  requires_capture: words.authenticated,
  processing: words.authenticated,
  requires_payment_method: words.authenticationFailed,
  canceled: words.paymentCanceled,
  chargeable: words.authenticated,
  consumed: words.authenticated,
  failed: words.authenticationFailed,
};

// The page's own words, which stand in English in its document.
document.title = `${words.authentication} · Nestbox sandbox`;
for (const [place, text] of Object.entries({
  institution: words.sandboxBank, title: words.confirmYou, request: words.bankAsks, note: words.playsBank,
  'test-source-authorize-3ds': words.complete, 'test-source-fail-3ds': words.fail,
})) document.getElementById(place).textContent = text;

function describe(intent) {
  const isSetup = kind === 'setup_intent';
  const { type = 'card' } = kind === 'source' ? sourceMethod(intent) : intent.payment_method || {};
  if (type !== 'card') describeRedirect(methodName(type, words), isSetup);
  else if (isSetup) document.getElementById('request').textContent = words.bankAsksSetup;
  if (!isSetup) {
    const amount = document.getElementById('amount');
    amount.textContent = voice.money(intent.currency)(intent.amount);
    amount.hidden = false;
  }
  if (intent.status === 'requires_action' || intent.status === 'pending') return;
  question.hidden = true;
  status.textContent = ANSWERED[intent.status] || words.nothingToAuthenticate;
}

/** 3-D Secure is a source of its own. */
function sourceMethod({ type }) {
  return { type: { three_d_secure: 'card', wechat: 'wechat_pay' }[type] || type };
}

/** The page of a wallet or a bank to which the customer was sent. */
function describeRedirect(name, isSetup) {
  const [title, request, authorize, fail] = isSetup
    ? [words.testSetupPage, words.asksToSave, words.authorizeSetup, words.failSetup]
    : [words.testPaymentPage, words.asksToPay, words.authorizePayment, words.failPayment];
  document.title = `${name} · Nestbox sandbox`;
  document.getElementById('institution').textContent = name;
  document.getElementById('title').textContent = title(name);
  document.getElementById('request').textContent = request(name);
  document.getElementById('note').textContent = words.plays(name);
  document.getElementById('test-source-authorize-3ds').textContent = authorize;
  document.getElementById('test-source-fail-3ds').textContent = fail;
}

const REDIRECT_STATUS = { succeeded: 'succeeded', requires_capture: 'succeeded', processing: 'processing' };

function returnAddress(intent, returnURL) {
  const url = new URL(returnURL);
  if (kind === 'source') {
    for (const [name, value] of Object.entries({ client_secret: secret, livemode: false, source: id })) url.searchParams.set(name, value);
    return url.href;
  }
  url.searchParams.set(kind, id);
  url.searchParams.set(`${kind}_client_secret`, secret);
  url.searchParams.set('redirect_status', REDIRECT_STATUS[intent.status] || 'failed');
  return url.href;
}

const expanded = kind === 'source' ? {} : { 'expand[]': 'payment_method' };
const found = call(`v1/${kind}s/${id}?${new URLSearchParams({ client_secret: secret, ...expanded })}`);
found.then(describe, (error) => {
  question.hidden = true;
  status.textContent = error.message;
});
const returnURL = found.then(({ next_action: action, redirect }) => (redirect || action && action[action.type] || {}).return_url || asked()).catch(() => null);

/** Where the link to this page says to go on, for actions that do not tell. */
function asked() {
  const address = query.get('return_url');
  return address && /^https?:/.test(address) ? address : null;
}

async function finish(outcome) {
  for (const button of buttons) button.disabled = true;
  status.textContent = words.oneMoment;
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
      status.textContent = words.closePage;
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
