// The request log, and one request: what was sent and answered, what it changed, and how to send it again.

import { control, look, repeat } from '../base/api.js';
import { statusBadge } from '../base/badges.js';
import { action } from '../base/dialog.js';
import { filters, pager } from '../base/filters.js';
import { h } from '../../shared/dom.js';
import { time } from '../../shared/format.js';
import { bodyBlock } from '../base/json.js';
import { crumbs, duration, facts, head, mono, nothingYet, panel, redraw } from '../base/pieces.js';
import { route, to } from '../base/route.js';
import { table } from '../base/table.js';
import { kindOfID, pageOf, titleOfKind } from '../kinds/kinds.js';
import { codePanel } from './code.js';
import { timeline } from './timeline.js';

const LIMIT = 50;

export function requestsPage() {
  const tools = filters({
    label: 'Search requests', changed: () => load(),
    choices: [
      { name: 'method', label: 'Method', options: [['', 'All methods'], 'GET', 'POST', 'DELETE'].map((each) => [each].flat().concat(each).slice(0, 2)) },
      { name: 'failed', label: 'Outcome', options: [['', 'All'], ['true', 'Failed']] },
    ],
  });
  const rows = table([
    { title: 'Request', cell: (row) => mono(`${row.method} ${row.path}`), kind: 'id' },
    { title: 'Status', cell: (row) => statusBadge(row.status) },
    { title: 'Fault', cell: (row) => (row.fault ? h('span', { class: 'badge bad' }, row.fault) : ''), kind: 'wide' },
    { title: 'Took', cell: (row) => duration(row.microseconds), kind: 'quiet wide' },
    { title: 'At', cell: (row) => time(row.at), kind: 'quiet' },
  ], (row) => to(['requests', row.id]));
  const place = h('div');
  const empty = h('div', { class: 'panel empty' }, nothingYet(
    'No requests', 'What your app asks for is listed here, with headers and bodies; secrets and card numbers are masked.'));
  const clear = action('Clear', async () => {
    await control('requests', undefined, 'DELETE');
    await load();
    return 'The log is empty.';
  });
  const node = h('div', {}, head('Requests', { actions: [clear] }), tools.node, rows.node, empty, place);

  async function load() {
    const { query } = route();
    const { requests, count } = await look('requests', {
      brief: true, search: query.get('q') || '', method: query.get('method') || '', failed: query.get('failed') || '',
      after: query.get('after') || '', limit: LIMIT,
    });
    rows.draw(requests);
    rows.node.hidden = requests.length === 0;
    empty.hidden = requests.length > 0;
    tools.count.textContent = String(count);
    const last = requests.at(-1);
    place.replaceChildren(...[pager(null, requests.length === LIMIT && { after: last.id })].filter(Boolean));
  }

  return { node, load, follows: ['request'] };
}

export function requestPage(id) {
  const node = h('div');

  async function load() {
    const record = await look(`requests/${encodeURIComponent(id)}`);
    const { request, response } = record;
    const line = `${record.method} ${record.path}${record.query ? `?${record.query}` : ''}`;
    const fault = record.fault ? ` · fault: ${record.fault}` : '';
    const sent = [codePanel(record), bodyBlock(request.body, 'Sent'), headers('Request headers', request)];
    const answered = [changes(record), response && bodyBlock(response.body, 'Answered'), response && headers('Response headers', response)];
    redraw(node,
      crumbs(to('requests'), 'Requests'),
      head([mono(line), ' ', statusBadge(record.status)], { note: `${time(record.at)} · ${duration(record.microseconds)}${fault}`, actions: replay(record) }),
      h('div', { class: 'columns even' }, h('div', { class: 'stack' }, sent), h('div', { class: 'stack' }, answered)));
  }

  return { node, load, follows: [] };
}

const headers = (title, message) => panel(title, facts(Object.entries(message.headers), 'mono'));

/** What the request made or changed, and the object that it answered with. */
function changes({ events, response }) {
  let answered;
  try {
    answered = response && JSON.parse(response.body);
  } catch (_) {
    // A body that was cut off.
  }
  const link = answered && answered.id && answered.object && kindOfID(answered.id)
    && h('p', { class: 'notice' }, `${titleOfKind(kindOfID(answered.id))} `, h('a', { class: 'mono', href: pageOf(answered) }, answered.id));
  if (events.length === 0) return panel('What it changed', link || h('p', { class: 'notice quiet' }, 'Nothing.'));
  return h('div', { class: 'stack' }, link && panel('What it answered with', link), timeline(events, 'What it changed', true));
}

/** Headers that make the same request of it, without those of the connection or of the key. */
const KEPT = ['stripe-version', 'stripe-account', 'content-type'];

function replay(record) {
  if (!/^\/v[12]\//.test(record.path)) return [];
  return [action('Replay', async () => {
    const kept = Object.entries(record.request.headers).filter(([name]) => KEPT.includes(name.toLowerCase()));
    let outcome = 'It was answered as before.';
    try {
      const answer = await repeat({ ...record, body: record.request.body, headers: Object.fromEntries(kept) });
      outcome = answer.id ? `It was answered with ${answer.id}.` : outcome;
    } finally {
      const { requests } = await look('requests', { brief: true, limit: 1 });
      if (requests[0]) location.hash = to(['requests', requests[0].id]);
    }
    return outcome;
  }, { primary: true })];
}

