// The shop's three steps: say who you are, pay, see what you bought.

import { Refusal, beginPayment, endPayment, enter, history, memory } from './account.js';
import { otherWays } from './checkout.js';
import { h } from '../shared/dom.js';
import { money, words } from '../shared/format.js';

const stage = document.getElementById('stage');
const stripe = window.Stripe('pk_test_nestbox');
const dark = matchMedia('(prefers-color-scheme: dark)').matches;

const COLOURS = dark
  ? { colorBackground: '#1e2027', colorText: '#e9e9e4', colorPrimary: '#eab455' }
  : { colorText: '#1b1d24', colorPrimary: '#8a5a0b' };

const UNPAID = ['requires_payment_method', 'requires_confirmation', 'requires_action'];

const APPEARANCE = { theme: dark ? 'night' : 'stripe', variables: { ...COLOURS, borderRadius: '8px', fontFamily: getComputedStyle(document.body).fontFamily, fontSizeBase: '15px' } };

function show(...content) {
  stage.replaceChildren(...content);
  document.getElementById('who').textContent = memory.get('email') || '';
  document.getElementById('leave').hidden = !memory.get('token');
}

const messageOf = (error) => (
  error instanceof Refusal ? error.message : 'The shop does not answer. Is the sandbox running?'
);

/** A form whose button waits, and whose problems stand where they arose. */
function form(label, fields, submit) {
  const problem = h('p', { class: 'problem', role: 'alert' });
  const button = h('button', { class: 'button primary' }, label);
  const made = h('form', {}, fields, problem, button);
  made.addEventListener('submit', async (event) => {
    event.preventDefault();
    button.disabled = true;
    problem.textContent = '';
    try {
      problem.textContent = (await submit(new FormData(made))) || '';
    } catch (error) {
      problem.textContent = messageOf(error);
    } finally {
      button.disabled = false;
    }
  });
  return made;
}

function entrance() {
  const guest = Math.random().toString(36).slice(2, 7);
  const field = (label, name, value, type, autocomplete) => (
    h('label', {}, label, h('input', { name, value, type, autocomplete, required: true }))
  );
  show(form('Continue to payment', [
    field('Name', 'userName', `Ada ${guest}`, 'text', 'name'),
    field('Email', 'email', `ada.${guest}@example.com`, 'email', 'email'),
    field('Password', 'password', 'a-nest-for-swifts', 'password', 'current-password'),
  ], async (data) => {
    await enter(Object.fromEntries(data));
    await checkout();
  }));
}

async function checkout() {
  const payment = await beginPayment();
  if (payment.status === 'succeeded') return receipt(payment.status);
  const elements = stripe.elements({ clientSecret: payment.clientSecret, appearance: APPEARANCE });
  const mount = h('div');
  const leaves = h('input', { type: 'checkbox', name: 'leaves' });
  show(form(`Pay ${money(payment.amount, payment.currency)}`, [
    mount, h('label', { class: 'check' }, leaves, 'Come back by a redirect, as after a visit to the bank'),
  ], async () => {
    const { error, paymentIntent } = await stripe.confirmPayment({
      elements,
      confirmParams: { return_url: new URL('demo', document.baseURI).href },
      redirect: leaves.checked ? 'always' : 'if_required',
    });
    if (error) return error.message;
    return receipt(paymentIntent.status);
  }), otherWays(stripe, show, () => receipt('succeeded')), await purchases());
  elements.create('payment').mount(mount);
  return undefined;
}

async function receipt(status) {
  endPayment();
  const isPaid = ['succeeded', 'processing', 'requires_capture'].includes(status);
  const [title, text, next] = isPaid
    ? ['Thank you', 'The swifts will be pleased. Your box is on its way.', 'Buy another']
    : ['That did not work', 'Nothing was charged. Try another card.', 'Try again'];
  const look = { class: `receipt ${isPaid ? 'good' : 'bad'}`, role: 'status' };
  const message = h('div', look, h('h2', {}, title), h('p', {}, text));
  const again = { class: 'button primary', type: 'button', onclick: () => checkout().catch(trouble) };
  show(message, h('button', again, next), await purchases());
}

async function purchases() {
  const payments = await history();
  if (payments.length === 0) return null;
  return h('section', { class: 'history' }, h('h2', {}, 'Your payments'),
    h('ul', {}, payments.map(({ id, amount, currency, status }) => h('li', {},
      h('span', { class: 'mono' }, id), h('span', {}, money(amount, currency)),
      h('span', { class: `badge ${status === 'succeeded' ? 'good' : 'wait'}` }, UNPAID.includes(status) ? 'Unpaid' : words(status))))));
}

/** The token may be gone with a reset sandbox: start over. */
function trouble(error) {
  if (!memory.get('token')) return entrance();
  show(h('p', { class: 'problem', role: 'alert' }, messageOf(error)));
  return undefined;
}

/** Back from the bank: the address says which payment it was. */
async function arrive() {
  const query = new URLSearchParams(location.search);
  const secret = query.get('payment_intent_client_secret');
  const checkedOut = query.get('checkout');
  if (checkedOut) {
    window.history.replaceState(null, '', location.pathname);
    return receipt(checkedOut === 'done' ? 'succeeded' : 'failed');
  }
  if (!secret) return memory.get('token') ? checkout() : entrance();
  window.history.replaceState(null, '', location.pathname);
  const { paymentIntent, error } = await stripe.retrievePaymentIntent(secret);
  return receipt(error ? 'failed' : paymentIntent.status);
}

function watchCalls() {
  const list = document.getElementById('calls');
  const base = new URL(document.baseURI).pathname;
  const rows = new Map();
  window.calls.addEventListener('call', ({ detail }) => {
    const mark = h('span', { class: 'badge plain' }, '…');
    rows.set(detail, mark);
    list.append(h('li', {}, h('span', { class: 'mono', title: detail.path }, `${detail.method} /${detail.path.replace(base, '')}`), mark));
  });
  window.calls.addEventListener('answer', ({ detail }) => {
    const mark = rows.get(detail);
    mark.textContent = detail.status === null ? 'no answer' : String(detail.status);
    mark.className = `badge ${detail.status !== null && detail.status < 400 ? 'good' : 'bad'}`;
  });
}

document.getElementById('leave').addEventListener('click', () => {
  memory.clear();
  entrance();
});
watchCalls();
arrive().catch(trouble);
