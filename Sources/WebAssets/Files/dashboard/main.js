// The frame of the workbench: which page is shown, in which sandbox and as which account, and what it is told.

import { control, sandboxName, shownSandbox } from './base/api.js';
import { tell } from './base/dialog.js';
import { listen } from './base/live.js';
import { head } from './base/pieces.js';
import { route, to } from './base/route.js';
import { h } from '../shared/dom.js';
import { help, listenToKeys } from './keys.js';
import { isKind, linkTo, loadKinds, titleOfKinds } from './kinds/kinds.js';
import { balancePage } from './pages/account.js';
import { deliveriesPage, deliveryPage } from './pages/deliveries.js';
import { allPage, listPage } from './pages/list.js';
import { idPage, objectPage } from './pages/object.js';
import { overview } from './pages/overview.js';
import { requestPage, requestsPage } from './pages/requests.js';
import { searchPage } from './pages/search.js';
import { toolsPage } from './pages/tools.js';

const NAVIGATION = [
  [null, ['', 'Overview'], ['payment_intent', 'Payments'], ['customer', 'Customers'], ['balance', 'Balance'], ['dispute', 'Disputes'], ['checkout.session', 'Checkout']],
  ['Billing', ['subscription', 'Subscriptions'], ['invoice', 'Invoices'], ['product', 'Products'], ['test_helpers.test_clock', 'Test clocks']],
  ['Connect', ['account', 'Accounts'], ['transfer', 'Transfers'], ['payout', 'Payouts']],
  ['Developers', ['requests', 'Requests'], ['event', 'Events'], ['webhook_endpoint', 'Webhooks'], ['deliveries', 'Deliveries'], ['tools', 'Tools'], ['all', 'All objects']],
];

/** The pages that are not of a kind of object. */
const PAGES = {
  balance: ['Balance', balancePage], requests: ['Requests', requestsPage, requestPage], deliveries: ['Deliveries', deliveriesPage, deliveryPage],
  search: ['Search', searchPage], tools: ['Tools', toolsPage], all: ['All objects', allPage],
};

const place = document.getElementById('view');
const scrolls = new Map();
let current;
let shownHash;
let stop = () => {};

function pageFor([first, id]) {
  if (!first) return { title: 'Overview', make: overview };
  if (PAGES[first]) {
    const [title, make, item] = PAGES[first];
    return id && item ? { title: id, make: () => item(id) } : { title, make };
  }
  if (isKind(first)) return id ? { title: id, make: () => objectPage(first, id) } : { title: titleOfKinds(first), make: () => listPage(first) };
  return { title: first, make: () => idPage(first) };
}

