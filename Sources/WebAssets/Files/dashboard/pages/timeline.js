// What happened to an object and to what belongs to it, newest first, with the request that caused each step.

import { h } from '../../shared/dom.js';
import { time, words } from '../../shared/format.js';
import { panel } from '../base/pieces.js';
import { to } from '../base/route.js';
import { linkTo } from '../kinds/kinds.js';

const SENTENCES = {
  'payment_intent.created': 'Payment started',
  'payment_intent.payment_failed': 'Payment attempt failed',
  'payment_intent.requires_action': 'Waiting for 3-D Secure',
  'payment_intent.amount_capturable_updated': 'Authorized, waiting for capture',
  'charge.succeeded': 'Card charged',
  'charge.refunded': 'Refunded',
  'charge.dispute.created': 'Disputed by the card holder',
  'charge.dispute.funds_withdrawn': 'Disputed funds withdrawn',
  'charge.dispute.funds_reinstated': 'Disputed funds came back',
  'refund.created': 'Refund started',
  'setup_intent.created': 'Setup started',
  'setup_intent.succeeded': 'Card set up',
  'setup_intent.requires_action': 'Waiting for 3-D Secure',
  'customer.subscription.created': 'Subscription started',
  'customer.subscription.deleted': 'Subscription ended',
  'invoice.upcoming': 'Next invoice announced',
};

/** `payment_intent.canceled`: “Payment canceled”. */
function sentence(type) {
  if (SENTENCES[type]) return SENTENCES[type];
  const parts = type.split('.');
  const subject = parts.at(-2).replace('payment_intent', 'payment').replace('setup_intent', 'setup');
  return words(`${subject} ${parts.at(-1)}`);
}

const isBad = (type) => /failed|dispute\.created|withdrawn|action_required|deleted/.test(type);
const isGood = (type) => /succeeded|captured|attached|\.paid|completed|reinstated/.test(type);
const tone = (type) => (isBad(type) ? 'bad' : isGood(type) && 'good');

/** @param isOfOneRequest where all of them have one cause, it is not said again and again */
export function timeline(events, title = 'Timeline', isOfOneRequest = false) {
  if (events.length === 0) return null;
  return panel(title, h('ol', { class: 'timeline' }, events.map((event) => step(event, isOfOneRequest))));
}

function step({ id, type, created, about, request }, isOfOneRequest) {
  const event = h('a', { class: 'mono', href: to(['event', id]) }, type);
  const href = linkTo(about);
  return h('li', { class: tone(type) },
    h('p', {}, sentence(type)),
    h('p', { class: 'quiet' }, time(created), ' · ', event, ' · ', h(href ? 'a' : 'span', { class: 'mono', href }, about)),
    !isOfOneRequest && h('p', { class: 'quiet' }, cause(request)));
}

function cause(request) {
  if (!request) return 'By itself';
  const name = request.method ? `${request.method} ${request.path}` : request.id;
  return ['By ', request.method ? h('a', { class: 'mono', href: to(['requests', request.id]) }, name) : h('span', { class: 'mono' }, name)];
}
