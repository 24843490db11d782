// The keyboard: `/` searches, `g` and a letter goes somewhere, `j` and `k` walk rows, `s` sorts them, `[` and `]` turn pages, `?` tells.

import { h } from '../shared/dom.js';
import { to } from './base/route.js';

const PLACES = {
  o: ['Overview', []], p: ['Payments', 'payment_intent'], c: ['Customers', 'customer'], s: ['Subscriptions', 'subscription'],
  i: ['Invoices', 'invoice'], a: ['Accounts', 'account'], e: ['Events', 'event'], w: ['Webhooks', 'webhook_endpoint'],
  r: ['Requests', 'requests'], t: ['Tools', 'tools'],
};

const OTHERS = [['/', 'Search'], ['j, k', 'Next and previous row'], ['Enter', 'Open it'], ['s', 'Order of the list'], ['[, ]', 'Previous and next page'], ['?', 'This help']];

let isGoing = false;

export function listenToKeys() {
  document.addEventListener('keydown', (event) => {
    const isTyping = event.target.closest('input, select, textarea, dialog');
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    if (press(event.key)) event.preventDefault();
  });
}

function press(key) {
  const place = isGoing && PLACES[key];
  isGoing = key === 'g' && !isGoing;
  if (place) {
    location.hash = to(place[1]);
    return true;
  }
  switch (key) {
    case '/': focus('#go'); return true;
    case 's': return order();
    case 'j': case 'k': return walk(key === 'j' ? 1 : -1);
    case '[': return follow('a[rel="prev"]');
    case ']': return follow('a[rel="next"]');
    case '?': help(); return true;
    default: return false;
  }
}

const focus = (selector) => {
  const element = document.querySelector(selector);
  const menu = element.closest('details');
  if (menu) menu.open = true;
  element.focus();
  element.select();
};

function order() {
  const menu = document.querySelector('select[aria-label="Order"]');
  if (menu) menu.focus();
  return Boolean(menu);
}

function follow(selector) {
  const link = document.querySelector(selector);
  if (link) link.click();
  return Boolean(link);
}

function walk(step) {
  const rows = [...document.querySelectorAll('#view a.row, #view .rows li > :first-child a')];
  if (rows.length === 0) return false;
  const index = rows.indexOf(document.activeElement);
  rows[Math.min(Math.max(index + step, 0), rows.length - 1)].focus();
  return true;
}

export function help() {
  const rows = [...OTHERS, ...Object.entries(PLACES).map(([key, [name]]) => [`g ${key}`, name])];
  const dialog = h('dialog', { class: 'ask', 'aria-label': 'Keyboard' },
    h('h2', {}, 'Keyboard'),
    h('dl', { class: 'facts' }, rows.map(([keys, what]) => [h('dt', {}, h('kbd', {}, keys)), h('dd', {}, what)])),
    h('div', { class: 'buttons' }, h('button', { class: 'button', type: 'button', onclick: () => dialog.close() }, 'Close')));
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
