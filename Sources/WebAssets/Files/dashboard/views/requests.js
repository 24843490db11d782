// The request log.

import { control } from '../api.js';
import { statusBadge } from '../badges.js';
import { action } from '../dialog.js';
import { h } from '../../shared/dom.js';
import { time } from '../../shared/format.js';
import { bodyBlock } from '../json.js';
import { list } from '../list.js';
import { crumbs, facts, head, nothingYet, panel } from '../panel.js';

function duration(microseconds) {
  return microseconds < 1000 ? `${microseconds} µs` : `${(microseconds / 1000).toFixed(1)} ms`;
}

export function requests() {
  const clear = action('Clear', async () => {
    await control('requests', undefined, 'DELETE');
    await view.load();
    return 'The log is empty.';
  });
  const view = list({
    title: 'Requests',
    columns: [
      { title: 'Request', cell: (row) => h('span', { class: 'mono' }, `${row.method} ${row.path}`), kind: 'id' },
      { title: 'Status', cell: (row) => statusBadge(row.status) },
      { title: 'Fault', cell: (row) => row.fault && h('span', { class: 'badge bad' }, row.fault), kind: 'wide' },
      { title: 'Took', cell: (row) => duration(row.microseconds), kind: 'quiet wide' },
      { title: 'At', cell: (row) => time(row.at), kind: 'quiet' },
    ],
    fetch: async () => ({ rows: (await control('requests?limit=1000')).requests, more: false }),
    text: (row) => `${row.method} ${row.path} ${row.query} ${row.status}`,
    href: (row) => `#/requests/${row.id}`,
    filters: [
      { title: 'Failed', value: 'failed', test: (row) => row.status === null || row.status >= 400 },
      { title: 'Changes', value: 'changes', test: (row) => row.method !== 'GET' },
    ],
    follows: ['request'],
    actions: [clear],
    empty: () => nothingYet(
      'No requests yet',
      'What your app asks for is listed here, with headers and bodies; secrets and card numbers are masked.',
    ),
  });
  return view;
}

export function requestView(id) {
  const node = h('div');

  async function load() {
    const record = await control(`requests/${encodeURIComponent(id)}`);
    const { request, response } = record;
    const line = `${record.method} ${record.path}${record.query ? `?${record.query}` : ''}`;
    const fault = record.fault ? ` · fault: ${record.fault}` : '';
    const sent = [bodyBlock(request.body, 'Sent'), headers('Request headers', request)];
    const answered = response && [bodyBlock(response.body, 'Answered'), headers('Response headers', response)];
    node.replaceChildren(
      crumbs('#/requests', 'Requests'),
      head([h('span', { class: 'mono' }, line), ' ', statusBadge(record.status)], {
        note: `${time(record.at)} · ${duration(record.microseconds)}${fault}`,
      }),
      h('div', { class: 'columns even' }, h('div', { class: 'stack' }, sent), h('div', { class: 'stack' }, answered)),
    );
  }

  return { node, load, follows: [] };
}

const headers = (title, message) => panel(title, facts(Object.entries(message.headers), 'mono'));
