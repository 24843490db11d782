// What a list says that has nothing in it yet.

import { control, secretKey } from '../base/api.js';
import { action } from '../base/dialog.js';
import { h } from '../../shared/dom.js';
import { nothingYet } from '../base/pieces.js';
import { titleOfKinds } from '../kinds/kinds.js';

/** A line to paste into a terminal, which does something in this sandbox. */
export function curl(path, ...data) {
  const lines = [`curl ${location.origin}/v1/${path} -u ${secretKey}:`, ...data.map((each) => `  ${each}`)];
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

export const seedButton = (done) => action('Load an example shop', async () => {
  const { objects } = await control('seed', { example: 'shop' });
  if (done) await done();
  return `The shop is open: ${objects.customer.toLocaleString('en')} customers, ${objects.payment_intent.toLocaleString('en')} payments.`;
});

const TEXTS = {
  payment_intent: () => [
    'Make one from a terminal, from your app or from the demo shop.', paymentExample(),
    trigger('payment_intent.succeeded', 'Make a payment'), demoLink(),
  ],
  customer: () => [
    'They appear as soon as one is made.', curl('customers', '-d name="Jenny Rosen" -d email=jenny@example.com'),
    trigger('customer.created', 'Make a customer'),
  ],
  setup_intent: () => [
    'A SetupIntent keeps a card for later, without charging it.',
    curl('setup_intents', '-d "allowed_payment_method_types[]=card"', '-d payment_method=pm_card_visa -d confirm=true'),
    trigger('setup_intent.succeeded', 'Set up a card'),
  ],
  event: () => [
    'Every change tells of itself here, and to your webhooks.', 'nestbox trigger payment_intent.succeeded',
    trigger('payment_intent.succeeded', 'Make it happen'),
  ],
  subscription: () => [
    'A subscription bills a customer again and again; the clock here makes months pass.',
    'nestbox trigger customer.subscription.created', trigger('customer.subscription.created', 'Make a subscription'),
  ],
  invoice: () => [
    'Subscriptions make them, and so can you.', 'nestbox trigger invoice.paid', trigger('invoice.paid', 'Make an invoice'),
  ],
  'checkout.session': () => [
    'A session is a page of Stripe’s on which a customer pays.',
    curl('checkout/sessions', '-d mode=payment -d success_url=https://example.com/thanks',
      '-d "line_items[0][quantity]=1" -d "line_items[0][price_data][currency]=usd"',
      '-d "line_items[0][price_data][unit_amount]=2000" -d "line_items[0][price_data][product_data][name]=Nest box"'),
  ],
  dispute: () => [
    'A dispute opens when a payment is made with a test card for it, or with the button on a payment’s page.',
    'nestbox trigger charge.dispute.created', trigger('charge.dispute.created', 'Make a dispute'),
  ],
  account: () => [
    'Connected accounts are the sellers of a platform.', curl('accounts', '-d type=express -d country=US -d email=seller@example.com'),
  ],
  webhook_endpoint: () => [
    'Add one here or with the API, or send every event of every sandbox to one address:',
    'nestbox serve --forward-to http://localhost:4242/webhook',
  ],
  'test_helpers.test_clock': () => [
    'Customers on a test clock have a time of their own.', curl('test_helpers/test_clocks', '-d frozen_time=1767225600'),
  ],
};

export function nothing(object) {
  const [text, example, ...buttons] = (TEXTS[object] || (() => ['They appear as soon as one is made.']))();
  return nothingYet(`No ${titleOfKinds(object).toLowerCase()} yet`, text, example,
    buttons.length > 0 && h('div', { class: 'buttons' }, buttons));
}