/** @param keepsScroll where Back leads to a page, it stands as it was left */
async function show(keepsScroll = false) {
  const { path, query } = route();
  const wanted = location.hash;
  const { title, make } = pageFor(path);
  shownHash = wanted;
  document.title = `${title} · ${shownSandbox()} · Nestbox`;
  mark(path[0] || '');
  document.getElementById('go').value = path[0] === 'search' ? query.get('q') || '' : '';
  const page = { title, ...make() };
  current = page;
  await load(page);
  if (current !== page) return;
  place.replaceChildren(page.node);
  if (keepsScroll) window.scrollTo(0, scrolls.get(wanted) || 0);
  // Tests wait for it.
  place.dataset.shown = wanted.replace(/^#(@[^/]+)?\/?/, '');
}

function mark(path) {
  for (const link of document.querySelectorAll('#nav a')) {
    if (link.dataset.path === path) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
    link.setAttribute('href', to(link.dataset.path));
  }
  const { account } = route();
  const acting = document.getElementById('acting');
  acting.hidden = !account;
  acting.replaceChildren(...(account ? ['Acting as ', h('a', { class: 'mono', href: to(['account', account], {}, null) }, account), h('a', { href: to([], {}, null) }, 'Stop')] : []));
}

async function load(page) {
  try {
    await page.load();
    if (page.problem) page.problem.remove();
  } catch (error) {
    if (page.problem) page.problem.remove();
    page.problem = h('p', { class: 'problem', role: 'alert' }, error.message);
    if (page.node.hasChildNodes() && page.node.querySelector('h1')) page.node.prepend(page.problem);
    else page.node.replaceChildren(h('nav', { class: 'crumbs', 'aria-label': 'Breadcrumb' }, h('a', { href: to([]) }, 'Overview')), head(page.title), page.problem);
  }
}

let isBusy = false;
let isStale = false;

/** Loads again, one load at a time, and rests three times as long as it worked. A search is not begun anew. */
async function changed(kinds) {
  if (!current || ![...kinds].some((kind) => (current.follows || ['event']).includes(kind))) return;
  if (current.isBusy && current.isBusy()) return;
  isStale = true;
  if (isBusy) return;
  isBusy = true;
  while (isStale) {
    isStale = false;
    const began = performance.now();
    await load(current);
    const rest = 3 * (performance.now() - began);
    await new Promise((resolve) => { setTimeout(resolve, rest); });
  }
  isBusy = false;
}

function follow() {
  stop();
  const state = document.getElementById('live');
  stop = listen(changed, (isOpen) => {
    state.textContent = isOpen ? 'Live' : 'Not connected';
    state.classList.toggle('lost', !isOpen);
  });
}

async function nameSandboxes() {
  const { sandboxes } = await control('sandboxes');
  const names = sandboxes.map(({ name }) => name).filter((name) => !name.includes('/'));
  document.getElementById('sandboxes').replaceChildren(...names.slice(0, 200).map((name) => h('option', { value: name })));
}

/** An id goes to its page, anything else to a search. */
function go(text) {
  location.hash = linkTo(text) || to('search', { q: text });
}

function buildFrame() {
  document.getElementById('nav').append(...NAVIGATION.map(([title, ...links]) => h('div', {}, title && h('p', { class: 'group' }, title),
    h('ul', {}, links.map(([path, name]) => h('li', {}, h('a', { href: to(path || []), 'data-path': path }, name)))))));
  const chooser = document.getElementById('chooser');
  const input = document.getElementById('sandbox');
  input.value = sandboxName;
  input.addEventListener('focus', () => input.select());
  input.addEventListener('change', () => chooser.requestSubmit());
  chooser.addEventListener('submit', (event) => {
    event.preventDefault();
    const name = input.value.trim();
    if (name === '' || name === sandboxName) return;
    location.assign(`/s/${encodeURIComponent(name)}/${to(route().path.slice(0, 1), {}, null)}`);
  });
  document.getElementById('search').addEventListener('submit', (event) => {
    event.preventDefault();
    const text = document.getElementById('go').value.trim();
    if (text) go(text);
  });
  document.getElementById('keys').addEventListener('click', help);
  document.querySelector('.skip').addEventListener('click', (event) => {
    event.preventDefault();
    place.focus();
  });
  const menu = document.getElementById('menu');
  const wide = window.matchMedia('(min-width: 761px)');
  const fit = () => { menu.open = wide.matches; };
  wide.addEventListener('change', fit);
  fit();
}

/** A link leads to a page's top, Back to where it was left. */
function followAddress() {
  let isLink = false;
  let account = route().account;
  history.scrollRestoration = 'manual';
  document.addEventListener('click', (event) => { isLink = Boolean(event.target.closest('a[href]')); }, true);
  window.addEventListener('scroll', () => { if (location.hash === shownHash) scrolls.set(shownHash, window.scrollY); }, { passive: true });
  window.addEventListener('hashchange', async () => {
    const wasLink = isLink;
    isLink = false;
    if (wasLink) tell('');
    if (!window.matchMedia('(min-width: 761px)').matches) document.getElementById('menu').open = false;
    place.focus({ preventScroll: true });
    if (wasLink) window.scrollTo(0, 0);
    if (route().account !== account) {
      ({ account } = route());
      follow();
    }
    await show(!wasLink);
  });
}

async function start() {
  buildFrame();
  listenToKeys();
  nameSandboxes().catch(() => {});
  try {
    await loadKinds();
  } catch (error) {
    tell(error.message, true);
  }
  followAddress();
  follow();
  await show();
}

start();
