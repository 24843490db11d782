// The page at /i/acct_…/…: an invoice, which can be paid here.

import { business, businessName, idOfPage, methodText } from '../hosted/data.js';
import { voice } from '../hosted/voice.js';
import { h } from '../shared/dom.js';
import { invoicePayment } from './payment.js';

const sheet = document.getElementById('sheet');
const { words } = voice;

const TONES = { draft: 'wait', open: 'wait', paid: 'good', uncollectible: 'bad', void: 'bad' };

function line(item, money) {
  const price = item.price || (item.pricing || {}).price_details || {};
  const unit = price.unit_amount === undefined ? (item.pricing || {}).unit_amount_decimal : price.unit_amount;
  const period = item.period && item.period.end > item.period.start ? `${voice.date(item.period.start)} – ${voice.date(item.period.end)}` : null;
  return h('tr', { 'data-testid': 'invoice-line' }, h('td', {}, item.description || words.item, period ? h('small', {}, period) : null),
    h('td', {}, String(item.quantity === null || item.quantity === undefined ? 1 : item.quantity)),
    h('td', {}, unit === undefined || unit === null ? '' : money(Number(unit))), h('td', {}, money(item.amount)));
}

function discounts(invoice) {
  return (invoice.total_discount_amounts || []).reduce((sum, { amount }) => sum + amount, 0);
}

function taxes(invoice) {
  if (invoice.total_taxes) return invoice.total_taxes.reduce((sum, { amount }) => sum + amount, 0);
  return invoice.tax || 0;
}

function show(invoice, name) {
  const money = voice.money(invoice.currency);
  const isOverdue = invoice.status === 'open' && invoice.due_date && invoice.due_date * 1000 < Date.now();
  const fact = (title, value) => h('div', {}, h('dt', {}, title), h('dd', {}, value));
  const sum = (title, amount, when = true) => (when ? h('tr', {}, h('td', { colspan: 3 }, title), h('td', {}, money(amount))) : null);
  const isPaid = invoice.status === 'paid';
  document.title = `${words.invoiceFrom(name)} · Nestbox sandbox`;
  sheet.replaceChildren(
    h('header', {}, h('h1', {}, words.invoiceFrom(name)), h('span', { class: 'Mark' }, words.sandbox)),
    h('p', { class: 'Amount', 'data-testid': 'invoice-amount' }, money(isPaid ? invoice.amount_paid : invoice.amount_due)),
    h('span', { class: `Badge Badge--${isOverdue ? 'bad' : TONES[invoice.status]}`, 'data-testid': 'invoice-status' }, isOverdue ? words.overdue : words.invoiceStates[invoice.status]),
    h('dl', { class: 'Facts' },
      fact(words.to, invoice.customer_name || invoice.customer_email || '–'), fact(words.invoiceNumber, invoice.number || invoice.id),
      fact(isPaid ? words.paidOn : words.due, voice.date(isPaid ? (invoice.status_transitions || {}).paid_at : invoice.due_date)),
      isPaid && invoice.charge ? fact(words.paymentMethod, methodText(invoice.charge.payment_method_details)) : null),
    h('table', { class: 'Lines' },
      h('thead', {}, h('tr', {}, [words.description, words.quantity, words.unitPrice, words.amount].map((text) => h('th', { scope: 'col' }, text)))),
      h('tbody', {}, invoice.lines.data.map((item) => line(item, money))),
      h('tfoot', {}, sum(words.subtotal, invoice.subtotal), sum(words.discount, -discounts(invoice), discounts(invoice) > 0),
        sum(words.tax, taxes(invoice), taxes(invoice) > 0), sum(words.total, invoice.total),
        sum(words.appliedBalance, -(invoice.total - invoice.amount_due), invoice.total !== invoice.amount_due && invoice.total > 0),
        sum(isPaid ? words.amountPaid : words.amountDue, isPaid ? invoice.amount_paid : invoice.amount_due))),
    invoice.footer ? h('p', { class: 'Soft' }, invoice.footer) : '',
    invoice.status === 'open' && invoice.amount_remaining > 0 ? invoicePayment(invoice, () => load()) : '',
    h('div', { class: 'Actions' },
      h('button', { class: 'Button', type: 'button', onclick: () => window.print(), 'data-testid': 'invoice-print' }, words.print)));
}

async function load() {
  const [{ value, error }, name] = await Promise.all([business.get(`/v1/invoice_pages/${idOfPage()}`), businessName()]);
  sheet.removeAttribute('aria-busy');
  if (error) sheet.replaceChildren(h('h1', {}, words.noInvoice), h('p', { class: 'Soft' }, error.message));
  else show(value, name);
}

load();
