// What can be done with an object: the same calls that an app makes, or the sandbox's own.

import { control, write } from '../base/api.js';
import { action, ask } from '../base/dialog.js';
import { h } from '../../shared/dom.js';
import { money } from '../../shared/format.js';
import { route, to } from '../base/route.js';
import { chargeOf } from '../kinds/describe.js';

const amountField = (label, amount, currency) => ({
  name: 'amount', label, value: String(amount), inputmode: 'numeric', pattern: '[0-9]+', required: true,
  hint: `In the smallest unit: ${amount} is ${money(amount, currency)}.`,
});

const ACTIONS = {
  payment_intent: (object, act) => [...paymentActions(object, act), ...chargeActions(chargeOf(object), act)],
  charge: chargeActions, setup_intent: setupActions, customer: customerActions, dispute: disputeActions,
  subscription: subscriptionActions, invoice: invoiceActions, 'checkout.session': sessionActions, account: accountActions,
  payout: payoutActions, transfer: transferActions, webhook_endpoint: endpointActions,
  'test_helpers.test_clock': clockActions, payment_method: methodActions,
};

/** Each action says what it did when the page shows it. */
export function actionsFor(object, reload) {
  const make = ACTIONS[object.object];
  if (!make || object.deleted) return [];
  const act = (label, done, run, { question, stays = true, ...options } = {}) => action(label, async () => {
    const whole = async (answers) => {
      await run(answers);
      if (stays) await reload();
      return true;
    };
    const isDone = question ? await ask({ title: `${label}?`, confirm: label, danger: options.danger, ...question, run: whole }) : await whole({});
    return isDone ? done : null;
  }, options);
  return make(object, act).filter(Boolean);
}

function leave(object) {
  location.hash = to(object);
}

const link = (label, href) => h('a', { class: 'button', href }, label);

function customerActions({ id }, act) {
  return [
    act('Add a card', 'The card is attached.', ({ card }) => write(`payment_methods/${card}/attach`, { customer: id }), {
      question: { title: 'Add a card', fields: [{ name: 'card', label: 'Test card', options: [['pm_card_visa', 'Visa'], ['pm_card_mastercard', 'Mastercard'], ['pm_card_amex', 'American Express'], ['pm_card_chargeCustomerFail', 'Declines later charges']] }] },
    }),
    act('Delete', 'The customer is deleted.', async () => {
      await write(`customers/${id}`, {}, 'DELETE');
      leave('customer');
    }, { danger: true, stays: false, question: { title: 'Delete this customer?', text: 'Its payment methods are detached and its subscriptions end.' } }),
  ];
}

function methodActions({ id, customer }, act) {
  return [customer && act('Detach', 'The payment method is detached.', () => write(`payment_methods/${id}/detach`), { danger: true })];
}

function disputeActions({ id, status }, act) {
  if (!status.includes('needs_response')) return [];
  const respond = (evidence) => () => write(`disputes/${id}`, { 'evidence[uncategorized_text]': evidence, submit: true });
  return [
    act('Win', 'The evidence is in.', respond('winning_evidence'), { primary: true }),
    act('Lose', 'The evidence is in.', respond('losing_evidence'), { danger: true }),
  ];
}

function challengeActions({ id }, act) {
  return [
    act('Complete 3-D Secure', 'The customer passed 3-D Secure.', () => control(`3ds/${id}`, { outcome: 'succeeded' }), { primary: true }),
    act('Fail 3-D Secure', 'The customer failed 3-D Secure.', () => control(`3ds/${id}`, { outcome: 'failed' }), { danger: true }),
  ];
}

function paymentActions(payment, act) {
  const { id, status, currency } = payment;
  const cancel = act('Cancel', 'The payment is canceled.', () => write(`payment_intents/${id}/cancel`), {
    danger: true, question: { title: 'Cancel this payment?', confirm: 'Cancel the payment' },
  });
  switch (status) {
    case 'requires_action': return [...(hasChallenge(payment) ? challengeActions(payment, act) : []), cancel];
    case 'requires_capture': return [
      act('Capture', 'The payment is captured.', ({ amount }) => write(`payment_intents/${id}/capture`, { amount_to_capture: amount }), {
        primary: true, question: { title: 'Capture this payment', fields: [amountField('Amount', payment.amount_capturable, currency)] },
      }),
      cancel,
    ];
    case 'requires_payment_method': case 'requires_confirmation': return [
      act('Pay with a test card', 'The payment is confirmed.', () => write(`payment_intents/${id}/confirm`, { payment_method: 'pm_card_visa', return_url: location.origin }), { primary: true }),
      cancel,
    ];
    default: return [];
  }
}

const hasChallenge = ({ next_action: next }) => !next || ['use_stripe_sdk', 'redirect_to_url'].includes(next.type);

function chargeActions(charge, act) {
  if (!charge || charge.status !== 'succeeded' || !charge.captured) return [];
  const rest = charge.amount - charge.amount_refunded;
  const refund = act('Refund', 'The refund is on its way.', ({ amount, reason }) => write('refunds', { charge: charge.id, amount, reason }), {
    question: {
      title: 'Refund this payment',
      fields: [
        amountField('Amount', rest, charge.currency),
        { name: 'reason', label: 'Reason', options: [['', 'None'], 'requested_by_customer', 'duplicate', 'fraudulent'] },
      ],
    },
  });
  const dispute = act('Dispute', 'The card holder disputes the payment.', ({ reason }) => control('disputes', { charge: charge.id, reason }), {
    danger: true,
    question: {
      title: 'Dispute this payment', text: 'As the card holder would, at the bank.',
      fields: [{ name: 'reason', label: 'Reason', options: ['fraudulent', 'product_not_received', 'inquiry'] }],
    },
  });
  return [rest > 0 ? refund : null, charge.disputed ? null : dispute];
}

