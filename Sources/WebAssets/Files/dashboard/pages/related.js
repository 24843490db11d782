// What belongs to an object, both ways: what it refers to, and what refers to it.

import { badge } from '../base/badges.js';
import { h } from '../../shared/dom.js';
import { time } from '../../shared/format.js';
import { to } from '../base/route.js';
import { line } from '../kinds/columns.js';
import { pageOf, titleOfKinds } from '../kinds/kinds.js';

/** As many as a page has room for. */
const MOST = 6;

const ORDER = [
  'customer', 'payment_intent', 'charge', 'refund', 'dispute', 'checkout.session', 'subscription', 'invoice', 'payment_method',
  'setup_intent', 'transfer', 'payout', 'application_fee', 'balance_transaction', 'person',
];
const rank = ({ object }) => (ORDER.indexOf(object) + ORDER.length + 1) % (ORDER.length + 1);

export function relatedPanels(groups) {
  const shown = groups.filter(({ object }) => !['event', 'subscription_item'].includes(object)).sort((left, right) => rank(left) - rank(right));
  if (shown.length === 0) return null;
  return h('section', { class: 'panel related', 'aria-label': 'Related' }, h('header', {}, h('h2', {}, 'Related')), shown.map(group));
}

function group({ object, field, count, objects }) {
  const rest = count > Math.min(objects.length, MOST);
  const all = rest && field && h('a', { href: to(object, { q: `${field}:${keyOf(objects[0], field)}` }) }, `All ${count.toLocaleString('en')}`);
  return [
    h('header', {}, h('h3', {}, titleOfKinds(object)), all || (rest && h('span', { class: 'quiet' }, count.toLocaleString('en')))),
    h('ul', { class: 'rows' }, objects.slice(0, MOST).map(relatedRow)),
  ];
}

const keyOf = (object, field) => {
  const value = object[field];
  return value && typeof value === 'object' ? value.id : value;
};

export function relatedRow(object) {
  const { name, status, more } = line(object);
  return h('li', {},
    h('div', {}, h('a', { href: pageOf(object) }, name), more && h('span', { class: 'quiet' }, ` ${more}`),
      h('p', { class: 'mono quiet' }, object.id)),
    status && badge(status), object.created && h('span', { class: 'quiet when' }, time(object.created)));
}
