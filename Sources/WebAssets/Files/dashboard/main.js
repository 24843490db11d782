// The frame of the dashboard: which view is shown, in which sandbox, and what it is told.

import { control, sandboxName } from './api.js';
import { h } from '../shared/dom.js';
import { listen } from './live.js';
import { head } from './panel.js';
import { customers, events, payments, setups } from './views/lists.js';
import { objectView } from './views/object.js';
import { overview } from './views/overview.js';
import { requestView, requests } from './views/requests.js';
import { tools } from './views/tools.js';
import { deliveryView, webhooks } from './views/webhooks.js';

/** A view is made of its node, `load`, and what of the sandbox makes it load again. */
const VIEWS = [
  { path: '', title: 'Overview', view: overview },
  { path: 'payments', title: 'Payments', view: payments, item: objectView },
  { path: 'customers', title: 'Customers', view: customers, item: objectView },
  { path: 'setups', title: 'Setups', view: setups, item: objectView },
  { path: 'events', title: 'Events', view: events, item: objectView },
  { path: 'webhooks', title: 'Webhooks', view: webhooks, item: deliveryView },
  { path: 'requests', title: 'Requests', view: requests, item: requestView },
  { path: 'tools', title: 'Tools', view: tools },
];

const place = document.getElementById('view');
let current;

function locationParts() {
  const [path, id] = location.hash.replace(/^#\/?/, '').split('/');
  return { path, id: id && decodeURIComponent(id) };
}

async function show() {
  const { path, id } = locationParts();
  if (path === 'object') return open({ title: id, make: () => objectView(id), path: '' });
  const found = VIEWS.find((each) => each.path === path) || VIEWS[0];
  const isItem = id !== undefined && found.item;
  if (isItem) return open({ title: id, make: () => found.item(id), path: found.path });
  return open({ title: found.title, make: found.view, path: found.path });
}

async function open({ title, make, path }) {
  const wanted = location.hash.replace(/^#\/?/, '');
  const view = { title, ...make() };
  current = view;
  document.title = `${title} · ${sandboxName} · Nestbox`;
  for (const link of document.querySelectorAll('#nav a')) {
    if (link.dataset.path !== path) {
      link.removeAttribute('aria-current');
      continue;
    }
    link.setAttribute('aria-current', 'page');
    link.scrollIntoView({ block: 'nearest', inline: 'center' });
  }
  await load(view);
  if (current !== view) return;
  place.replaceChildren(view.node);
  // Tests wait for it.
  place.dataset.shown = wanted;
}

async function load(view) {
  try {
    await view.load();
    if (view.problem) view.problem.remove();
  } catch (error) {
    if (view.problem) view.problem.remove();
    view.problem = h('p', { class: 'problem', role: 'alert' }, error.message);
    if (view.node.hasChildNodes()) view.node.prepend(view.problem);
    else view.node.append(head(view.title), view.problem);
  }
}

let isBusy = false;
let isStale = false;

/** Loads again, one load at a time, and rests three times as long as it worked. */
async function changed(kinds) {
  if (!current || ![...kinds].some((kind) => (current.follows || ['event']).includes(kind))) return;
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

async function nameSandboxes() {
  const { sandboxes } = await control('sandboxes');
  const names = sandboxes.map(({ name }) => name).filter((name) => !name.includes('/'));
  const options = names.slice(0, 200).map((name) => h('option', { value: name }));
  document.getElementById('sandboxes').replaceChildren(...options);
}

function start() {
  document.getElementById('nav').append(h('ul', {}, ...VIEWS.map(({ path, title }) => (
    h('li', {}, h('a', { href: `#/${path}`, 'data-path': path }, title))))));
  const chooser = document.getElementById('chooser');
  const input = document.getElementById('sandbox');
  input.value = sandboxName;
  input.addEventListener('focus', () => input.select());
  input.addEventListener('change', () => chooser.requestSubmit());
  chooser.addEventListener('submit', (event) => {
    event.preventDefault();
    const name = input.value.trim();
    if (name === '' || name === sandboxName) return;
    location.assign(`/s/${encodeURIComponent(name)}/#/${locationParts().path}`);
  });
  document.querySelector('.skip').addEventListener('click', (event) => {
    event.preventDefault();
    place.focus();
  });
  const state = document.getElementById('live');
  listen(changed, (isOpen) => {
    state.textContent = isOpen ? 'Live' : 'Not connected';
    state.classList.toggle('lost', !isOpen);
  });
  window.addEventListener('hashchange', () => {
    show();
    place.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  });
  nameSandboxes().catch(() => {});
  show();
}

start();
