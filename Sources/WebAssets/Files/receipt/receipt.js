// The page at /receipts/payment/ch_…: what was paid, how, and what of it came back.

import { business, businessName, idOfPage, methodText } from '../hosted/data.js';
import { voice } from '../hosted/voice.js';
import { h } from '../shared/dom.js';

const sheet = document.getElementById('sheet');
const { words } = voice;

function badge(charge) {
  if (charge.refunded) return [words.refunded, 'wait'];
  if (charge.amount_refunded > 0) return [words.partiallyRefunded, 'wait'];
  return charge.paid ? [words.paid, 'good'] : [words.notPaid, 'bad'];
}

function show(charge, name) {
  const money = voice.money(charge.currency);
  const [state, tone] = badge(charge);
  const fact = (title, value) => h('div', {}, h('dt', {}, title), h('dd', {}, value));
  document.title = `${words.receiptFrom(name)} · Nestbox sandbox`;
  sheet.replaceChildren(
    h('header', {}, h('h1', {}, words.receiptFrom(name)), h('span', { class: 'Mark' }, words.sandbox)),
    h('p', { class: 'Amount', 'data-testid': 'receipt-amount' }, money(charge.amount_captured)),
    h('span', { class: `Badge Badge--${tone}`, 'data-testid': 'receipt-status' }, state),
    h('dl', { class: 'Facts' },
      fact(words.date, voice.date(charge.created)), fact(words.paymentMethod, methodText(charge.payment_method_details)),
      fact(words.receiptNumber, charge.receipt_number || charge.id)),
    h('table', { class: 'Lines' },
      h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, words.description), h('th', { scope: 'col' }, words.amount))),
      h('tbody', {}, h('tr', {}, h('td', {}, charge.description || words.paymentTo(name)), h('td', {}, money(charge.amount)))),
      h('tfoot', {},
        charge.amount_refunded > 0 ? h('tr', {}, h('td', {}, words.refunded), h('td', {}, `-${money(charge.amount_refunded)}`)) : null,
        h('tr', {}, h('td', {}, words.amountPaid), h('td', {}, money(charge.amount_captured - charge.amount_refunded))))),
    h('div', { class: 'Actions' }, h('button', { class: 'Button', type: 'button', onclick: () => window.print() }, words.print)));
}

async function load() {
  const [{ value, error }, name] = await Promise.all([business.get(`/v1/charges/${idOfPage()}`), businessName()]);
  sheet.removeAttribute('aria-busy');
  if (error) sheet.replaceChildren(h('h1', {}, words.noReceipt), h('p', { class: 'Soft' }, error.message));
  else show(value, name);
}

load();
