// Changing a plan: the prices that the business offers, and what the change costs now.

import { business, moneyIn } from '../hosted/data.js';
import { h } from '../shared/dom.js';
import { priceText, productName } from './subscriptions.js';

async function offered(portal) {
  const { products = [] } = portal.features.subscription_update || {};
  const ids = products.flatMap(({ prices }) => prices);
  const answers = await Promise.all(ids.map((id) => business.get(`/v1/prices/${id}`, { expand: ['product'] })));
  return answers.map(({ value }) => value).filter(Boolean);
}

export async function updatePanel(portal, subscription) {
  const [item] = subscription.items.data;
  const prices = await offered(portal);
  const { proration_behavior: proration = 'create_prorations' } = portal.features.subscription_update || {};
  const problem = h('p', { class: 'Notice', role: 'alert' });
  const preview = h('p', { class: 'Soft', role: 'status', 'data-testid': 'proration-preview' });
  const submit = h('button', { class: 'Button Button--primary', type: 'submit', disabled: true, 'data-testid': 'confirm-update' }, 'Confirm');
  let chosen;
  const choose = (price) => async () => {
    chosen = price;
    submit.disabled = price.id === item.price.id;
    const { value } = await business.post('/v1/invoices/create_preview', {
      subscription: subscription.id,
      subscription_details: { items: [{ id: item.id, price: price.id, quantity: item.quantity }], proration_behavior: proration },
    });
    if (chosen === price) preview.textContent = value && !submit.disabled ? `Your next invoice will be ${moneyIn(value.currency)(value.amount_due)}.` : '';
  };
  const confirm = async (event) => {
    event.preventDefault();
    const { error } = await business.post(`/v1/subscriptions/${subscription.id}`, {
      items: [{ id: item.id, price: chosen.id, quantity: item.quantity }], proration_behavior: proration,
    });
    if (error) problem.textContent = error.message;
    else await portal.finished();
  };
  return h('form', { class: 'Panel', onsubmit: confirm, 'aria-label': 'Update plan' }, h('strong', {}, 'Update your plan'),
    h('div', { class: 'Choices', role: 'radiogroup', 'aria-label': 'Plan' }, prices.map((price) => h('label', {},
      h('input', { type: 'radio', name: 'price', value: price.id, checked: price.id === item.price.id, onchange: choose(price) }),
      h('span', {}, productName(price)), h('span', {}, priceText(price))))),
    preview, problem, h('div', { class: 'Buttons' }, submit, h('button', { class: 'Button', type: 'button', onclick: () => portal.show() }, 'Go back')));
}
