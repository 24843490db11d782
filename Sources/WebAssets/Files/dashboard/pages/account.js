// What a connected account needs before it may take and send money, and who stands behind it.

import { h } from '../../shared/dom.js';
import { money, words } from '../../shared/format.js';
import { look, read } from '../base/api.js';
import { badge } from '../base/badges.js';
import { head, panel } from '../base/pieces.js';
import { to } from '../base/route.js';
import { relatedRow } from './related.js';

const NEEDS = [
  ['currently_due', 'Needed now', 'bad'], ['past_due', 'Overdue', 'bad'], ['pending_verification', 'Being verified', 'wait'],
  ['eventually_due', 'Needed later', 'plain'],
];

export function accountPart() {
  const node = h('div', { class: 'stack' });

  async function load({ object }) {
    const later = object.future_requirements || {};
    node.replaceChildren(...[
      needsPanel('Needs', object.requirements || {}),
      (later.currently_due || []).length > 0 && needsPanel('Needs of the future', later),
      capabilities(object.capabilities || {}),
      (object.external_accounts && object.external_accounts.data.length > 0)
        && panel('Pays out to', h('ul', { class: 'rows' }, object.external_accounts.data.map(external))),
    ].filter(Boolean));
  }

  return { node, load };
}

function needsPanel(title, requirements) {
  const seen = new Set();
  const groups = NEEDS.map(([name, label, tone]) => {
    const fresh = (requirements[name] || []).filter((each) => !seen.has(each) && seen.add(each));
    return fresh.map((each) => h('li', {}, h('div', {}, h('p', {}, needName(each)), h('p', { class: 'mono quiet' }, each)), h('span', { class: `badge ${tone}` }, label)));
  }).flat();
  const errors = (requirements.errors || []).map(({ reason, requirement }) => h('li', {}, h('div', {}, h('p', {}, reason), h('p', { class: 'mono quiet' }, requirement)), badge('failed')));
  return panel(title, groups.length + errors.length > 0
    ? h('ul', { class: 'rows' }, errors, groups) : h('p', { class: 'notice quiet' }, 'Nothing is missing.'));
}

/** `individual.dob.day`: “Individual, dob day”. */
const needName = (path) => {
  const [first, ...rest] = path.split('.');
  return [words(first.startsWith('person_') ? 'person' : first), rest.join(' ').replaceAll('_', ' ')].filter(Boolean).join(', ');
};

const capabilities = (all) => Object.keys(all).length > 0 && panel('Capabilities', h('ul', { class: 'rows' },
  Object.entries(all).map(([name, status]) => h('li', {}, h('p', {}, words(name)), badge(status)))));

const external = ({ object, bank_name: bank, brand, last4, currency, status, default_for_currency: isDefault }) => h('li', {},
  h('p', {}, `${bank || brand || words(object)} ···· ${last4}, ${String(currency).toUpperCase()}${isDefault ? ', default' : ''}`), status && badge(status));

/** What an account has, and what left it. */
export function balancePage() {
  const node = h('div');
  async function load() {
    const [balance, payouts, transactions] = await Promise.all([
      read('balance'), look('objects', { object: 'payout', limit: 8 }), look('objects', { object: 'balance_transaction', limit: 8 }),
    ]);
    node.replaceChildren(
      head('Balance', { note: 'What the account has, and what is on its way.' }),
      h('div', { class: 'figures' }, ['available', 'pending', 'instant_available', 'connect_reserved'].map((part) => figures(part, balance[part])).filter(Boolean)),
      h('div', { class: 'columns even' }, rows('Payouts', 'payout', payouts.objects), rows('Balance transactions', 'balance_transaction', transactions.objects)));
  }
  return { node, load };
}

function figures(part, sums) {
  if (!sums || sums.length === 0) return null;
  return h('div', { class: 'panel figure' }, h('p', { class: 'quiet' }, words(part)),
    sums.map(({ amount, currency }) => h('p', { class: 'value' }, money(amount, currency))));
}

const rows = (title, object, objects) => h('section', { class: 'panel', 'aria-label': title },
  h('header', {}, h('h2', {}, title), h('a', { href: to(object) }, 'All')),
  objects.length > 0 ? h('ul', { class: 'rows' }, objects.map(relatedRow)) : h('p', { class: 'notice quiet' }, 'None yet.'));
