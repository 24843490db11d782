// A webhook endpoint: what it signs by, what was delivered to it, and what the laboratory does to that.

import { control, look } from '../base/api.js';
import { badge, statusBadge } from '../base/badges.js';
import { action } from '../base/dialog.js';
import { h } from '../../shared/dom.js';
import { time } from '../../shared/format.js';
import { copyButton, mono, panel, redraw } from '../base/pieces.js';
import { to } from '../base/route.js';
import { laboratory } from './laboratory.js';

const MOST = 20;

/** One delivery in one line: when, what came back, and what is next. */
function deliveryRow({ id, type, url, state, attempts, next_attempt: next }, withURL) {
  const last = attempts.at(-1);
  const count = attempts.length === 1 ? 'One attempt' : `${attempts.length} attempts`;
  const again = state === 'pending' && next ? ` · again ${time(next)}` : '';
  return h('li', {},
    h('div', {}, h('a', { class: 'mono', href: to(['deliveries', id]) }, withURL ? url : type),
      h('p', { class: 'quiet' }, last ? `${time(last.at)} · ${count}${again}` : count + again)),
    last && statusBadge(last.status), badge(state));
}

async function deliveriesPanel(parameters, withURL) {
  const { deliveries, count } = await look('deliveries', { ...parameters, limit: MOST });
  const all = count > deliveries.length && h('a', { href: to('deliveries', parameters) }, `All ${count}`);
  const rows = deliveries.length > 0
    ? h('ul', { class: 'rows' }, deliveries.map((each) => deliveryRow(each, withURL)))
    : h('p', { class: 'notice quiet' }, 'Nothing was delivered yet.');
  return h('section', { class: 'panel', 'aria-label': 'Deliveries' }, h('header', {}, h('h2', {}, 'Deliveries'), all), rows);
}

export function eventPart({ object }) {
  const node = h('div');
  return { node, load: async () => redraw(node, await deliveriesPanel({ event: object.id }, true)) };
}

export function endpointPart({ object: { id } }) {
  const node = h('div', { class: 'stack' });
  const lab = laboratory(id);
  let isShown = false;
  async function load() {
    const [{ secret }, deliveries] = await Promise.all([look(`webhooks/${id}`), deliveriesPanel({ endpoint: id }), lab.load()]);
    const masked = mono(isShown ? secret : `${secret.slice(0, 9)}…`);
    const show = action('Show', async () => {
      isShown = true;
      masked.textContent = secret;
    }, { small: true });
    redraw(node,
      panel('Signing secret', h('div', { class: 'line secret' }, masked, h('div', { class: 'buttons' }, show, copyButton(secret)))),
      deliveries, lab.node);
  }
  return { node, load };
}

/** Sends one again. */
export const resendButton = (id, done) => action('Resend', async () => {
  await control(`deliveries/${encodeURIComponent(id)}/resend`, {});
  await done();
  return 'On its way again.';
}, { primary: true });

