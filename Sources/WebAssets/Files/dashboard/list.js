import { action, tell } from './dialog.js';
import { h } from '../shared/dom.js';
import { head } from './panel.js';

const SCREENFUL = 20;

/** As many rows as a search looks through. */
const FARTHEST = 5000;

/**
 * A table of rows that can be searched, filtered and read further; it refreshes in place.
 * @param {{title: string, columns: {title: string, cell: (row) => Node | string, kind?: string}[],
 *   fetch: (after, limit) => Promise<{rows: object[], more: boolean}>, text: (row) => string, href?: (row) => string,
 *   empty: () => Node, filters?: {title: string, value: string, test: (row) => boolean}[], actions?: Node[],
 *   follows?: string[], isPart?: boolean}} options a list that is a part of a view has a lesser heading
 */
export function list({ title, columns, fetch, text, href, empty, filters, actions, follows, isPart = false }) {
  let rows = [];
  let hasMore = false;
  let lines = new Map();
  let isFirst = true;
  let isSeeking = false;
  const inTurn = turns();
  const label = `Search ${title.toLowerCase()}`;
  const search = h('input', { type: 'search', placeholder: label, 'aria-label': label, oninput: seek });
  const filter = filters && filterMenu(filters, seek);
  const count = h('p', { class: 'count', role: 'status' });
  const headings = columns.map((column) => h('th', { role: 'columnheader', scope: 'col', class: column.kind }, column.title));
  const body = h('tbody', { role: 'rowgroup' });
  // Narrow screens lay rows out as blocks, which would cost a table its meaning if its roles were not written down.
  const table = h('table', { role: 'table' },
    h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' }, headings)), body);
  const more = action('Load more', () => readOn());
  const tools = h('div', { class: 'filters' }, search, filter, count);
  const content = h('div', {}, tools, h('div', { class: 'panel table' }, table), more);
  const nothing = h('div', { class: 'panel empty' }, empty());
  const node = h('div', {}, head(title, { actions, level: isPart ? 'h2' : 'h1' }), content, nothing);

  const load = inTurn(async () => {
    let found = [];
    let page;
    do {
      page = await fetch(found.at(-1), 100);
      found = found.concat(page.rows);
    } while (page.more && found.length < rows.length);
    rows = found;
    hasMore = page.more;
    render();
  });

  const readOn = inTurn(async () => {
    const page = await fetch(rows.at(-1), 100);
    rows = rows.concat(page.rows);
    hasMore = page.more;
    render();
  });

  /** A search goes on through what is not read yet, until it has found a screenful. */
  async function seek() {
    render();
    if (isSeeking) return;
    isSeeking = true;
    const isAsked = () => search.value.trim() !== '' || (filter && filter.value !== '');
    try {
      while (isAsked() && hasMore && body.children.length < SCREENFUL && rows.length < FARTHEST) await readOn();
    } catch (error) {
      tell(error.message, true);
    } finally {
      isSeeking = false;
    }
  }

  function render() {
    const query = search.value.trim().toLowerCase();
    const chosen = filter && filters.find(({ value }) => value === filter.value);
    const shown = rows.filter((row) => (!chosen || chosen.test(row)) && text(row).toLowerCase().includes(query));
    place(shown);
    const all = `${rows.length}${hasMore ? '+' : ''}`;
    count.textContent = shown.length === rows.length ? all : `${shown.length} of ${all}`;
    nothing.hidden = rows.length > 0;
    content.hidden = rows.length === 0;
    more.hidden = !hasMore;
  }

  /** Lines stay the same as long as their rows do, and the one that has the focus keeps it. */
  function place(shown) {
    const drawn = new Map(rows.map((row) => [row.id, drawnLine(row)]));
    lines = drawn;
    isFirst = false;
    const nodes = shown.map(({ id }) => drawn.get(id).node);
    if (nodes.length === body.children.length && nodes.every((each, index) => each === body.children[index])) return;
    const focused = body.contains(document.activeElement) && document.activeElement.getAttribute('href');
    body.replaceChildren(...nodes);
    const again = focused && [...body.querySelectorAll('a')].find((each) => each.getAttribute('href') === focused);
    if (again) again.focus({ preventScroll: true });
  }

  function drawnLine(row) {
    const known = lines.get(row.id);
    const written = JSON.stringify(row);
    if (known && known.written === written) return known;
    return { written, node: line(row, !known && !isFirst) };
  }

  /** The first cell holds the link of the whole row. */
  function line(row, isNew) {
    const cells = columns.map(({ cell, kind }, index) => {
      const inner = index === 0 && href ? h('a', { class: 'row', href: href(row) }, cell(row)) : cell(row);
      return h('td', { role: 'cell', class: kind }, inner);
    });
    return h('tr', { role: 'row', class: isNew && 'new' }, cells);
  }

  return { node, load, follows };
}

/** One reading at a time: the next page is that of the rows which the reading before has left. */
function turns() {
  let last = Promise.resolve();
  return (read) => () => {
    last = last.then(read, read);
    return last;
  };
}

function filterMenu(filters, onchange) {
  const options = filters.map(({ title, value }) => h('option', { value }, title));
  return h('select', { 'aria-label': 'Filter', onchange }, h('option', { value: '' }, 'All'), options);
}

/** Pages of a list of the Stripe API. */
export function pages(read, path, parameters = {}) {
  return async (after, limit) => {
    const page = await read(path, { ...parameters, limit, starting_after: after && after.id });
    return { rows: page.data, more: page.has_more };
  };
}
