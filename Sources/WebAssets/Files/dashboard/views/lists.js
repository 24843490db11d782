// Payments, customers, setups and events.

import { control, read, sandboxName } from '../api.js';
import { badge, chargeOf, paymentStatus } from '../badges.js';
import { action } from '../dialog.js';
import { h } from '../../shared/dom.js';
import { money, time, words } from '../../shared/format.js';
import { linkTo } from '../kinds.js';
import { list, pages } from '../list.js';
import { merged } from '../merge.js';
import { nothingYet } from '../panel.js';

/** A line to paste into a terminal, which does something in this sandbox. */
function curl(path, ...data) {
  const lines = [`curl ${location.origin}/v1/${path} -u sk_test_${sandboxName}:`, ...data.map((each) => `  ${each}`)];
  return lines.join(' \\\n');
}

export const paymentExample = () => curl(
  'payment_intents', '-d amount=2000 -d currency=usd -d confirm=true',
  '-d "allowed_payment_method_types[]=card" -d payment_method=pm_card_visa',
);

/** A button that makes an event happen. */
export const trigger = (event, label) => action(label, async () => {
  await control('trigger', { event });
  return `${event} happened.`;
}, { primary: true });

export const demoLink = () => h('a', { class: 'button', href: 'demo' }, 'Open the demo shop');

const mono = (text) => h('span', { class: 'mono' }, text);
const textOf = (row, ...more) => [row.id, row.description, JSON.stringify(row.metadata), ...more].join(' ');
const created = { title: 'Created', cell: (row) => time(row.created), kind: 'quiet' };

function methodOf(payment) {
  const charge = chargeOf(payment);
  const card = charge && charge.payment_method_details && charge.payment_method_details.card;
  return card ? h('span', {}, words(card.brand), ' ', mono(`···· ${card.last4}`)) : '–';
}

/** PaymentIntents, and among them the charges that were made without one. */
export const paymentPages = () => merged([
  { path: 'payment_intents', parameters: { expand: ['data.latest_charge'] } },
  { path: 'charges', keep: (charge) => charge.payment_intent === null },
]);

const paymentFilter = (title, value, test = (status) => status === value) => (
  { title, value, test: (row) => test(paymentStatus(row)) }
);

export const payments = () => list({
  title: 'Payments',
  columns: [
    { title: 'Amount', cell: (row) => money(row.amount, row.currency), kind: 'num strong' },
    { title: 'Status', cell: (row) => badge(paymentStatus(row)) },
    { title: 'Method', cell: methodOf, kind: 'wide' },
    { title: 'For', cell: (row) => row.description || row.receipt_email || row.customer || '–', kind: 'quiet wide' },
    created,
  ],
  fetch: paymentPages(),
  text: (row) => textOf(
    row, money(row.amount, row.currency), row.currency, paymentStatus(row), row.customer, row.receipt_email,
  ),
  href: (row) => linkTo(row.id),
  filters: [
    paymentFilter('Succeeded', 'succeeded'),
    paymentFilter('Failed', 'failed'),
    paymentFilter('Needs 3-D Secure', 'requires_action'),
    paymentFilter('Uncaptured', 'requires_capture'),
    paymentFilter('Refunded', 'refunded', (status) => status.endsWith('refunded')),
    paymentFilter('Disputed', 'disputed'),
  ],
  empty: () => nothingYet(
    'No payments yet', 'Make one from a terminal, from your app or from the demo shop.', paymentExample(),
    h('div', { class: 'buttons' }, trigger('payment_intent.succeeded', 'Make a payment'), demoLink()),
  ),
});

export const customers = () => list({
  title: 'Customers',
  columns: [
    { title: 'Name', cell: (row) => row.name || row.email || row.description || row.id, kind: 'strong' },
    { title: 'Email', cell: (row) => row.email || '–' },
    { title: 'Id', cell: (row) => mono(row.id), kind: 'id wide' },
    created,
  ],
  fetch: pages(read, 'customers'),
  text: (row) => textOf(row, row.name, row.email, row.phone),
  href: (row) => linkTo(row.id),
  empty: () => nothingYet(
    'No customers yet', 'They appear as soon as somebody makes one.',
    curl('customers', '-d name="Jenny Rosen" -d email=jenny@example.com'),
    trigger('customer.created', 'Make a customer'),
  ),
});

const setupStatus = (row) => (row.status === 'requires_payment_method' && row.last_setup_error ? 'failed' : row.status);

export const setups = () => list({
  title: 'Setups',
  columns: [
    { title: 'Setup', cell: (row) => mono(row.id), kind: 'id' },
    { title: 'Status', cell: (row) => badge(setupStatus(row)) },
    { title: 'Customer', cell: (row) => row.customer || '–', kind: 'mono wide' },
    { title: 'Usage', cell: (row) => words(row.usage), kind: 'quiet wide' },
    created,
  ],
  fetch: pages(read, 'setup_intents'),
  text: (row) => textOf(row, setupStatus(row), row.customer, row.usage, row.payment_method),
  href: (row) => linkTo(row.id),
  empty: () => nothingYet(
    'No setups yet', 'A SetupIntent keeps a card for later, without charging it.',
    curl('setup_intents', '-d "allowed_payment_method_types[]=card"', '-d payment_method=pm_card_visa -d confirm=true'),
    trigger('setup_intent.succeeded', 'Set up a card'),
  ),
});

export const events = () => list({
  title: 'Events',
  columns: [
    { title: 'Type', cell: (row) => mono(row.type), kind: 'id' },
    { title: 'About', cell: (row) => row.data.object.id || '–', kind: 'mono wide' },
    { title: 'To be delivered', cell: (row) => String(row.pending_webhooks || '–'), kind: 'quiet wide' },
    created,
  ],
  fetch: pages(read, 'events'),
  text: (row) => [row.id, row.type, row.data.object.id, row.request && row.request.id].join(' '),
  href: (row) => linkTo(row.id),
  follows: ['event', 'delivery'],
  empty: () => nothingYet(
    'No events yet', 'Every change tells of itself here, and to your webhooks.',
    'nestbox trigger payment_intent.succeeded', trigger('payment_intent.succeeded', 'Make it happen'),
  ),
});
