// The customer's plans: what they cost, when they renew, and how to change, pause or cancel them.

import { business } from '../hosted/data.js';
import { voice } from '../hosted/voice.js';
import { h } from '../shared/dom.js';
import { cancelPanel } from './cancel.js';
import { pausePanel } from './pause.js';
import { updatePanel } from './update.js';

const PANELS = {
  subscription_cancel: cancelPanel, subscription_pause: pausePanel, subscription_update: updatePanel, subscription_update_confirm: updatePanel,
};

export async function subscriptions(portal, customer) {
  const { value } = await business.get('/v1/subscriptions', { customer: customer.id, limit: 20 });
  const meant = portal.subject.subscription;
  const ids = ((value && value.data) || []).map(({ id }) => id).filter((id) => !meant || id === meant);
  // In a list, a product is a level too deep to be expanded.
  const answers = await Promise.all(ids.map((id) => business.get(`/v1/subscriptions/${id}`, { expand: ['items.data.price.product'] })));
  const found = answers.filter((answer) => answer.value).map((answer) => answer.value);
  if (found.length === 0) return null;
  const section = h('section', { class: 'Part', 'data-testid': 'subscriptions' }, h('h2', {}, voice.words.currentPlan));
  section.append(...await Promise.all(found.map((each) => planNode(portal, each))));
  return section;
}

export function priceText({ currency, unit_amount: amount, unit_amount_decimal: exact, recurring }) {
  return `${voice.money(currency)(amount === null ? Number(exact) : amount)}${recurring ? ` / ${voice.interval(recurring)}` : ''}`;
}

export const productName = (price) => (price.product && price.product.name) || price.nickname || price.id;

/** Newer versions of the API keep the period with the item. */
const periodEnd = (subscription) => subscription.current_period_end || (subscription.items.data[0] || {}).current_period_end;

function noteOf(subscription, isEnding) {
  const { words } = voice;
  const { status, pause_collection: pause } = subscription;
  if (isEnding) return words.endsOn(voice.date(subscription.cancel_at || periodEnd(subscription)));
  if (pause) return pause.resumes_at ? words.pausedUntil(voice.date(pause.resumes_at)) : words.pausedPlan;
  return status === 'trialing' ? words.trialEndsOn(voice.date(subscription.trial_end)) : words.renewsOn(voice.date(periodEnd(subscription)));
}

async function planNode(portal, subscription) {
  const { words } = voice;
  const node = h('div', { class: 'Part', 'data-testid': 'subscription' });
  const meant = portal.flow && PANELS[portal.flow.type];
  if (meant) {
    node.append(await meant(portal, subscription));
    return node;
  }
  const isEnding = subscription.cancel_at_period_end || subscription.cancel_at;
  const isPaused = Boolean(subscription.pause_collection);
  const open = (panel) => async () => {
    node.replaceChildren(await panel(portal, subscription));
    node.querySelector('input:not(:disabled), button').focus();
  };
  const change = (parameters) => async () => {
    await business.post(`/v1/subscriptions/${subscription.id}`, parameters);
    await portal.show();
  };
  const button = (kind, testID, text, act) => h('button', { class: `Button ${kind}`, type: 'button', onclick: act, 'data-testid': testID }, text);
  const mayChange = !isEnding && !isPaused;
  node.append(h('div', { class: 'Row' },
    h('div', {}, subscription.items.data.map(({ price, quantity }) => h('div', {}, h('strong', {}, productName(price)),
      h('p', { class: 'Price' }, priceText(price), quantity > 1 ? ` × ${quantity}` : ''))), h('p', { class: 'Soft' }, noteOf(subscription, isEnding))),
    h('div', { class: 'Buttons' },
      portal.isOn('subscription_update') && mayChange && subscription.items.data.length === 1
        ? button('Button--primary', 'update-subscription', words.updatePlan, open(updatePanel)) : null,
      isEnding ? button('', 'renew-subscription', words.keepPlan, change({ cancel_at_period_end: false })) : null,
      isPaused ? button('', 'resume-subscription', words.resumePlan, change({ pause_collection: '' })) : null,
      portal.isOn('subscription_pause') && mayChange ? button('', 'pause-subscription', words.pausePlan, open(pausePanel)) : null,
      portal.isOn('subscription_cancel') && !isEnding ? button('', 'cancel-subscription', words.cancelPlan, open(cancelPanel)) : null)));
  return node;
}
