// The facts of an object: what people look for first, then whatever else it says about itself.

import { h } from '../../shared/dom.js';
import { money, time, words } from '../../shared/format.js';
import { facts, mono, panel } from '../base/pieces.js';
import { addressLine, cardName, chargeOf, declineOf, methodOf, priceOf, reference } from './describe.js';
import { eventsOf } from './columns.js';
import { linkTo } from './kinds.js';

/** What stands elsewhere on the page, or tells nothing. */
const HIDDEN = new Set([
  'id', 'object', 'livemode', 'metadata', 'client_secret', 'created', 'status', 'deleted', 'description', 'amount', 'currency',
  'payment_method_types', 'calculated_statement_descriptor', 'capture_method', 'confirmation_method', 'fraud_details',
]);

const isMoment = (name, value) => Number.isInteger(value) && value > 1e8 && /(_at|_date|_start|_end|_time|created|_due|_on|due_by|expires|anchor|frozen_time|arrival|payment_attempt)$/.test(name);
const isAmount = (name, value) => Number.isInteger(value) && /^(amount|fee|net|total|subtotal|balance|unit_amount|tax|starting_balance|ending_balance)(_|$)/.test(name);

export function factsOf(object) {
  const charge = chargeOf(object);
  const error = object.last_payment_error || object.last_setup_error;
  const decline = declineOf(object) || (charge && declineOf(charge));
  const first = [
    ['Id', mono(object.id)],
    ['Created', object.created && time(object.created)],
    ['Amount', Number.isInteger(object.amount) && object.currency && money(object.amount, object.currency)],
    ['Method', methodOf(object) || (object.card && `${cardName(object.card)}, ${object.card.exp_month}/${object.card.exp_year}`)],
    ['Declined', decline && h('span', {}, words(decline), h('span', { class: 'mono quiet' }, ` ${decline}`))],
    ['Message', (error && error.message) || object.failure_message],
    ['Refunded', object.object === 'payment_intent' && charge && charge.amount_refunded > 0 && money(charge.amount_refunded, charge.currency)],
    ['Description', object.description],
    ...specialFacts(object),
  ];
  const named = new Set(first.map(([name]) => name.toLowerCase()));
  const rest = Object.entries(object).filter(([name]) => !HIDDEN.has(name))
    .map(([name, value]) => [words(name), valueOf(name, value, object)])
    .filter(([name, value]) => value !== undefined && !named.has(name.toLowerCase()));
  return [...first, ...rest];
}

function valueOf(name, value, object) {
  if (value === null || value === '' || (name === 'last_payment_error' || name === 'last_setup_error')) return undefined;
  if (isMoment(name, value)) return time(value);
  if (isAmount(name, value)) return object.currency ? value !== 0 && money(value, object.currency) : String(value);
  if (typeof value === 'boolean') return value ? 'Yes' : undefined;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return text(name, value);
  if (Array.isArray(value)) {
    return value.length > 0 && value.every((each) => typeof each === 'string') ? value.join(', ') : undefined;
  }
  if (value.id && value.object && linkTo(value.id)) return reference(value);
  if (name === 'address') return addressLine(value);
  if (name === 'shipping') return [value.name, addressLine(value.address)].filter(Boolean).join(', ');
  if (name === 'billing_details') return [value.name, value.email, addressLine(value.address)].filter(Boolean).join(', ') || undefined;
  return undefined;
}

function text(name, value) {
  if (/^https?:\/\//.test(value)) return h('a', { class: 'clipped', href: value, rel: 'noreferrer', title: value }, value);
  return linkTo(value) ? reference(value) : value;
}

function specialFacts(object) {
  switch (object.object) {
    case 'subscription': {
      const items = (object.items && object.items.data) || [];
      return [
        ['Plan', items.map(({ price, quantity }) => h('p', {}, `${quantity || 1} × ${price ? priceOf(price) : ''} `, price && reference(price.product)))],
        ['Period', items[0] && `${time(items[0].current_period_start)} – ${time(items[0].current_period_end)}`],
      ];
    }
    case 'webhook_endpoint': return [['URL', mono(object.url)], ['Enabled events', eventsOf(object)]];
    case 'account': return [
      ['Business', object.business_profile && object.business_profile.name],
      ['Charges', object.charges_enabled ? 'Enabled' : 'Not enabled'], ['Payouts', object.payouts_enabled ? 'Enabled' : 'Not enabled'],
      ['Disabled', object.requirements && object.requirements.disabled_reason && words(object.requirements.disabled_reason.split('.').at(-1))],
    ];
    case 'price': return [['Price', priceOf(object)]];
    case 'dispute': return [['Evidence due', object.evidence_details && object.evidence_details.due_by && time(object.evidence_details.due_by)]];
    case 'event': return [
      ['About', reference(object.data.object.id) || titleOfEvent(object)],
      ['Request', object.request && object.request.id ? reference(object.request.id) : 'None: it happened by itself'],
      ['Idempotency key', object.request && object.request.idempotency_key && mono(object.request.idempotency_key)],
    ];
    default: return [];
  }
}

const titleOfEvent = ({ data }) => data.object.object && words(data.object.object);

export function metadataPanel({ metadata }) {
  const entries = Object.entries(metadata || {});
  return entries.length > 0 && panel('Metadata', facts(entries, 'mono'));
}
