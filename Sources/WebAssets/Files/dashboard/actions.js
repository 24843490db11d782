// What can be done with an object: the same calls that an app makes, or the sandbox's own.

import { control, write } from './api.js';
import { chargeOf } from './badges.js';
import { action, ask } from './dialog.js';
import { money } from '../shared/format.js';

const amountField = (label, amount, currency) => ({
  name: 'amount', label, value: String(amount), inputmode: 'numeric', pattern: '[0-9]+', required: true,
  hint: `In the smallest unit: ${amount} is ${money(amount, currency)}.`,
});

export function actionsFor(object, reload) {
  const done = (run, options) => async () => {
    const answer = options ? await ask(options) : {};
    if (answer === null) return null;
    const text = await run(answer);
    await reload();
    return text;
  };
  switch (object.object) {
    case 'payment_intent': return [...paymentActions(object, done), ...chargeActions(chargeOf(object), done)];
    case 'charge': return chargeActions(object, done);
    case 'setup_intent': return setupActions(object, done);
    case 'customer': return customerActions(object);
    case 'dispute': return disputeActions(object, done);
    default: return [];
  }
}

function customerActions({ id, deleted }) {
  if (deleted) return [];
  const question = {
    title: 'Delete this customer?', text: 'Its payment methods are detached.', confirm: 'Delete', danger: true,
  };
  return [action('Delete', async () => {
    if (!(await ask(question))) return null;
    await write(`customers/${id}`, {}, 'DELETE');
    location.hash = '#/customers';
    return 'The customer is deleted.';
  }, { danger: true })];
}

function disputeActions({ id, status }, done) {
  if (!status.includes('needs_response')) return [];
  const respond = (evidence) => done(async () => {
    await write(`disputes/${id}`, { 'evidence[uncategorized_text]': evidence, submit: true });
    return 'The evidence is in.';
  });
  return [
    action('Win', respond('winning_evidence'), { primary: true }),
    action('Lose', respond('losing_evidence'), { danger: true }),
  ];
}

function challengeActions({ id }, done) {
  const finish = (outcome, text) => done(async () => {
    await control(`3ds/${id}`, { outcome });
    return text;
  });
  return [
    action('Complete 3-D Secure', finish('succeeded', 'The customer passed 3-D Secure.'), { primary: true }),
    action('Fail 3-D Secure', finish('failed', 'The customer failed 3-D Secure.'), { danger: true }),
  ];
}

function paymentActions(payment, done) {
  const { id, status, currency } = payment;
  const cancel = action('Cancel', done(async () => {
    await write(`payment_intents/${id}/cancel`);
    return 'The payment is canceled.';
  }, { title: 'Cancel this payment?', confirm: 'Cancel the payment', danger: true }), { danger: true });
  switch (status) {
    case 'requires_action': return [...challengeActions(payment, done), cancel];
    case 'requires_capture': return [
      action('Capture', done(async ({ amount }) => {
        await write(`payment_intents/${id}/capture`, { amount_to_capture: amount });
        return 'The payment is captured.';
      }, {
        title: 'Capture this payment', confirm: 'Capture',
        fields: [amountField('Amount', payment.amount_capturable, currency)],
      }), { primary: true }),
      cancel,
    ];
    case 'requires_payment_method':
    case 'requires_confirmation': return [
      action('Pay with a test card', done(async () => {
        await write(`payment_intents/${id}/confirm`, { payment_method: 'pm_card_visa', return_url: location.origin });
        return 'The payment is confirmed.';
      }), { primary: true }),
      cancel,
    ];
    default: return [];
  }
}

function chargeActions(charge, done) {
  if (!charge || charge.status !== 'succeeded' || !charge.captured) return [];
  const rest = charge.amount - charge.amount_refunded;
  const refund = action('Refund', done(async ({ amount, reason }) => {
    await write('refunds', { charge: charge.id, amount, reason: reason === 'none' ? undefined : reason });
    return 'The refund is on its way.';
  }, {
    title: 'Refund this payment', confirm: 'Refund',
    fields: [
      amountField('Amount', rest, charge.currency),
      { name: 'reason', label: 'Reason', options: ['none', 'requested_by_customer', 'duplicate', 'fraudulent'] },
    ],
  }));
  const dispute = action('Dispute', done(async ({ reason }) => {
    await control('disputes', { charge: charge.id, reason });
    return 'The card holder disputes the payment.';
  }, {
    title: 'Dispute this payment', text: 'As the card holder would, at the bank.', confirm: 'Dispute', danger: true,
    fields: [{ name: 'reason', label: 'Reason', options: ['fraudulent', 'product_not_received'] }],
  }), { danger: true });
  return [rest > 0 ? refund : null, charge.disputed ? null : dispute].filter(Boolean);
}

function setupActions(setup, done) {
  if (setup.status === 'requires_action') return challengeActions(setup, done);
  if (['succeeded', 'canceled'].includes(setup.status)) return [];
  return [action('Cancel', done(async () => {
    await write(`setup_intents/${setup.id}/cancel`);
    return 'The setup is canceled.';
  }), { danger: true })];
}
