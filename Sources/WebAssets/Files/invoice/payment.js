// Paying an invoice with a card, on its own page.

import { CardEntry, customer } from '../hosted/card-entry.js';
import { business } from '../hosted/data.js';
import { voice } from '../hosted/voice.js';
import { PAYMENT, performAction } from '../stripe/payments/intents.js';

/** @param {() => void} done what the page does once the invoice is paid */
export function invoicePayment(invoice, done) {
  const label = voice.words.payAmount(voice.money(invoice.currency)(invoice.amount_remaining));
  return new CardEntry({ label, testID: 'pay-invoice', reuses: false }, async (method) => {
    const problem = await pay(invoice, method);
    if (!problem) done();
    return problem;
  }).node;
}

/** @returns {Promise<string | undefined>} what went wrong */
async function pay({ id, customer: payer }, method) {
  if (payer) {
    const attached = await business.post(`/v1/payment_methods/${method}/attach`, { customer: payer });
    if (attached.error) return attached.error.message;
  }
  const { value, error } = await business.post(`/v1/invoices/${id}/pay`, { payment_method: method });
  if (value && value.status === 'paid') return undefined;
  const intent = await intentOf(id);
  if (!intent || intent.status !== 'requires_action') return error ? error.message : voice.words.paymentFailed;
  const finished = await performAction(customer, PAYMENT, intent);
  return finished.error ? finished.error.message : undefined;
}

/** The payment that waits for the customer's bank. */
async function intentOf(invoice) {
  const { value = {} } = await business.get(`/v1/invoices/${invoice}`, { expand: ['payments.data.payment.payment_intent'] });
  const [payment] = (value.payments || {}).data || [];
  const found = payment ? payment.payment.payment_intent : value.payment_intent;
  if (!found || typeof found === 'object') return found;
  return (await business.get(`/v1/payment_intents/${found}`)).value;
}
