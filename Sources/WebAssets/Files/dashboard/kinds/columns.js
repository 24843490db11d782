// What the list of each kind shows: its columns, its filters (terms of the sandbox's search), and what it expands.

import { h } from '../../shared/dom.js';
import { money, time, words } from '../../shared/format.js';
import { badge } from '../base/badges.js';
import { mono } from '../base/pieces.js';
import { cardName, declineOf, methodOf, nameOf, priceOf, reference, statusOf } from './describe.js';
import { periodBar } from './period.js';

const column = (title, cell, kind) => ({ title, cell, kind });

/** A column that can be sorted by a field: numbers begin with the greatest, text with A. */
const byNumber = (field, columned) => ({ ...columned, orders: [`-${field}`, field] });
const byText = (field, columned) => ({ ...columned, orders: [field, `-${field}`] });

const created = { ...column('Created', (row) => time(row.created), 'quiet'), orders: ['oldest'] };
const named = (title = 'Name') => column(title, nameOf, 'strong');
const name = byText('name', named());
const amountOf = (field) => byNumber(field, column('Amount', nameOf, 'num strong'));
const amount = amountOf('amount');
const plainState = column('Status', (row) => { const status = statusOf(row); return status ? badge(status) : '–'; });
const state = byText('status', plainState);
const id = column('Id', (row) => mono(row.id), 'id wide');
const customer = column('Customer', (row) => plain(row.customer), 'quiet wide');
const text = (title, read, kind = 'quiet wide') => column(title, (row) => read(row) || '–', kind);

/** A reference without a link of its own: the row is one. */
function plain(value) {
  if (!value) return '–';
  return typeof value === 'object' ? value.name || value.email || value.id : mono(value);
}

const forWhom = column('For', (row) => (
  row.description || (row.customer ? plain(row.customer) : row.receipt_email) || '–'), 'quiet wide');
const method = column('Method', (row) => {
  const means = methodOf(row);
  const decline = declineOf(row);
  return means || decline ? h('span', {}, means, decline && h('span', { class: 'quiet' }, ` ${words(decline)}`)) : '–';
}, 'wide');

