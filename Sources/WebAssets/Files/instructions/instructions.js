// What a customer does outside the app to pay: a bank transfer, or telling what two small deposits were. The page does it
// for them.

import { business, idOfPage } from '../hosted/data.js';
import { voice } from '../hosted/voice.js';
import { h } from '../shared/dom.js';

const sheet = document.getElementById('sheet');
const { words } = voice;
const id = idOfPage();
const path = id.startsWith('seti_') ? `/v1/setup_intents/${id}` : `/v1/payment_intents/${id}`;

const fact = (title, value) => h('div', {}, h('dt', {}, title), h('dd', {}, value));

/** `account_number` as `Account number`. */
const named = (key) => key.charAt(0).toUpperCase() + key.slice(1).replaceAll('_', ' ');

function button(label, testID, act) {
  const problem = h('p', { class: 'Notice', role: 'alert' });
  const made = h('button', { class: 'Button Button--primary', type: 'button', 'data-testid': testID, onclick: async () => {
    made.disabled = true;
    const { error } = await act();
    made.disabled = false;
    if (error) problem.textContent = error.message;
    else await load();
  } }, label);
  return [problem, h('div', { class: 'Actions' }, made)];
}

function transfer(intent, details) {
  const money = voice.money(details.currency);
  const addresses = (details.financial_addresses || []).map((address) => {
    const parts = Object.entries(address[address.type] || {}).filter(([, value]) => typeof value === 'string');
    return h('dl', { class: 'Facts' }, parts.map(([key, value]) => fact(named(key), value)));
  });
  const fund = () => business.post(`/v1/test_helpers/customers/${intent.customer}/fund_cash_balance`, {
    amount: details.amount_remaining, currency: details.currency, reference: details.reference,
  });
  return [
    h('header', {}, h('h1', {}, words.payByTransfer), h('span', { class: 'Mark' }, words.sandbox)),
    h('p', { class: 'Amount' }, money(details.amount_remaining)),
    h('p', { class: 'Soft' }, words.transferText),
    ...addresses, h('dl', { class: 'Facts' }, fact(words.reference, details.reference || '–')),
    ...button(words.playTransfer, 'fund', fund),
  ];
}

function deposits(intent, details) {
  const amounts = () => business.post(`${path}/verify_microdeposits`, { amounts: [32, 45] });
  const code = () => business.post(`${path}/verify_microdeposits`, { descriptor_code: 'SM11AA' });
  return [
    h('header', {}, h('h1', {}, words.verifyBank), h('span', { class: 'Mark' }, words.sandbox)),
    h('p', { class: 'Soft' }, words.depositText(voice.date(details.arrival_date))),
    ...button(words.playCode, 'verify-code', code),
    ...button(words.playAmounts, 'verify-amounts', amounts),
  ];
}

function show(intent) {
  const action = intent.next_action || {};
  const details = action[action.type] || {};
  if (action.type === 'display_bank_transfer_instructions') return sheet.replaceChildren(...transfer(intent, details));
  if (action.type === 'verify_with_microdeposits') return sheet.replaceChildren(...deposits(intent, details));
  const text = { succeeded: words.paymentComplete, processing: words.paymentProcessing, canceled: words.paymentCanceled }[intent.status];
  return sheet.replaceChildren(h('h1', {}, words.nothingLeft), h('p', { class: 'Soft', role: 'status' }, text || words.nothingMore));
}

async function load() {
  const { value, error } = await business.get(path);
  sheet.removeAttribute('aria-busy');
  if (error) sheet.replaceChildren(h('h1', {}, words.noPaymentHere), h('p', { class: 'Soft' }, error.message));
  else show(value);
}

load();
