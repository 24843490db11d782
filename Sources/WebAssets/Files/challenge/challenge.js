// The bank's page. In stripe.js's dialog it tells the dialog when it is done; on its own it sends the customer back.

const id = decodeURIComponent(location.pathname.split('/').pop());
const query = new URLSearchParams(location.search);
const secret = query.get('client_secret') || '';
const headers = { Authorization: `Bearer ${query.get('key') || 'pk_test_nestbox'}` };
const kind = id.startsWith('seti_') ? 'setup_intent' : 'payment_intent';
const isFramed = window.parent !== window;
const buttons = [...document.querySelectorAll('button')];
const status = document.getElementById('status');

document.documentElement.classList.toggle('hosted', !isFramed);

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

function describe(intent) {
  if (kind === 'setup_intent') {
    document.getElementById('request').textContent = 'A business asks your bank to authenticate your card for later payments.';
    return;
  }
  const amount = document.getElementById('amount');
  amount.textContent = money(intent);
  amount.hidden = false;
}

function returnAddress(intent, returnURL) {
  const url = new URL(returnURL);
  url.searchParams.set(kind, id);
  url.searchParams.set(`${kind}_client_secret`, secret);
  url.searchParams.set('redirect_status', ['succeeded', 'requires_capture'].includes(intent.status) ? 'succeeded' : 'failed');
  return url.href;
}

const found = call(`v1/${kind}s/${id}?${new URLSearchParams({ client_secret: secret })}`);
found.then(describe, (error) => { status.textContent = error.message; });
const returnURL = found.then(({ next_action: action }) => action && action.redirect_to_url && action.redirect_to_url.return_url)
  .catch(() => null);

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
    else status.textContent = 'Done. You can close this page.';
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
