// What a customer does outside the app to pay: a bank transfer, or telling what two small deposits were. The page does it
// for them.

import { business, dateOf, idOfPage, moneyIn } from '../hosted/data.js';
import { h } from '../shared/dom.js';

const sheet = document.getElementById('sheet');
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
  const money = moneyIn(details.currency);
  const addresses = (details.financial_addresses || []).map((address) => {
    const parts = Object.entries(address[address.type] || {}).filter(([, value]) => typeof value === 'string');
    return h('dl', { class: 'Facts' }, parts.map(([key, value]) => fact(named(key), value)));
  });
  const fund = () => business.post(`/v1/test_helpers/customers/${intent.customer}/fund_cash_balance`, {
    amount: details.amount_remaining, currency: details.currency, reference: details.reference,
  });
  return [
    h('header', {}, h('h1', {}, 'Pay by bank transfer'), h('span', { class: 'Mark' }, 'Sandbox')),
    h('p', { class: 'Amount' }, money(details.amount_remaining)),
    h('p', { class: 'Soft' }, 'Transfer the amount to this account, and name the reference.'),
    ...addresses, h('dl', { class: 'Facts' }, fact('Reference', details.reference || '–')),
    ...button('Play the customer: transfer it now', 'fund', fund),
  ];
}

function deposits(intent, details) {
  const amounts = () => business.post(`${path}/verify_microdeposits`, { amounts: [32, 45] });
  const code = () => business.post(`${path}/verify_microdeposits`, { descriptor_code: 'SM11AA' });
  return [
    h('header', {}, h('h1', {}, 'Verify your bank account'), h('span', { class: 'Mark' }, 'Sandbox')),
    h('p', { class: 'Soft' }, `A small deposit arrives by ${dateOf(details.arrival_date)}. Its statement names a code, or its amounts prove the account.`),
    ...button('Play the customer: enter the code', 'verify-code', code),
    ...button('Play the customer: enter the amounts', 'verify-amounts', amounts),
  ];
}

function show(intent) {
  const action = intent.next_action || {};
  const details = action[action.type] || {};
  if (action.type === 'display_bank_transfer_instructions') return sheet.replaceChildren(...transfer(intent, details));
  if (action.type === 'verify_with_microdeposits') return sheet.replaceChildren(...deposits(intent, details));
  const text = { succeeded: 'This payment is complete.', processing: 'This payment is being processed.', canceled: 'This payment has been canceled.' }[intent.status];
  return sheet.replaceChildren(h('h1', {}, 'Nothing is left to do'), h('p', { class: 'Soft', role: 'status' }, text || 'This payment needs no more of the customer.'));
}

async function load() {
  const { value, error } = await business.get(path);
  sheet.removeAttribute('aria-busy');
  if (error) sheet.replaceChildren(h('h1', {}, 'There is no such payment'), h('p', { class: 'Soft' }, error.message));
  else show(value);
}

load();
