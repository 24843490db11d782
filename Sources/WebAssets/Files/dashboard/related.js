// What an object's page shows of others: a customer's payments, an event's deliveries.

import { control, read } from './api.js';
import { badge } from './badges.js';
import { h } from '../shared/dom.js';
import { panel } from './panel.js';
import { paymentRows } from './payment-rows.js';

/** As many as a page has room for. */
const MOST = 8;

/** Fetched first, and drawn later: what did not change is not drawn again. */
export async function relatedTo(object) {
  if (object.object === 'customer' && !object.deleted) {
    const { data } = await read('payment_intents', { customer: object.id, limit: MOST, expand: ['data.latest_charge'] });
    return { payments: data };
  }
  if (object.object === 'event') {
    const { deliveries } = await control('deliveries?limit=1000');
    return { deliveries: deliveries.filter(({ event }) => event === object.id).slice(0, MOST) };
  }
  return {};
}

export function relatedPanel({ payments = [], deliveries = [] }) {
  if (payments.length > 0) return panel('Payments', paymentRows(payments));
  if (deliveries.length > 0) return panel('Deliveries', h('ul', { class: 'rows' }, deliveries.map(deliveryRow)));
  return null;
}

function deliveryRow({ id, url, state, attempts }) {
  const count = attempts.length === 1 ? 'One attempt' : `${attempts.length} attempts`;
  return h('li', {}, h('div', {}, h('a', { class: 'mono', href: `#/webhooks/${id}` }, url), h('p', { class: 'quiet' }, count)), badge(state));
}
