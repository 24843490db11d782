// The request log.

import { control } from '../api.js';
import { statusBadge } from '../badges.js';
import { action } from '../dialog.js';
import { h } from '../../shared/dom.js';
import { time } from '../../shared/format.js';
import { bodyBlock } from '../json.js';
import { list, nothingYet } from '../list.js';

const duration = (microseconds) => (microseconds < 1000 ? `${microseconds} µs` : `${(microseconds / 1000).toFixed(1)} ms`);

export const requests = () => {
  const view = list({
    title: 'Requests',
    columns: [
      { title: 'Request', cell: (row) => h('span', { class: 'mono' }, `${row.method} ${row.path}`), kind: 'id' },
      { title: 'Status', cell: (row) => statusBadge(row.status) },
      { title: 'Fault', cell: (row) => (row.fault ? h('span', { class: 'badge bad' }, row.fault) : '–'), kind: 'quiet wide' },
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
    actions: [action('Clear', async () => {
      await control('requests', undefined, 'DELETE');
      await view.load();
      return 'The log is empty.';
    })],
    empty: () => nothingYet('No requests yet', 'What your app asks for is listed here, with headers and bodies; secrets and card numbers are masked.'),
  });
  return view;
};

export function requestView(id) {
  const node = h('div');

  async function load() {
    const record = await control(`requests/${encodeURIComponent(id)}`);
    const { request, response } = record;
    node.replaceChildren(
      h('nav', { class: 'crumbs', 'aria-label': 'Breadcrumb' }, h('a', { href: '#/requests' }, 'Requests')),
      h('header', { class: 'head' }, h('div', {},
        h('p', { class: 'quiet' }, `${time(record.at)} · ${duration(record.microseconds)}`, record.fault && ` · fault: ${record.fault}`),
        h('h1', { class: 'mono' }, `${record.method} ${record.path}${record.query ? `?${record.query}` : ''} `, statusBadge(record.status)))),
      h('div', { class: 'columns even' },
        h('div', { class: 'stack' }, bodyBlock(request.body, 'Sent'), headers('Request headers', request.headers)),
        response && h('div', { class: 'stack' }, bodyBlock(response.body, 'Answered'), headers('Response headers', response.headers))));
  }

  return { node, load, follows: [] };
}

function headers(title, fields) {
  return h('section', { class: 'panel' }, h('header', {}, h('h2', {}, title)),
    h('dl', { class: 'facts' }, Object.entries(fields).map(([name, value]) => [h('dt', {}, name), h('dd', { class: 'mono' }, value)])));
}
