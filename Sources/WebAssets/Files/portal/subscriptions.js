// The customer's plans: what they cost, when they renew, and how to change or cancel them.

import { business, dateOf, moneyIn } from '../hosted/data.js';
import { h } from '../shared/dom.js';
import { cancelPanel } from './cancel.js';
import { updatePanel } from './update.js';

export async function subscriptions(portal, customer) {
  const { value } = await business.get('/v1/subscriptions', { customer: customer.id, limit: 20, expand: ['data.items.data.price.product'] });
  const found = (value && value.data) || [];
  if (found.length === 0) return null;
  const section = h('section', { class: 'Part', 'data-testid': 'subscriptions' }, h('h2', {}, 'Current plan'));
  section.append(...found.map((each) => planNode(portal, each)));
  return section;
}

export function priceText(price) {
  const { recurring } = price;
  const every = recurring ? ` / ${recurring.interval_count > 1 ? `${recurring.interval_count} ${recurring.interval}s` : recurring.interval}` : '';
  return `${moneyIn(price.currency)(price.unit_amount)}${every}`;
}

export const productName = (price) => (price.product && price.product.name) || price.nickname || price.id;

/** Newer versions of the API keep the period with the item. */
function periodEnd(subscription) {
  return subscription.current_period_end || (subscription.items.data[0] || {}).current_period_end;
}

function planNode(portal, subscription) {
  const items = subscription.items.data;
  const ending = subscription.cancel_at_period_end || subscription.cancel_at;
  const note = ending ? `Your plan will be canceled on ${dateOf(subscription.cancel_at || periodEnd(subscription))}.`
    : subscription.status === 'trialing' ? `Your trial ends on ${dateOf(subscription.trial_end)}.` : `Renews on ${dateOf(periodEnd(subscription))}.`;
  const node = h('div', { class: 'Part', 'data-testid': 'subscription' });
  const features = portal.features;
  const open = (make) => async () => node.replaceChildren(await make(portal, subscription));
  const resume = async () => {
    await business.post(`/v1/subscriptions/${subscription.id}`, { cancel_at_period_end: false });
    await portal.show();
  };
  const canUpdate = features.subscription_update && features.subscription_update.enabled;
  const canCancel = !features.subscription_cancel || features.subscription_cancel.enabled;
  node.append(h('div', { class: 'Row' },
    h('div', {}, items.map(({ price, quantity }) => h('div', {}, h('strong', {}, productName(price)),
      h('p', { class: 'Price' }, priceText(price), quantity > 1 ? ` × ${quantity}` : ''))), h('p', { class: 'Soft' }, note)),
    h('div', { class: 'Buttons' },
      canUpdate && !ending ? h('button', { class: 'Button Button--primary', type: 'button', onclick: open(updatePanel), 'data-testid': 'update-subscription' }, 'Update plan') : null,
      ending ? h('button', { class: 'Button', type: 'button', onclick: resume, 'data-testid': 'renew-subscription' }, "Don't cancel plan") : null,
      canCancel && !ending ? h('button', { class: 'Button', type: 'button', onclick: open(cancelPanel), 'data-testid': 'cancel-subscription' }, 'Cancel plan') : null)));
  const { subscription_cancel: cancels, subscription_update: updates } = portal.session.flow || {};
  const isMeant = ({ subscription: id } = {}) => id === undefined || id === subscription.id;
  if (portal.flow === 'subscription_cancel' && isMeant(cancels || undefined)) open(cancelPanel)();
  if (portal.flow === 'subscription_update' && isMeant(updates || undefined)) open(updatePanel)();
  return node;
}
