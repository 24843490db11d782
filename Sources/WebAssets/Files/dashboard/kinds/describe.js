// What an object is called, how it is, and what belongs to it, in a few words.

import { h } from '../../shared/dom.js';
import { money, words } from '../../shared/format.js';
import { mono } from '../base/pieces.js';
import { linkTo, titleOfKind } from './kinds.js';

const AMOUNTS = ['amount', 'total', 'amount_total', 'amount_due', 'unit_amount'];

/** The charge of a payment: itself, if it was made without a PaymentIntent. */
export function chargeOf(payment) {
  if (payment.object === 'charge') return payment;
  const charge = payment.latest_charge;
  return charge && typeof charge === 'object' ? charge : null;
}

/** What became of an object, with what happened to a payment's charge since. */
export function statusOf(object) {
  switch (object.object) {
    case 'payment_intent': case 'charge': return paymentStatus(object);
    case 'setup_intent': return object.status === 'requires_payment_method' && object.last_setup_error ? 'failed' : object.status;
    case 'checkout.session': return object.status;
    case 'account': return accountStatus(object);
    case 'product': case 'price': case 'promotion_code': return object.active === undefined ? undefined : object.active ? 'active' : 'archived';
    case 'capability': return object.status;
    case 'customer': return object.deleted ? 'deleted' : undefined;
    default: return object.deleted ? 'deleted' : typeof object.status === 'string' ? object.status : undefined;
  }
}

function paymentStatus(payment) {
  const charge = chargeOf(payment);
  if (payment.object === 'charge' || payment.status === 'succeeded') {
    if (charge && charge.disputed) return 'disputed';
    if (charge && charge.refunded) return 'refunded';
    if (charge && charge.amount_refunded > 0) return 'partially_refunded';
  }
  if (payment.object === 'charge') return charge.paid && !charge.captured ? 'requires_capture' : charge.status;
  return payment.status === 'requires_payment_method' && payment.last_payment_error ? 'failed' : payment.status;
}

function accountStatus({ charges_enabled: charges, payouts_enabled: payouts, deleted }) {
  if (deleted) return 'deleted';
  return charges && payouts ? 'open_for_business' : 'restricted';
}

/** Its amount, name or whatever tells it from others. */
export function nameOf(object) {
  if (object.object === 'price') return priceOf(object);
  if (object.object === 'subscription') return subscriptionName(object);
  if (object.object === 'invoice') return money(object.total, object.currency);
  const amount = AMOUNTS.map((name) => object[name]).find((value) => Number.isInteger(value));
  if (amount !== undefined && object.currency) return money(amount, object.currency);
  if (object.object === 'person' || object.object === 'account') return personName(object);
  if (object.card) return cardName(object.card);
  if (object.brand && object.last4) return cardName(object);
  return object.name || object.email || object.code || object.type || object.url || object.nickname
    || (object.percent_off ? `${object.percent_off} % off` : undefined) || titleOfKind(object.object);
}

function personName({ first_name: first, last_name: last, business_profile: business, email, company, id }) {
  const names = [first, last].filter(Boolean).join(' ');
  return names || (business && business.name) || (company && company.name) || email || id;
}

export function priceOf(price) {
  const amount = price.unit_amount === null || price.unit_amount === undefined
    ? price.billing_scheme === 'tiered' ? 'Tiered' : 'Custom' : money(price.unit_amount, price.currency);
  const every = price.recurring;
  if (!every) return amount;
  return `${amount} / ${every.interval_count > 1 ? `${every.interval_count} ${every.interval}s` : every.interval}`;
}

function subscriptionName({ items }) {
  const prices = ((items && items.data) || []).map(({ price, quantity }) => (
    `${quantity > 1 ? `${quantity} × ` : ''}${price ? priceOf(price) : 'a price'}`));
  return prices.join(' + ') || 'Subscription';
}

export const cardName = ({ brand, last4 }) => `${words(brand || 'card')} ···· ${last4}`;

/** The means by which a payment was, or was to be, made. */
export function methodOf(payment) {
  const charge = chargeOf(payment);
  const error = payment.last_payment_error || payment.last_setup_error;
  const details = (charge && charge.payment_method_details) || (error && error.payment_method) || payment.payment_method;
  if (!details || typeof details !== 'object') return undefined;
  if (details.card) return h('span', {}, words(details.card.brand), ' ', mono(`···· ${details.card.last4}`));
  return details.type && words(details.type);
}

/** The code with which an attempt was declined. */
export function declineOf(object) {
  const error = object.last_payment_error || object.last_setup_error;
  const outcome = object.outcome || {};
  return (error && (error.decline_code || error.code)) || object.failure_code || (object.status === 'failed' && outcome.reason) || undefined;
}

/** An id, or what it was expanded to, as a link. */
export function reference(value) {
  const id = value && typeof value === 'object' ? value.id : value;
  if (!id) return undefined;
  const name = value && typeof value === 'object' && (value.name || value.email);
  const href = linkTo(id);
  return h(href ? 'a' : 'span', { class: name ? undefined : 'mono', href }, name || id);
}

export function addressLine(address) {
  if (!address) return undefined;
  const { line1, line2, postal_code: code, city, state, country } = address;
  return [line1, line2, [code, city].filter(Boolean).join(' '), state, country].filter(Boolean).join(', ') || undefined;
}
