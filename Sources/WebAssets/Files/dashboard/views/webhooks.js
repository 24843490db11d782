// Webhook endpoints, and what was delivered to them.

import { control, read, write } from '../api.js';
import { badge, statusBadge } from '../badges.js';
import { action, ask } from '../dialog.js';
import { h } from '../../shared/dom.js';
import { time, words } from '../../shared/format.js';
import { jsonBlock } from '../json.js';
import { linkTo } from '../kinds.js';
import { list } from '../list.js';
import { crumbs, head, nothingYet, novelty, panel } from '../panel.js';

export function webhooks() {
  const endpoints = h('div');
  const secret = h('div', { hidden: true });
  const deliveries = deliveryList();
  const isNew = novelty();
  const node = h('div', { class: 'stack' },
    head('Webhooks', { actions: [action('Add an endpoint', add, { primary: true })] }),
    secret, endpoints, deliveries.node);

  async function load() {
    const { data } = await read('webhook_endpoints', { limit: 100 });
    if (isNew(data)) endpoints.replaceChildren(data.length > 0 ? listed(data) : none());
    await deliveries.load();
  }

  const listed = (all) => panel('Endpoints', h('ul', { class: 'rows' }, all.map(endpoint)));

  const none = () => h('section', { class: 'panel empty' }, nothingYet(
    'No endpoints yet', 'Add one here or with the API, or send every event of every sandbox to one address:',
    'nestbox serve --forward-to http://localhost:4242/webhook',
  ));

  function endpoint({ id, url, status, enabled_events: events }) {
    const remove = action('Remove', async () => {
      await write(`webhook_endpoints/${id}`, {}, 'DELETE');
      await load();
      return 'The endpoint is removed.';
    }, { small: true, danger: true });
    const wanted = h('p', { class: 'quiet' }, events.includes('*') ? 'all events' : events.join(', '));
    return h('li', {}, h('div', {}, h('a', { class: 'mono', href: linkTo(id) }, url), wanted), badge(status), remove);
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
    const wanted = Object.fromEntries(events.map((event, index) => [`enabled_events[${index}]`, event]));
    const made = await write('webhook_endpoints', { url: answer.url, ...wanted });
    secret.hidden = false;
    secret.replaceChildren(
      h('p', { class: 'panel notice' }, 'The signing secret, shown once: ', h('code', {}, made.secret)));
    await load();
    return 'The endpoint is added.';
  }

  return { node, load, follows: ['event', 'delivery'] };
}

const deliveryList = () => list({
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
  filters: ['succeeded', 'pending', 'failed'].map((state) => (
    { title: words(state), value: state, test: (row) => row.state === state }
  )),
  empty: () => nothingYet('No deliveries yet', 'They start with the first event that an endpoint wants.'),
});

function lastAnswer({ attempts }) {
  const last = attempts.at(-1);
  if (!last) return '–';
  if (last.status !== null) return statusBadge(last.status);
  return h('span', { class: 'badge bad', title: last.problem }, 'no answer');
}

export function deliveryView(id) {
  const node = h('div');
  const isNew = novelty();
  const path = `deliveries/${encodeURIComponent(id)}`;

  async function load() {
    const delivery = await control(path);
    if (!isNew(delivery)) return;
    const resend = action('Resend', async () => {
      await control(`${path}/resend`, {});
      await load();
      return 'On its way again.';
    }, { primary: true });
    const attempts = panel('Attempts', h('ol', { class: 'timeline' }, delivery.attempts.map(attempt)));
    node.replaceChildren(
      crumbs('#/webhooks', 'Webhooks'),
      head([delivery.type, ' ', badge(delivery.state)], { note: delivery.url, actions: [resend] }),
      h('div', { class: 'columns' }, attempts, jsonBlock(delivery.body, 'Body')),
    );
  }

  return { node, load, follows: ['delivery'] };
}

function attempt({ at, milliseconds, status, problem }) {
  const isGood = status !== null && status >= 200 && status < 300;
  const note = h('p', { class: 'quiet' }, `${time(at)} · ${milliseconds} ms`);
  const outcome = h('p', {}, status === null ? problem : `Answered ${status}`);
  return h('li', { class: isGood ? 'good' : 'bad' }, outcome, note);
}
