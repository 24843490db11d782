import { h } from '../shared/dom.js';

/**
 * A table of rows that can be searched, filtered and read further; it refreshes in place.
 * @param {{title: string, columns: {title: string, cell: (row) => Node | string, kind?: string}[],
 *   fetch: (after, limit) => Promise<{rows: object[], more: boolean}>, text: (row) => string, href?: (row) => string,
 *   empty: () => Node, filters?: {title: string, value: string, test: (row) => boolean}[], actions?: Node[],
 *   follows?: string[], isPart?: boolean}} options a list that is a part of a view has a lesser heading
 */
export function list(options) {
  const { title, columns, fetch, text, href, empty, filters, actions = [], follows, isPart = false } = options;
  let rows = [];
  let hasMore = false;
  let known;
  const search = h('input', {
    type: 'search', placeholder: `Search ${title.toLowerCase()}`, 'aria-label': `Search ${title.toLowerCase()}`, oninput: render,
  });
  const filter = filters && h('select', { 'aria-label': 'Filter', onchange: render },
    h('option', { value: '' }, 'All'), filters.map(({ title: name, value }) => h('option', { value }, name)));
  const count = h('p', { class: 'count', role: 'status' });
  const body = h('tbody');
  const table = h('table', {},
    h('thead', {}, h('tr', {}, columns.map(({ title: name, kind }) => h('th', { scope: 'col', class: kind }, name)))), body);
  const more = h('button', { class: 'button', type: 'button', onclick: readOn }, 'Load more');
  const tools = h('div', { class: 'filters' }, search, filter, count);
  const content = h('div', { class: 'list' }, tools, h('div', { class: 'panel table' }, table), more);
  const nothing = h('div', { class: 'panel empty' }, empty());
  const node = h('div', {}, h('header', { class: 'head' }, h(isPart ? 'h2' : 'h1', {}, title), h('div', { class: 'actions' }, actions)), content, nothing);

  async function load() {
    const wanted = Math.max(rows.length, 100);
    let found = [];
    do {
      const page = await fetch(found.at(-1), 100);
      found = found.concat(page.rows);
      hasMore = page.more;
    } while (hasMore && found.length < wanted);
    rows = found;
    render();
  }

  async function readOn() {
    const page = await fetch(rows.at(-1), 100);
    rows = rows.concat(page.rows);
    hasMore = page.more;
    render();
  }

  function render() {
    const query = search.value.trim().toLowerCase();
    const chosen = filter && filters.find(({ value }) => value === filter.value);
    const shown = rows.filter((row) => (!chosen || chosen.test(row)) && (query === '' || text(row).toLowerCase().includes(query)));
    body.replaceChildren(...shown.map(line));
    known = new Set(rows.map(({ id }) => id));
    count.textContent = shown.length === rows.length
      ? `${rows.length}${hasMore ? '+' : ''}` : `${shown.length} of ${rows.length}${hasMore ? '+' : ''}`;
    nothing.hidden = rows.length > 0;
    content.hidden = rows.length === 0;
    more.hidden = !hasMore;
  }

  /** The first cell holds the link of the whole row. */
  function line(row) {
    const isNew = known !== undefined && !known.has(row.id);
    return h('tr', { class: isNew ? 'new' : null }, columns.map(({ cell, kind, title: name }, index) => {
      const content = cell(row);
      return h('td', { class: kind, 'data-title': name }, index === 0 && href ? h('a', { class: 'row', href: href(row) }, content) : content);
    }));
  }

  return { node, load, follows };
}

/** Pages of a list of the Stripe API. */
export function pages(read, path, parameters = {}) {
  return async (after, limit) => {
    const page = await read(path, { ...parameters, limit, starting_after: after && after.id });
    return { rows: page.data, more: page.has_more };
  };
}

/** What a view says that has nothing to show: in words, and with something to paste. */
export function nothingYet(title, text, code, ...more) {
  return [h('h2', {}, title), h('p', {}, text), code && h('pre', { tabindex: 0 }, h('code', {}, code)), ...more];
}
