import { h } from '../shared/dom.js';
import { time } from '../shared/format.js';
import { readAll } from './api.js';
import { chargeOf } from './badges.js';
import { panel } from './panel.js';

const SENTENCES = {
  'payment_intent.created': 'Payment started',
  'payment_intent.succeeded': 'Payment succeeded',
  'payment_intent.payment_failed': 'Payment attempt failed',
  'payment_intent.requires_action': 'Waiting for 3-D Secure',
  'payment_intent.amount_capturable_updated': 'Authorized, waiting for capture',
  'payment_intent.canceled': 'Payment canceled',
  'payment_intent.processing': 'Payment processing',
  'charge.succeeded': 'Card charged',
  'charge.failed': 'Charge failed',
  'charge.captured': 'Charge captured',
  'charge.refunded': 'Refunded',
  'charge.updated': 'Charge updated',
  'charge.dispute.created': 'Disputed by the card holder',
  'charge.dispute.closed': 'Dispute closed',
  'charge.dispute.funds_withdrawn': 'Disputed funds withdrawn',
  'refund.created': 'Refund started',
  'refund.updated': 'Refund updated',
  'refund.failed': 'Refund failed',
  'setup_intent.created': 'Setup started',
  'setup_intent.succeeded': 'Card set up',
  'setup_intent.setup_failed': 'Setup failed',
  'setup_intent.requires_action': 'Waiting for 3-D Secure',
  'setup_intent.canceled': 'Setup canceled',
  'payment_method.attached': 'Payment method attached',
  'payment_method.detached': 'Payment method detached',
  'customer.created': 'Customer created',
  'customer.updated': 'Customer updated',
  'customer.deleted': 'Customer deleted',
};

const isBad = (type) => /failed|dispute\.created|withdrawn/.test(type);
const isGood = (type) => /succeeded|captured|attached/.test(type);

/** The events of an object and of what belongs to it, newest first. */
export async function eventsOf(object) {
  const charge = chargeOf(object);
  const ids = new Set([object.id, charge && charge.id, charge && charge.payment_intent].filter(Boolean));
  const events = await readAll('events', {}, (last) => last.created < object.created);
  return events.filter(({ data }) => {
    const about = data.object;
    return [about.id, about.charge, about.payment_intent, about.customer].some((id) => ids.has(id));
  });
}

const colour = (type) => (isBad(type) ? 'bad' : isGood(type) && 'good');

export function timeline(events) {
  if (events.length === 0) return null;
  const entries = events.map(({ id, type, created }) => {
    const link = h('a', { class: 'mono', href: `#/events/${id}` }, type);
    const when = h('p', { class: 'quiet' }, time(created), ' · ', link);
    return h('li', { class: colour(type) }, h('p', {}, SENTENCES[type] || type), when);
  });
  return panel('Timeline', h('ol', { class: 'timeline' }, entries));
}