function setupActions(setup, act) {
  if (setup.status === 'requires_action') return challengeActions(setup, act);
  if (['succeeded', 'canceled'].includes(setup.status)) return [];
  return [act('Cancel', 'The setup is canceled.', () => write(`setup_intents/${setup.id}/cancel`), { danger: true })];
}

function subscriptionActions({ id, status, cancel_at_period_end: isEnding }, act) {
  if (['canceled', 'incomplete_expired'].includes(status)) return [];
  return [
    isEnding
      ? act('Keep', 'The subscription goes on.', () => write(`subscriptions/${id}`, { cancel_at_period_end: false }))
      : act('Cancel at the period’s end', 'It ends with its period.', () => write(`subscriptions/${id}`, { cancel_at_period_end: true })),
    act('Cancel now', 'The subscription is canceled.', () => write(`subscriptions/${id}`, {}, 'DELETE'), { danger: true, question: { title: 'Cancel this subscription now?' } }),
  ];
}

function invoiceActions({ id, status, hosted_invoice_url: page }, act) {
  const post = (path, body) => () => write(`invoices/${id}/${path}`, body);
  return [
    status === 'draft' && act('Finalize', 'The invoice is finalized.', post('finalize'), { primary: true }),
    status === 'open' && act('Pay', 'The invoice is paid.', post('pay'), { primary: true }),
    status === 'open' && act('Pay out of band', 'The invoice is paid.', post('pay', { paid_out_of_band: true })),
    page && link('Open its page', page),
    ['open', 'uncollectible'].includes(status) && act('Void', 'The invoice is void.', post('void'), { danger: true, question: { title: 'Void this invoice?' } }),
  ];
}

function sessionActions({ id, status, url }, act) {
  if (status !== 'open') return [];
  const finish = (outcome) => () => control(`checkout/${id}`, { outcome });
  return [
    act('Pay as the customer', 'The customer paid.', finish('succeeded'), { primary: true }),
    act('Decline', 'The customer’s card was declined.', finish('failed')),
    url && link('Open its page', url),
    act('Expire', 'The session is expired.', () => write(`checkout/sessions/${id}/expire`), { danger: true }),
  ];
}

function accountActions({ id, type, charges_enabled: isEnabled }, act) {
  const acting = route().account === id;
  return [
    link(acting ? 'Back to the platform' : 'Act as this account', acting ? to([], {}, null) : to([], {}, id)),
    !isEnabled && type !== 'standard' && action('Open onboarding', async () => {
      // An account link takes no address with a fragment.
      const [back] = location.href.split('#');
      const { url } = await write('account_links', { account: id, type: 'account_onboarding', return_url: back, refresh_url: back });
      location.assign(url);
    }, { primary: true }),
    act('Pay it', 'The transfer is made.', ({ amount, currency }) => write('transfers', { amount, currency, destination: id }), {
      question: { title: 'Transfer to this account', confirm: 'Transfer', fields: [amountField('Amount', 1000, 'usd'), { name: 'currency', label: 'Currency', value: 'usd' }] },
    }),
    act('Reject', 'The account is rejected.', ({ reason }) => write(`accounts/${id}/reject`, { reason }), {
      danger: true, question: { title: 'Reject this account?', fields: [{ name: 'reason', label: 'Reason', options: ['fraud', 'terms_of_service', 'other'] }] },
    }),
  ];
}

function payoutActions({ id, status }, act) {
  return [
    status === 'pending' && act('Cancel', 'The payout is canceled.', () => write(`payouts/${id}/cancel`), { danger: true }),
    status === 'paid' && act('Reverse', 'The payout is reversed.', () => write(`payouts/${id}/reverse`), { danger: true }),
  ];
}

function transferActions({ id, amount, amount_reversed: back, currency }, act) {
  return [amount > back && act('Reverse', 'The transfer is reversed.', ({ amount: sum }) => write(`transfers/${id}/reversals`, { amount: sum }), {
    danger: true, question: { title: 'Reverse this transfer', fields: [amountField('Amount', amount - back, currency)] },
  })];
}

function endpointActions({ id, status }, act) {
  const isOn = status === 'enabled';
  return [
    act(isOn ? 'Disable' : 'Enable', isOn ? 'It gets no events.' : 'It gets events again.', () => write(`webhook_endpoints/${id}`, { disabled: isOn })),
    act('Remove', 'The endpoint is removed.', async () => {
      await write(`webhook_endpoints/${id}`, {}, 'DELETE');
      leave('webhook_endpoint');
    }, { danger: true, stays: false, question: { title: 'Remove this endpoint?', text: 'What was not delivered to it never will be.' } }),
  ];
}

function clockActions({ id }, act) {
  return [act('Delete', 'The clock and its customers are gone.', async () => {
    await write(`test_helpers/test_clocks/${id}`, {}, 'DELETE');
    leave('test_helpers.test_clock');
  }, { danger: true, stays: false, question: { title: 'Delete this clock?', text: 'Its customers go with it.' } })];
}
