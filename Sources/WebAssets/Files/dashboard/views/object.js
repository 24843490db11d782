// One object: what it is, what can be done with it, how it came to be, and all of its JSON.

import { actionsFor } from '../actions.js';
import { read } from '../api.js';
import { badge, chargeOf, paymentStatus } from '../badges.js';
import { h } from '../../shared/dom.js';
import { money, time, words } from '../../shared/format.js';
import { jsonBlock } from '../json.js';
import { kindOf, linkTo } from '../kinds.js';
import { crumbs, facts, head, novelty } from '../panel.js';
import { relatedPanel, relatedTo } from '../related.js';
import { eventsOf, timeline } from '../timeline.js';

export function objectView(id) {
  const node = h('div');
  const isNew = novelty();
  const kind = kindOf(id);

  async function load() {
    if (!kind) throw new Error(`The dashboard does not know what ${id} is.`);
    const object = await read(`${kind.path}/${id}`, { expand: kind.expand || [] });
    const told = ['event', 'balance_transaction'].includes(object.object) ? [] : await eventsOf(object);
    const related = await relatedTo(object);
    if (!isNew([object, told, related])) return;
    const pre = node.querySelector('pre');
    const scroll = pre ? pre.scrollTop : 0;
    const focused = node.contains(document.activeElement) ? document.activeElement.textContent : '';
    const known = h('section', { class: 'panel' }, facts(factsOf(object)));
    node.replaceChildren(
      kind.route === 'object' ? crumbs('#/', 'Overview') : crumbs(`#/${kind.route}`, words(kind.route)),
      head(titleOf(kind, object), { note: kind.title, actions: actionsFor(object, load) }),
      h('div', { class: 'columns' }, h('div', { class: 'stack' }, known, relatedPanel(related), timeline(told)), jsonBlock(object)),
    );
    node.querySelector('pre').scrollTop = scroll;
    const again = focused && [...node.querySelectorAll('a, button')].find((each) => each.textContent === focused);
    if (again) again.focus({ preventScroll: true });
  }

  return { node, load, follows: ['event', 'delivery'] };
}

function titleOf(kind, object) {
  const status = ['payment_intent', 'charge'].includes(object.object) ? paymentStatus(object) : object.status;
  const name = object.amount !== undefined && object.currency
    ? money(object.amount, object.currency)
    : object.name || object.type || object.email || kind.title;
  return [name, ' ', typeof status === 'string' && badge(status)];
}

/** What most people look for first. */
function factsOf(object) {
  const card = cardOf(object);
  const error = object.last_payment_error || object.last_setup_error;
  const charge = chargeOf(object);
  const rows = [
    ['Id', h('span', { class: 'mono' }, object.id)],
    ['Created', object.created && time(object.created)],
    ['Card', card && `${words(card.brand)} ···· ${card.last4}, ${card.exp_month}/${card.exp_year}`],
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
  ];
  return rows.filter(([, value]) => value);
}

function cardOf(object) {
  if (object.object === 'payment_method') return object.card;
  if (object.object === 'charge') return (object.payment_method_details || {}).card;
  const method = object.payment_method;
  return method && typeof method === 'object' ? method.card : null;
}

function reference(value) {
  const id = value && typeof value === 'object' ? value.id : value;
  if (!id) return null;
  const href = linkTo(id);
  return h(href ? 'a' : 'span', { class: 'mono', href }, id);
}
