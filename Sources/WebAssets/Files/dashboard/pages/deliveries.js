// Deliveries of events to webhooks.

import { look } from '../base/api.js';
import { badge, statusBadge } from '../base/badges.js';
import { filters, pager } from '../base/filters.js';
import { h } from '../../shared/dom.js';
import { time, words } from '../../shared/format.js';
import { jsonBlock } from '../base/json.js';
import { crumbs, facts, head, mono, novelty, nothingYet, redraw } from '../base/pieces.js';
import { route, to } from '../base/route.js';
import { table } from '../base/table.js';
import { reference } from '../kinds/describe.js';
import { resendButton } from './endpoint.js';
import { laboratory } from './laboratory.js';

const LIMIT = 50;
const STATES = ['succeeded', 'pending', 'failed', 'dropped', 'collected'];

const lastOf = ({ attempts }) => attempts.at(-1);

export function deliveriesPage() {
  const { query } = route();
  const tools = filters({
    label: 'Event type, such as charge.*', changed: () => load(),
    choices: [{ name: 'state', label: 'State', options: [['', 'All'], ...STATES.map((state) => [state, words(state)])] }],
  });
  const rows = table([
    { title: 'Event', cell: (row) => mono(row.type), kind: 'id' },
    { title: 'State', cell: (row) => badge(row.state) },
    { title: 'To', cell: (row) => row.url, kind: 'mono wide' },
    { title: 'Attempts', cell: (row) => String(row.attempts.length), kind: 'quiet wide' },
    { title: 'Answer', cell: (row) => (lastOf(row) ? statusBadge(lastOf(row).status) : '–') },
    { title: 'At', cell: (row) => (lastOf(row) ? time(lastOf(row).at) : '–'), kind: 'quiet' },
  ], (row) => to(['deliveries', row.id]));
  const place = h('div');
  const empty = h('div', { class: 'panel empty' }, nothingYet('No deliveries', 'They start with the first event that an endpoint wants.'));
  const lab = laboratory();
  const about = ['endpoint', 'event'].filter((name) => query.get(name)).map((name) => h('p', { class: 'quiet' }, `Of ${name} `, reference(query.get(name))));
  const node = h('div', { class: 'stack' }, head('Deliveries'), ...about, tools.node, rows.node, empty, place, lab.node);

  async function load() {
    const asked = route().query;
    const [{ deliveries, count }] = await Promise.all([look('deliveries', {
      type: asked.get('q') || '', state: asked.get('state') || '', endpoint: asked.get('endpoint') || '', event: asked.get('event') || '',
      after: asked.get('after') || '', limit: LIMIT,
    }), lab.load()]);
    rows.draw(deliveries);
    rows.node.hidden = deliveries.length === 0;
    empty.hidden = deliveries.length > 0;
    tools.count.textContent = String(count);
    const last = deliveries.at(-1);
    place.replaceChildren(...[pager(null, deliveries.length === LIMIT && { after: last.id })].filter(Boolean));
  }

  return { node, load, follows: ['event', 'delivery'] };
}

export function deliveryPage(id) {
  const node = h('div');
  const isNew = novelty();

  async function load() {
    const delivery = await look(`deliveries/${encodeURIComponent(id)}`);
    if (!isNew({ ...delivery, signature: '' })) return;
    const known = h('section', { class: 'panel', 'aria-label': 'Facts' }, facts([
      ['URL', mono(delivery.url)], ['Endpoint', reference(delivery.endpoint)], ['Event', reference(delivery.event)],
      ['Next attempt', delivery.next_attempt && time(delivery.next_attempt)],
    ]));
    const attempts = h('section', { class: 'panel', 'aria-label': 'Attempts' }, h('header', {}, h('h2', {}, 'Attempts')),
      delivery.attempts.length > 0 ? h('ol', { class: 'timeline' }, delivery.attempts.map(attempt).reverse()) : h('p', { class: 'notice quiet' }, 'None yet.'));
    redraw(node,
      crumbs(to('deliveries'), 'Deliveries'),
      head([delivery.type, ' ', badge(delivery.state)], { note: 'Delivery', actions: delivery.state === 'pending' ? [] : [resendButton(id, load)] }),
      h('div', { class: 'columns' }, h('div', { class: 'stack' }, known, attempts), jsonBlock(delivery.body, 'Body')));
  }

  return { node, load, follows: ['delivery'] };
}

function attempt({ at, milliseconds, status, problem, answer, signature }) {
  const isGood = status !== null && status >= 200 && status < 300;
  return h('li', { class: isGood ? 'good' : 'bad' },
    h('p', {}, status === null ? problem : `Answered ${status}`),
    h('p', { class: 'quiet' }, `${time(at)} · ${milliseconds} ms`),
    signature && h('p', { class: 'mono quiet small' }, `Stripe-Signature: ${signature}`),
    answer && h('pre', { tabindex: 0, 'aria-label': 'What was answered' }, answer));
}
