// Payments of an account: the list, one of them with what can be done about it, and disputes.

import { methodText } from '../hosted/data.js';
import { h } from '../shared/dom.js';
import { badge, button, complaint, facts, field, form, table } from './parts.js';

function stateOf(charge) {
  if (charge.disputed) return 'disputed';
  if (charge.refunded) return 'refunded';
  if (charge.amount_refunded) return 'partially_refunded';
  return charge.status === 'succeeded' && !charge.captured ? 'uncaptured' : charge.status;
}

const STATES = { successful: 'succeeded', refund_pending: 'refunded' };

/** Whether a charge is what the app's filters ask for. */
function isWanted(charge, { status, amount = {}, date = {} }) {
  const unit = 100;
  const seconds = (moment) => new Date(moment).getTime() / 1000;
  const tests = [
    !status || status.map((name) => STATES[name] || name).includes(stateOf(charge)),
    amount.equals === undefined || charge.amount === amount.equals * unit,
    amount.greaterThan === undefined || charge.amount > amount.greaterThan * unit,
    amount.lessThan === undefined || charge.amount < amount.lessThan * unit,
    !amount.between || (charge.amount >= amount.between.lowerBound * unit && charge.amount <= amount.between.upperBound * unit),
    !date.before || charge.created < seconds(date.before),
    !date.after || charge.created > seconds(date.after),
    !date.between || (charge.created >= seconds(date.between.start) && charge.created <= seconds(date.between.end)),
  ];
  return tests.every(Boolean);
}

async function details(owner, id, close) {
  const path = `/v1/charges/${encodeURIComponent(id)}`;
  const { value, error } = await owner.api.get(path, { expand: ['balance_transaction'] });
  if (error) throw error;
  const { words } = owner;
  const problem = complaint();
  const booked = value.balance_transaction;
  const act = async (request) => {
    const answer = await request;
    if (answer.error) problem.textContent = answer.error.message;
    else owner.refresh();
  };
  const mayRefund = owner.may('refund_management') && value.captured && !value.refunded && value.status === 'succeeded';
  const mayCapture = owner.may('capture_payments') && !value.captured && value.status === 'succeeded';
  return h('section', { 'aria-label': words.payments, 'data-testid': 'payment-details' },
    h('p', { class: 'Amount' }, owner.money(value.amount, value.currency)), badge(stateOf(value)),
    facts([[words.date, owner.date(value.created)], [words.description, value.description], [words.method, methodText(value.payment_method_details)],
      [words.customer, value.billing_details.name || value.billing_details.email],
      booked && [words.fee, owner.money(booked.fee, booked.currency)], booked && [words.net, owner.money(booked.net, booked.currency)]]),
    problem,
    h('div', { class: 'Actions' },
      mayRefund && button(words.refund, () => act(owner.api.post('/v1/refunds', { charge: value.id })), { name: 'refund' }),
      mayCapture && button(words.capture, () => act(owner.api.post(`${path}/capture`)), { name: 'capture' }),
      button(words.close, close, { name: 'close', kind: 'soft' })));
}

/** A PaymentIntent or a charge, as `setPayment` names it. */
async function chargeOf(owner, payment) {
  if (!payment.startsWith('pi_')) return payment;
  const { value, error } = await owner.api.get(`/v1/payment_intents/${encodeURIComponent(payment)}`);
  if (error) throw error;
  return value.latest_charge;
}

export async function paymentDetails(owner) {
  const { payment } = owner.settings;
  if (!payment) return h('div', {});
  return details(owner, await chargeOf(owner, payment), () => owner.tell('close'));
}

export async function payments(owner) {
  const { words } = owner;
  if (owner.chosen) {
    return details(owner, owner.chosen, () => {
      owner.chosen = null;
      owner.refresh();
    });
  }
  const { value, error } = await owner.api.get('/v1/charges', { limit: 50 });
  if (error) throw error;
  const open = (id) => () => {
    owner.chosen = id;
    owner.refresh();
  };
  const shown = value.data.filter((charge) => isWanted(charge, owner.settings.defaultFilters || {}));
  return h('section', { 'aria-label': words.payments, 'data-testid': 'payments' }, h('h2', {}, words.payments),
    table(words.payments, [words.amount, words.status, words.description, words.date], shown.map((charge) => [
      h('button', { class: 'Button Button--plain', type: 'button', 'data-testid': 'payment', onclick: open(charge.id) }, owner.money(charge.amount, charge.currency)),
      badge(stateOf(charge)), charge.description || charge.id, owner.date(charge.created)]), words.none));
}

async function dispute(owner, one) {
  const { words } = owner;
  const problem = complaint();
  const path = `/v1/disputes/${encodeURIComponent(one.id)}`;
  const act = async (request) => {
    const answer = await request;
    if (answer.error) problem.textContent = answer.error.message;
    else owner.refresh();
  };
  const isOpen = /needs_response$/.test(one.status) && owner.may('dispute_management');
  return h('article', { class: 'Item', 'data-testid': 'dispute' },
    facts([[words.amount, owner.money(one.amount, one.currency)], [words.reason, one.reason.replaceAll('_', ' ')], [words.due, owner.date(one.evidence_details.due_by)]]),
    badge(one.status), problem,
    isOpen ? form([field(words.evidence, 'evidence')], words.evidence, 'evidence-form',
      (data) => act(owner.api.post(path, { evidence: { uncategorized_text: data.get('evidence') }, submit: true }))) : null,
    isOpen ? h('div', { class: 'Actions' }, button(words.accept, () => act(owner.api.post(`${path}/close`)), { name: 'accept', kind: 'soft' })) : null);
}

export async function disputes(owner) {
  const { words } = owner;
  const { payment } = owner.settings;
  const { value, error } = await owner.api.get('/v1/disputes', payment ? { charge: await chargeOf(owner, payment) } : {});
  if (error) throw error;
  owner.tell('disputesloaded', { total: value.data.length });
  const items = await Promise.all(value.data.map((one) => dispute(owner, one)));
  return h('section', { 'aria-label': words.disputes, 'data-testid': 'disputes' }, h('h2', {}, words.disputes),
    items.length ? items : h('p', { class: 'Soft', 'data-testid': 'nothing' }, words.none));
}
