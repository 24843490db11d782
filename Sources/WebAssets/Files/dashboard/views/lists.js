// Payments, customers, setups and events.

import { control, read, sandboxName } from '../api.js';
import { badge, paymentStatus } from '../badges.js';
import { action } from '../dialog.js';
import { h } from '../../shared/dom.js';
import { money, time } from '../../shared/format.js';
import { linkTo } from '../kinds.js';
import { list, nothingYet, pages } from '../list.js';
import { merged } from '../merge.js';

export const trigger = (event, label) => action(label, async () => {
  await control('trigger', { event });
  return `${event} happened.`;
}, { primary: true });

const when = { title: 'Created', cell: (row) => time(row.created), kind: 'quiet' };

function methodOf(payment) {
  const charge = payment.object === 'charge' ? payment : payment.latest_charge;
  const card = charge && charge.payment_method_details && charge.payment_method_details.card;
  if (!card) return h('span', { class: 'quiet' }, '–');
  return h('span', {}, `${card.brand.charAt(0).toUpperCase()}${card.brand.slice(1)} `, h('span', { class: 'mono' }, `···· ${card.last4}`));
}

/** PaymentIntents, and among them the charges that were made without one. */
export const paymentPages = () => merged([
  { path: 'payment_intents', parameters: { expand: ['data.latest_charge'] } },
  { path: 'charges', keep: (charge) => charge.payment_intent === null },
]);

const is = (status) => (row) => paymentStatus(row) === status;

export const payments = () => list({
  title: 'Payments',
  columns: [
    { title: 'Amount', cell: (row) => money(row.amount, row.currency), kind: 'num strong' },
    { title: 'Status', cell: (row) => badge(paymentStatus(row)) },
    { title: 'Method', cell: methodOf, kind: 'wide' },
    { title: 'For', cell: (row) => row.description || row.receipt_email || row.customer || '–', kind: 'quiet wide' },
    when,
  ],
  fetch: paymentPages(),
  text: (row) => [row.id, money(row.amount, row.currency), row.currency, paymentStatus(row), row.customer, row.receipt_email,
    row.description, JSON.stringify(row.metadata)].join(' '),
  href: (row) => linkTo(row.id),
  filters: [
    { title: 'Succeeded', value: 'succeeded', test: is('succeeded') },
    { title: 'Failed', value: 'failed', test: is('failed') },
    { title: 'Needs 3-D Secure', value: 'requires_action', test: is('requires_action') },
    { title: 'Uncaptured', value: 'requires_capture', test: is('requires_capture') },
    { title: 'Refunded', value: 'refunded', test: (row) => paymentStatus(row).endsWith('refunded') },
    { title: 'Disputed', value: 'disputed', test: is('disputed') },
  ],
  empty: () => nothingYet('No payments yet', 'Make one from a terminal, from your app or from the demo shop.',
    `curl ${location.origin}/v1/payment_intents -u sk_test_${sandboxName}: \\\n  -d amount=2000 -d currency=usd -d payment_method=pm_card_visa \\\n  -d "payment_method_types[]=card" -d confirm=true`,
    h('div', { class: 'buttons' }, trigger('payment_intent.succeeded', 'Make a payment'),
      h('a', { class: 'button', href: 'demo' }, 'Open the demo shop'))),
});

export const customers = () => list({
  title: 'Customers',
  columns: [
    { title: 'Name', cell: (row) => row.name || row.email || row.description || row.id, kind: 'strong' },
    { title: 'Email', cell: (row) => row.email || '–' },
    { title: 'Id', cell: (row) => h('span', { class: 'mono' }, row.id), kind: 'id wide' },
    when,
  ],
  fetch: pages(read, 'customers'),
  text: (row) => [row.id, row.name, row.email, row.description, row.phone, JSON.stringify(row.metadata)].join(' '),
  href: (row) => linkTo(row.id),
  empty: () => nothingYet('No customers yet', 'They appear as soon as somebody makes one.',
    `curl ${location.origin}/v1/customers -u sk_test_${sandboxName}: \\\n  -d name="Jenny Rosen" -d email=jenny@example.com`,
    trigger('customer.created', 'Make a customer')),
});

export const setups = () => list({
  title: 'Setups',
  columns: [
    { title: 'Setup', cell: (row) => h('span', { class: 'mono' }, row.id), kind: 'id' },
    { title: 'Status', cell: (row) => badge(row.status === 'requires_payment_method' && row.last_setup_error ? 'failed' : row.status) },
    { title: 'Customer', cell: (row) => row.customer || '–', kind: 'mono wide' },
    { title: 'Usage', cell: (row) => row.usage.replace('_', ' '), kind: 'quiet wide' },
    when,
  ],
  fetch: pages(read, 'setup_intents'),
  text: (row) => [row.id, row.status, row.customer, row.usage, row.payment_method, JSON.stringify(row.metadata)].join(' '),
  href: (row) => linkTo(row.id),
  empty: () => nothingYet('No setups yet', 'A SetupIntent keeps a card for later, without charging it.',
    `curl ${location.origin}/v1/setup_intents -u sk_test_${sandboxName}: \\\n  -d "payment_method_types[]=card" -d payment_method=pm_card_visa -d confirm=true`,
    trigger('setup_intent.succeeded', 'Set up a card')),
});

export const events = () => list({
  title: 'Events',
  columns: [
    { title: 'Type', cell: (row) => h('span', { class: 'mono' }, row.type), kind: 'id' },
    { title: 'About', cell: (row) => row.data.object.id || '–', kind: 'mono wide' },
    { title: 'To be delivered', cell: (row) => (row.pending_webhooks > 0 ? `${row.pending_webhooks}` : '–'), kind: 'quiet wide' },
    when,
  ],
  fetch: pages(read, 'events'),
  text: (row) => [row.id, row.type, row.data.object.id, (row.request || {}).id].join(' '),
  href: (row) => linkTo(row.id),
  follows: ['event', 'delivery'],
  empty: () => nothingYet('No events yet', 'Every change tells of itself here, and to your webhooks.',
    'nestbox trigger payment_intent.succeeded', trigger('payment_intent.succeeded', 'Make it happen')),
});
