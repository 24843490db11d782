// The same box by Checkout: on its hosted page, embedded in this one, or as a subscription.

import { h } from '../shared/dom.js';

const key = { Authorization: 'Bearer sk_test_nestbox' };

/** What the shop's server would do. */
async function makeSession(mode, more) {
  const form = new URLSearchParams({
    mode, 'line_items[0][quantity]': 1, 'line_items[0][price_data][currency]': 'usd', 'line_items[0][price_data][unit_amount]': 2000,
    'line_items[0][price_data][product_data][name]': mode === 'payment' ? 'Nest box for swifts' : 'A year of mealworms',
    ...(mode === 'subscription' ? { 'line_items[0][price_data][recurring][interval]': 'month' } : {}), ...more,
  });
  const response = await fetch('v1/checkout/sessions', { method: 'POST', headers: key, body: form });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error.message);
  return answer;
}

const here = (query) => new URL(`demo?${query}`, document.baseURI).href;

/**
 * @param {(...content: Node[]) => void} show replaces what the shop shows
 * @param {() => void} done after a payment in the page
 */
export function otherWays(stripe, show, done) {
  const problem = h('p', { class: 'problem', role: 'alert' });
  const button = (label, testID, act) => h('button', { class: 'button', type: 'button', 'data-testid': testID, onclick: () => (
    act().catch((error) => { problem.textContent = error.message; })) }, label);
  const leave = (mode) => async () => {
    const { url } = await makeSession(mode, { success_url: here('checkout=done'), cancel_url: here('checkout=canceled') });
    location.assign(url);
  };
  const embed = async () => {
    const { client_secret: clientSecret } = await makeSession('payment', { ui_mode: 'embedded', redirect_on_completion: 'never' });
    const place = h('div');
    show(place);
    const checkout = await stripe.createEmbeddedCheckoutPage({ clientSecret, onComplete: () => {
      checkout.destroy();
      done();
    } });
    checkout.mount(place);
  };
  return h('section', { class: 'ways' }, h('h2', {}, 'Or by Checkout'), h('div', { class: 'buttons' },
    button('Hosted page', 'checkout-hosted', leave('payment')), button('Embedded', 'checkout-embedded', embed),
    button('Subscribe', 'checkout-subscribe', leave('subscription'))), problem);
}
