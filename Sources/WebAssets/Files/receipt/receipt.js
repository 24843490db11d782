// The page at /receipts/payment/ch_…: what was paid, how, and what of it came back.

import { business, businessName, dateOf, idOfPage, methodText, moneyIn } from '../hosted/data.js';
import { h } from '../shared/dom.js';

const sheet = document.getElementById('sheet');

function badge(charge) {
  if (charge.refunded) return ['Refunded', 'wait'];
  if (charge.amount_refunded > 0) return ['Partially refunded', 'wait'];
  return charge.paid ? ['Paid', 'good'] : ['Not paid', 'bad'];
}

function show(charge, name) {
  const money = moneyIn(charge.currency);
  const [state, tone] = badge(charge);
  const fact = (title, value) => h('div', {}, h('dt', {}, title), h('dd', {}, value));
  document.title = `Receipt from ${name} · Nestbox sandbox`;
  sheet.replaceChildren(
    h('header', {}, h('h1', {}, `Receipt from ${name}`), h('span', { class: 'Mark' }, 'Sandbox')),
    h('p', { class: 'Amount', 'data-testid': 'receipt-amount' }, money(charge.amount_captured)),
    h('span', { class: `Badge Badge--${tone}`, 'data-testid': 'receipt-status' }, state),
    h('dl', { class: 'Facts' },
      fact('Date', dateOf(charge.created)), fact('Payment method', methodText(charge.payment_method_details)),
      fact('Receipt number', charge.receipt_number || charge.id)),
    h('table', { class: 'Lines' },
      h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Description'), h('th', { scope: 'col' }, 'Amount'))),
      h('tbody', {}, h('tr', {}, h('td', {}, charge.description || `Payment to ${name}`), h('td', {}, money(charge.amount)))),
      h('tfoot', {},
        charge.amount_refunded > 0 ? h('tr', {}, h('td', {}, 'Refunded'), h('td', {}, `-${money(charge.amount_refunded)}`)) : null,
        h('tr', {}, h('td', {}, 'Amount paid'), h('td', {}, money(charge.amount_captured - charge.amount_refunded))))),
    h('div', { class: 'Actions' }, h('button', { class: 'Button', type: 'button', onclick: () => window.print() }, 'Print or save as PDF')));
}

async function load() {
  const [{ value, error }, name] = await Promise.all([business.get(`/v1/charges/${idOfPage()}`), businessName()]);
  sheet.removeAttribute('aria-busy');
  if (error) sheet.replaceChildren(h('h1', {}, 'There is no such receipt'), h('p', { class: 'Soft' }, error.message));
  else show(value, name);
}

load();
