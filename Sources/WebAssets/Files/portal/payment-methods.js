// The customer's payment methods: the one that is charged, others, and a form for a new card.

import { CardEntry } from '../hosted/card-entry.js';
import { business, methodText } from '../hosted/data.js';
import { voice } from '../hosted/voice.js';
import { h } from '../shared/dom.js';

export async function paymentMethods(portal, customer) {
  const { words } = voice;
  const { value } = await business.get('/v1/payment_methods', { customer: customer.id, limit: 20 });
  const methods = (value && value.data) || [];
  const chosen = (customer.invoice_settings || {}).default_payment_method;
  const problem = h('p', { class: 'Notice', role: 'alert' });
  const act = (work) => async () => {
    const { error } = await work();
    if (error) problem.textContent = error.message;
    else await portal.show();
  };
  const use = (id) => business.post(`/v1/customers/${customer.id}`, { invoice_settings: { default_payment_method: id } });
  const row = (method) => h('div', { class: 'Row', 'data-testid': 'payment-method' },
    h('div', {}, h('strong', {}, methodText(method))),
    method.id === chosen ? h('span', { class: 'Badge Badge--good' }, words.default) : [
      h('button', { class: 'Button', type: 'button', onclick: act(() => use(method.id)) }, words.makeDefault),
      h('button', { class: 'Button Button--danger', type: 'button', onclick: act(() => business.post(`/v1/payment_methods/${method.id}/detach`)) }, words.remove),
    ]);
  const section = h('section', { class: 'Part', 'data-testid': 'payment-methods' }, h('h2', {}, words.paymentMethods), methods.map(row), problem);
  const entry = () => new CardEntry({ label: words.saveCard, testID: 'save-card', reuses: true }, async (id) => {
    const { error } = await business.post(`/v1/payment_methods/${id}/attach`, { customer: customer.id });
    if (error) return error.message;
    await use(id);
    await portal.finished();
    return undefined;
  }).node;
  const add = h('button', { class: 'Button', type: 'button', 'data-testid': 'add-payment-method', onclick: () => add.replaceWith(entry()) }, words.addMethod);
  section.append(portal.flow ? entry() : h('div', {}, add));
  return section;
}
