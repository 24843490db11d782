// The customer's payment methods: the one that is charged, others, and a form for a new card.

import { business, methodText } from '../hosted/data.js';
import { h } from '../shared/dom.js';
import { CardEntry } from '../hosted/card-entry.js';

export async function paymentMethods(portal, customer) {
  const { value } = await business.get('/v1/payment_methods', { customer: customer.id, limit: 20 });
  const methods = (value && value.data) || [];
  const chosen = (customer.invoice_settings || {}).default_payment_method;
  const act = (work) => async () => {
    await work();
    await portal.show();
  };
  const row = (method) => h('div', { class: 'Row', 'data-testid': 'payment-method' },
    h('div', {}, h('strong', {}, methodText({ type: method.type, [method.type]: method[method.type], card: method.card }))),
    method.id === chosen ? h('span', { class: 'Badge Badge--good' }, 'Default') : [
      h('button', { class: 'Button', type: 'button', onclick: act(() => business.post(`/v1/customers/${customer.id}`, { invoice_settings: { default_payment_method: method.id } })) }, 'Make default'),
      h('button', { class: 'Button Button--danger', type: 'button', onclick: act(() => business.post(`/v1/payment_methods/${method.id}/detach`)) }, 'Remove'),
    ]);
  const section = h('section', { class: 'Part', 'data-testid': 'payment-methods' }, h('h2', {}, 'Payment methods'), methods.map(row));
  const entry = () => new CardEntry({ label: 'Save card', testID: 'save-card', reuses: true }, async (id) => {
    const { error } = await business.post(`/v1/payment_methods/${id}/attach`, { customer: customer.id });
    if (error) return error.message;
    await business.post(`/v1/customers/${customer.id}`, { invoice_settings: { default_payment_method: id } });
    await portal.finished();
    return undefined;
  }).node;
  const add = h('button', { class: 'Button', type: 'button', 'data-testid': 'add-payment-method', onclick: () => add.replaceWith(entry()) }, 'Add payment method');
  section.append(portal.flow === 'payment_method_update' ? entry() : h('div', {}, add));
  return section;
}