const KINDS = {
  payment_intent: {
    expand: 'latest_charge,customer,payment_method', columns: [amount, state, method, forWhom, created],
    filters: {
      Succeeded: '.status:succeeded', Failed: '.status:requires_payment_method .last_payment_error:*',
      'Needs 3-D Secure': '.status:requires_action', Uncaptured: '.status:requires_capture',
      Refunded: 'latest_charge.amount_refunded>0', Disputed: 'latest_charge.disputed:true', Canceled: '.status:canceled',
      Incomplete: '.status:requires_* -.last_payment_error:*',
    },
  },
  charge: {
    expand: 'customer', columns: [amount, state, method, forWhom, created],
    filters: {
      Succeeded: '.status:succeeded', Failed: '.status:failed', Uncaptured: '.captured:false .paid:true',
      Refunded: '.amount_refunded>0', Disputed: '.disputed:true', 'Without a PaymentIntent': '.payment_intent:null',
    },
  },
  customer: {
    columns: [name, byText('email', text('Email', (row) => row.email, '')), text('Phone', (row) => row.phone), id, created],
    filters: { 'With a balance': '-.balance:0', 'On a test clock': '.test_clock:*', Delinquent: '.delinquent:true' },
  },
  subscription: {
    expand: 'customer',
    columns: [
      named('Plan'), state, column('Customer', (row) => plain(row.customer), 'quiet'),
      column('Period', periodBar, 'wide'), byNumber('items.data.current_period_end', column('Renews', renewal, 'quiet')),
    ],
    filters: {
      Active: '.status:active', Trialing: '.status:trialing', 'Past due': '.status:past_due', Canceled: '.status:canceled',
      'To be canceled': '.cancel_at:*', 'On a test clock': '.test_clock:*',
    },
  },
  invoice: {
    expand: 'customer',
    columns: [amountOf('total'), state, byText('number', text('Number', (row) => row.number)), customer, created],
    filters: { Paid: '.status:paid', Open: '.status:open', Draft: '.status:draft', Void: '.status:void', Uncollectible: '.status:uncollectible' },
  },
  'checkout.session': {
    columns: [amountOf('amount_total'), state, text('Mode', (row) => words(row.mode)), column('Payment', (row) => badge(row.payment_status), 'wide'), created],
    filters: { Open: '.status:open', Complete: '.status:complete', Expired: '.status:expired' },
  },
  dispute: {
    columns: [amount, state, text('Reason', (row) => words(row.reason)), byNumber('evidence_details.due_by', text('Evidence due', (row) => time((row.evidence_details || {}).due_by))), created],
    filters: { 'Needs response': '.status:*needs_response', 'Under review': '.status:*under_review', Won: '.status:won', Lost: '.status:lost' },
  },
  refund: {
    columns: [amount, state, text('Reason', (row) => row.reason && words(row.reason)), text('Payment', (row) => row.payment_intent && mono(row.payment_intent)), created],
    filters: { Succeeded: '.status:succeeded', Pending: '.status:pending', Failed: '.status:failed' },
  },
  payout: {
    columns: [amount, state, text('Method', (row) => words(row.method)), byNumber('arrival_date', text('Arrives', (row) => time(row.arrival_date))), created],
    filters: { Paid: '.status:paid', 'In transit': '.status:in_transit', Pending: '.status:pending', Failed: '.status:failed' },
  },
  transfer: {
    columns: [amount, column('To', (row) => mono(row.destination)), text('Reversed', (row) => row.amount_reversed > 0 && money(row.amount_reversed, row.currency)), created],
    filters: { Reversed: '.amount_reversed>0' },
  },
  balance_transaction: {
    columns: [
      amount, byText('type', column('Type', (row) => words(row.type))), byNumber('fee', text('Fee', (row) => money(row.fee, row.currency))),
      byNumber('net', text('Net', (row) => money(row.net, row.currency))), text('Source', (row) => row.source && mono(row.source)), created,
    ],
    filters: { Available: '.status:available', Pending: '.status:pending', Payments: '.type:charge', Refunds: '.type:refund', Payouts: '.type:payout' },
  },
  account: {
    columns: [named('Account'), plainState, column('Needs', needs), text('Type', (row) => row.type && words(row.type)), created],
    filters: { Restricted: '.charges_enabled:false', Enabled: '.charges_enabled:true', 'Needs something': 'requirements.currently_due:*' },
  },
  person: { columns: [byText('last_name', named()), plainState, text('Account', (row) => row.account && mono(row.account)), created], filters: {} },
  product: {
    expand: 'default_price',
    columns: [name, byText('active', plainState), text('Price', (row) => row.default_price && row.default_price.object && priceOf(row.default_price)), id, created],
    filters: { Active: '.active:true', Archived: '.active:false' },
  },
  price: {
    expand: 'product',
    columns: [byNumber('unit_amount', named('Price')), byText('active', plainState), text('Product', (row) => plain(row.product)), text('Lookup key', (row) => row.lookup_key), created],
    filters: { Active: '.active:true', Archived: '.active:false', Recurring: '.type:recurring' },
  },
  setup_intent: {
    expand: 'customer,payment_method',
    columns: [column('Setup', (row) => methodOf(row) || mono(row.id), 'strong'), state, customer, text('Usage', (row) => words(row.usage)), created],
    filters: { Succeeded: '.status:succeeded', 'Needs 3-D Secure': '.status:requires_action', Canceled: '.status:canceled' },
  },
  event: {
    columns: [
      byText('type', column('Type', (row) => mono(row.type), 'id')), column('About', (row) => mono(row.data.object.id || '–'), 'wide'),
      text('To be delivered', (row) => row.pending_webhooks > 0 && String(row.pending_webhooks)), created,
    ],
    filters: { 'To be delivered': '.pending_webhooks>0', Payments: '.type:payment_intent.*', Billing: '.type:invoice.*' },
  },
  payment_method: {
    columns: [named('Method'), column('Customer', (row) => plain(row.customer), 'quiet'), id, created],
    filters: { Cards: '.type:card', Attached: '.customer:cus_*' },
  },
  webhook_endpoint: {
    columns: [byText('url', column('URL', (row) => mono(row.url), 'id')), state, text('Events', (row) => eventsOf(row)), created], filters: {},
  },
  'test_helpers.test_clock': {
    columns: [byText('name', column('Clock', (row) => row.name || mono(row.id), 'strong')), state, byNumber('frozen_time', column('Now', (row) => time(row.frozen_time), 'quiet')), created],
    filters: {},
  },
};

const OTHERS = { columns: [named(), state, id, created], filters: {} };

export const listingOf = (object) => KINDS[object] || OTHERS;

export function eventsOf({ enabled_events: events }) {
  if (!events || events.includes('*')) return 'All events';
  return events.length > 3 ? `${events.slice(0, 3).join(', ')} and ${events.length - 3} more` : events.join(', ');
}

function needs({ requirements }) {
  const due = requirements ? (requirements.currently_due || []).length : 0;
  if (due === 0) return requirements && (requirements.pending_verification || []).length > 0 ? 'Verification' : 'Nothing';
  return `${due} ${due === 1 ? 'thing' : 'things'}`;
}

/** When it renews, or ends. */
function renewal(row) {
  if (row.ended_at) return `Ended ${time(row.ended_at)}`;
  if (row.cancel_at) return `Ends ${time(row.cancel_at)}`;
  return time(Math.min(...row.items.data.map((item) => item.current_period_end)));
}

/** An object in one line, for the pages of others. */
export function line(object) {
  const status = statusOf(object);
  const more = {
    balance_transaction: () => `${words(object.type)}, net ${money(object.net, object.currency)}`,
    dispute: () => words(object.reason), refund: () => object.reason && words(object.reason), invoice: () => object.number,
    payment_method: () => object.type && words(object.type), event: () => object.type, customer: () => object.email,
    charge: () => object.failure_code && words(object.failure_code), payment_intent: () => object.description,
  }[object.object];
  return { name: nameOf(object), status, more: (more && more()) || object.description };
}

export { cardName, reference };
