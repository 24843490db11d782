// One object: what it is, what can be done with it, how it came to be, and all of its JSON.

import { read } from '../api.js';
import { actionsFor } from '../actions.js';
import { badge, chargeOf, paymentStatus } from '../badges.js';
import { h } from '../../shared/dom.js';
import { money, time } from '../../shared/format.js';
import { jsonBlock } from '../json.js';
import { kindOf, linkTo } from '../kinds.js';
import { timeline } from '../timeline.js';

export function objectView(id) {
  const node = h('div');
  const kind = kindOf(id);

  async function load() {
    if (!kind) throw new Error(`The dashboard does not know what ${id} is.`);
    const object = await read(`${kind.path}/${id}`, kind.expand ? { expand: kind.expand } : {});
    const story = ['event', 'balance_transaction'].includes(object.object) ? null : await timeline(object);
    const scroll = node.querySelector('pre') ? node.querySelector('pre').scrollTop : 0;
    node.replaceChildren(
      h('nav', { class: 'crumbs', 'aria-label': 'Breadcrumb' }, h('a', { href: kind.route === 'object' ? '#/' : `#/${kind.route}` }, crumb(kind))),
      h('header', { class: 'head' }, title(kind, object), h('div', { class: 'actions' }, actionsFor(object, load))),
      h('div', { class: 'columns' }, h('div', { class: 'stack' }, facts(object), story), jsonBlock(object)));
    node.querySelector('pre').scrollTop = scroll;
  }

  return { node, load, follows: ['event', 'delivery'] };
}

const crumb = ({ route }) => (route === 'object' ? 'Overview' : route.charAt(0).toUpperCase() + route.slice(1));

function title(kind, object) {
  const status = ['payment_intent', 'charge'].includes(object.object) ? paymentStatus(object) : object.status;
  const name = object.amount !== undefined && object.currency ? money(object.amount, object.currency)
    : object.name || object.type || object.email || kind.title;
  return h('div', {}, h('p', { class: 'quiet' }, kind.title), h('h1', {}, name, ' ', typeof status === 'string' ? badge(status) : null));
}

/** What most people look for first. */
function facts(object) {
  const card = cardOf(object);
  const error = object.last_payment_error || object.last_setup_error;
  const charge = chargeOf(object);
  const rows = [
    ['Id', h('span', { class: 'mono' }, object.id)],
    ['Created', object.created && time(object.created)],
    ['Card', card && `${card.brand} ···· ${card.last4}, ${card.exp_month}/${card.exp_year}`],
    ['Received', object.amount_received > 0 && money(object.amount_received, object.currency)],
    ['Capturable', object.amount_capturable > 0 && money(object.amount_capturable, object.currency)],
    ['Refunded', charge && charge.amount_refunded > 0 && money(charge.amount_refunded, charge.currency)],
    ['Reason', object.reason],
    ['Email', object.email || object.receipt_email],
    ['Phone', object.phone],
    ['Description', object.description],
    ['Customer', reference(object.customer)],
    ['Payment', reference(object.payment_intent)],
    ['Charge', reference(object.charge || object.latest_charge)],
    ['Payment method', reference(object.payment_method)],
    ['About', object.object === 'event' && reference(object.data.object.id)],
    ['Request', object.object === 'event' && object.request && object.request.id],
    ['Last error', error && error.message],
  ].filter(([, value]) => value);
  return h('section', { class: 'panel' }, h('dl', { class: 'facts' }, rows.map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)])));
}

function cardOf(object) {
  const method = object.payment_method;
  if (object.object === 'payment_method') return object.card;
  if (object.object === 'charge') {
    const { card } = object.payment_method_details || {};
    return card;
  }
  return method && typeof method === 'object' ? method.card : null;
}

function reference(value) {
  const id = value && typeof value === 'object' ? value.id : value;
  if (!id) return null;
  const href = linkTo(id);
  return href ? h('a', { class: 'mono', href }, id) : h('span', { class: 'mono' }, id);
}
