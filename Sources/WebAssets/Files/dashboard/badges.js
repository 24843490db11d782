import { h } from '../shared/dom.js';
import { words } from '../shared/format.js';

const COLOURS = {
  succeeded: 'good', enabled: 'good', won: 'good', available: 'good',
  failed: 'bad', lost: 'bad', declined: 'bad', disputed: 'bad', needs_response: 'bad',
  requires_action: 'wait', requires_capture: 'info', processing: 'info', pending: 'wait', under_review: 'wait',
  warning_needs_response: 'wait', partially_refunded: 'info', refunded: 'plain',
};

/** What people call it, where that is not Stripe's name. */
const NAMES = {
  requires_payment_method: 'Incomplete', requires_confirmation: 'Incomplete', requires_action: 'Needs 3-D Secure',
  requires_capture: 'Uncaptured',
};

export const statusName = (status) => NAMES[status] || words(status);

export function badge(status) {
  return h('span', { class: `badge ${COLOURS[status] || 'plain'}` }, statusName(status));
}

/** 2xx, 4xx and 5xx; nothing for a connection that was dropped. */
export function statusBadge(status) {
  if (status === null || status === undefined) return h('span', { class: 'badge bad' }, 'no answer');
  const colour = status < 300 ? 'good' : status < 400 ? 'plain' : status < 500 ? 'wait' : 'bad';
  return h('span', { class: `badge ${colour}` }, String(status));
}

/** What became of a payment, with what happened to its charge since. */
export function paymentStatus(payment) {
  const charge = chargeOf(payment);
  if (payment.object === 'charge' || payment.status === 'succeeded') {
    if (charge && charge.disputed) return 'disputed';
    if (charge && charge.refunded) return 'refunded';
    if (charge && charge.amount_refunded > 0) return 'partially_refunded';
  }
  if (payment.object === 'charge') return charge.paid && !charge.captured ? 'requires_capture' : charge.status;
  return payment.status === 'requires_payment_method' && payment.last_payment_error ? 'failed' : payment.status;
}

/** The charge of a payment: itself, if it was made without a PaymentIntent. */
export function chargeOf(payment) {
  if (payment.object === 'charge') return payment;
  const charge = payment.latest_charge;
  return charge && typeof charge === 'object' ? charge : null;
}
