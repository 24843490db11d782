// Webhook endpoints, and what was delivered to them.

import { control, read, write } from '../api.js';
import { badge, statusBadge } from '../badges.js';
import { action, ask } from '../dialog.js';
import { h } from '../../shared/dom.js';
import { time } from '../../shared/format.js';
import { jsonBlock } from '../json.js';
import { linkTo } from '../kinds.js';
import { list, nothingYet } from '../list.js';

export function webhooks() {
  const endpoints = h('section', { class: 'panel' });
  const secret = h('div', { hidden: true });
  const deliveries = list({
    title: 'Deliveries',
    isPart: true,
    columns: [
      { title: 'Event', cell: (row) => h('span', { class: 'mono' }, row.type), kind: 'id' },
      { title: 'State', cell: (row) => badge(row.state) },
      { title: 'To', cell: (row) => row.url, kind: 'mono wide' },
      { title: 'Attempts', cell: (row) => String(row.attempts.length), kind: 'quiet wide' },
      { title: 'Last answer', cell: lastAnswer },
    ],
    fetch: async () => ({ rows: (await control('deliveries?limit=1000')).deliveries, more: false }),
    text: (row) => `${row.type} ${row.state} ${row.url} ${row.event}`,
    href: (row) => `#/webhooks/${row.id}`,
    filters: ['succeeded', 'pending', 'failed'].map((state) => ({ title: state, value: state, test: (row) => row.state === state })),
    empty: () => nothingYet('No deliveries yet', 'They start with the first event that an endpoint wants.'),
  });
  const node = h('div', { class: 'stack' },
    h('header', { class: 'head' }, h('h1', {}, 'Webhooks'), h('div', { class: 'actions' }, action('Add an endpoint', add, { primary: true }))),
    secret, endpoints, deliveries.node);

  async function load() {
    const { data } = await read('webhook_endpoints', { limit: 100 });
    endpoints.replaceChildren(...(data.length === 0 ? [h('div', { class: 'empty' }, nothingYet(
      'No endpoints yet', 'Add one here or with the API, or send every event of every sandbox to one address:',
      'nestbox serve --forward-to http://localhost:4242/webhook'))] : [h('header', {}, h('h2', {}, 'Endpoints')), h('ul', { class: 'rows' }, data.map(endpoint))]));
    await deliveries.load();
  }

  function endpoint({ id, url, status, enabled_events: events }) {
    return h('li', {},
      h('div', {}, h('a', { class: 'mono', href: linkTo(id) || '#/webhooks' }, url),
        h('p', { class: 'quiet' }, events.includes('*') ? 'all events' : events.join(', '))),
      badge(status), action('Remove', async () => {
        await write(`webhook_endpoints/${id}`, {}, 'DELETE');
        await load();
        return 'The endpoint is removed.';
      }, { small: true, danger: true }));
  }

  async function add() {
    const answer = await ask({
      title: 'Add an endpoint', confirm: 'Add',
      fields: [
        { name: 'url', label: 'URL', type: 'url', required: true, placeholder: 'http://localhost:4242/webhook' },
        { name: 'events', label: 'Events', value: '*', required: true, hint: 'Parted by commas; * is all of them.' },
      ],
    });
    if (!answer) return null;
    const events = answer.events.split(',').map((event) => event.trim()).filter(Boolean);
    const made = await write('webhook_endpoints', {
      url: answer.url, ...Object.fromEntries(events.map((event, index) => [`enabled_events[${index}]`, event])),
    });
    secret.replaceChildren(h('p', { class: 'panel notice' }, 'The signing secret, shown once: ', h('code', {}, made.secret)));
    secret.hidden = false;
    await load();
    return 'The endpoint is added.';
  }

  return { node, load, follows: ['event', 'delivery'] };
}

function lastAnswer({ attempts }) {
  const last = attempts.at(-1);
  if (!last) return '–';
  return last.status === null ? h('span', { class: 'badge bad', title: last.problem }, 'no answer') : statusBadge(last.status);
}

export function deliveryView(id) {
  const node = h('div');

  async function load() {
    const delivery = await control(`deliveries/${encodeURIComponent(id)}`);
    const resend = action('Resend', async () => {
      await control(`deliveries/${encodeURIComponent(id)}/resend`, {});
      await load();
      return 'On its way again.';
    }, { primary: true });
    node.replaceChildren(
      h('nav', { class: 'crumbs', 'aria-label': 'Breadcrumb' }, h('a', { href: '#/webhooks' }, 'Webhooks')),
      h('header', { class: 'head' }, h('div', {}, h('p', { class: 'quiet' }, delivery.url),
        h('h1', {}, delivery.type, ' ', badge(delivery.state))), h('div', { class: 'actions' }, resend)),
      h('div', { class: 'columns' },
        h('section', { class: 'panel' }, h('header', {}, h('h2', {}, 'Attempts')), h('ol', { class: 'timeline' }, delivery.attempts.map(attempt))),
        jsonBlock(delivery.body, 'Body')));
  }

  return { node, load, follows: ['delivery'] };
}

function attempt({ at, milliseconds, status, problem }) {
  const isGood = status !== null && status >= 200 && status < 300;
  return h('li', { class: isGood ? 'good' : 'bad' }, h('p', {}, status === null ? problem : `Answered ${status}`),
    h('p', { class: 'quiet' }, `${time(at)} · ${milliseconds} ms`));
}
