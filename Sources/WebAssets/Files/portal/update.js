// Changing a plan: the prices and quantities that the business offers, what the change costs, and a code that takes
// something off. A flow that asks for one change only shows that one.

import { business } from '../hosted/data.js';
import { voice } from '../hosted/voice.js';
import { h } from '../shared/dom.js';
import { PlanChange } from './plan-change.js';
import { priceText, productName } from './subscriptions.js';

async function offered(portal) {
  const products = portal.features.subscription_update.products || [];
  const found = await Promise.all(products.flatMap(({ prices, adjustable_quantity: quantity }) => prices.map(async (id) => {
    const { value } = await business.get(`/v1/prices/${id}`, { expand: ['product'] });
    return value && { price: value, quantity };
  })));
  return found.filter((each) => each && each.price.active);
}

export async function updatePanel(portal, subscription) {
  const { words } = voice;
  const isFixed = Boolean(portal.flow && portal.flow.type === 'subscription_update_confirm');
  const change = new PlanChange(portal, subscription);
  const preview = h('div', { role: 'status', 'data-testid': 'proration-preview' });
  const problem = h('p', { class: 'Notice', role: 'alert' });
  const submit = h('button', { class: 'Button Button--primary', type: 'submit', disabled: true, 'data-testid': 'confirm-update' }, words.confirm);
  const refresh = async () => {
    submit.disabled = true;
    problem.textContent = '';
    if (!change.isOne) return preview.replaceChildren();
    const asked = change.asked;
    const { value, error } = await change.preview();
    if (asked !== change.asked) return undefined;
    problem.textContent = error ? error.message : '';
    submit.disabled = Boolean(error);
    return preview.replaceChildren(...(value ? bill(change, value) : []));
  };
  const confirm = async (event) => {
    event.preventDefault();
    submit.disabled = true;
    const { error } = await change.make();
    submit.disabled = false;
    if (error) problem.textContent = error.message;
    else await portal.finished();
  };
  const choices = isFixed ? [change.fixed(portal.subject) && fixedChoice(change, await business.get(`/v1/prices/${change.price}`, { expand: ['product'] }))]
    : controls(portal, change, await offered(portal), refresh);
  if (change.isOne) await refresh();
  return h('form', { class: 'Panel', onsubmit: confirm, 'aria-label': words.updatePlan }, h('strong', {}, isFixed ? words.confirmTitle : words.updateTitle),
    choices, preview, problem, h('div', { class: 'Buttons' }, submit,
      portal.flow ? null : h('button', { class: 'Button', type: 'button', onclick: () => portal.show() }, words.goBack)));
}

function fixedChoice(change, { value: price }) {
  return price ? h('p', { class: 'Price' }, `${productName(price)}: ${priceText(price)}${change.quantity > 1 ? ` × ${change.quantity}` : ''}`) : null;
}

function controls(portal, change, offers, refresh) {
  const { words } = voice;
  const { default_allowed_updates: allowed } = portal.features.subscription_update;
  const { current } = change;
  const field = (id, label, input) => h('div', { class: 'Field' }, h('label', { class: 'Label', for: id }, label), input);
  const quantity = h('input', { class: 'Input', id: 'quantity', name: 'quantity', type: 'number', value: String(current.quantity), onchange: () => {
    change.quantity = Math.max(Number(quantity.value) || 1, 1);
    refresh();
  } });
  const bounds = () => {
    const rule = (offers.find(({ price }) => price.id === change.price) || {}).quantity || {};
    quantity.min = rule.minimum || 1;
    quantity.max = rule.maximum || 999_999;
    quantity.disabled = !allowed.includes('quantity') && !rule.enabled;
  };
  bounds();
  const prices = allowed.includes('price') ? h('div', { class: 'Choices', role: 'radiogroup', 'aria-label': words.plan }, offers.map(({ price }) => h('label', {},
    h('input', { type: 'radio', name: 'price', value: price.id, checked: price.id === current.price.id, onchange: () => {
      change.price = price.id;
      bounds();
      refresh();
    } }), h('span', {}, productName(price)), h('span', {}, priceText(price))))) : null;
  const code = h('input', { class: 'Input', id: 'promotionCode', name: 'promotionCode', onchange: async () => {
    const holds = await change.redeem(code.value.trim());
    code.classList.toggle('Input--invalid', !holds);
    code.setAttribute('aria-invalid', String(!holds));
    await refresh();
  } });
  const isCounted = allowed.includes('quantity') || offers.some((offer) => offer.quantity.enabled);
  return [prices, isCounted ? field('quantity', words.quantity, quantity) : null,
    allowed.includes('promotion_code') ? field('promotionCode', words.promotionCode, code) : null];
}

/** What the change costs, line by line. */
function bill(change, invoice) {
  const { words } = voice;
  if (change.isScheduled) return [h('p', { class: 'Soft' }, words.changeLater)];
  const money = voice.money(invoice.currency);
  const sum = change.isInvoicedNow ? words.dueToday(money(invoice.amount_due)) : words.nextInvoice(money(invoice.amount_due));
  return [
    h('table', { class: 'Lines' }, h('tbody', {}, invoice.lines.data.map((line) => h('tr', {}, h('td', {}, line.description), h('td', {}, money(line.amount)))))),
    h('p', {}, h('strong', {}, sum)),
  ];
}
