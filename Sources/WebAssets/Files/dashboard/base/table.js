import { h } from '../../shared/dom.js';

/**
 * Rows in place: those that stay the same keep their lines, and the one that has the focus keeps it.
 * @param {{title: string, cell: (row) => Node | string, kind?: string, orders?: string[]}[]} columns
 * @param {(row) => string} href the page of a row
 * @param {(row) => string} key
 * @param {(order: string) => void} [sort] for columns that have orders
 */
export function table(columns, href, key = (row) => row.id, sort = undefined) {
  let lines = new Map();
  let isFirst = true;
  let current = '';
  const headings = columns.map(({ title, kind, orders }) => {
    const button = sort && orders && h('button', { type: 'button', class: 'sort', 'aria-label': `Sort by ${title.toLowerCase()}`, onclick: () => sort(next(orders)) });
    return h('th', { role: 'columnheader', scope: 'col', class: kind }, title, button);
  });
  const body = h('tbody', { role: 'rowgroup' });
  // Narrow screens lay rows out as blocks, which would cost a table its meaning if its roles were not written down.
  const node = h('div', { class: 'panel table' }, h('table', { role: 'table' },
    h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' }, headings)), body));

  /** The first cell holds the link of the whole row. */
  function line(row, isNew) {
    const cells = columns.map(({ cell, kind }, index) => {
      const content = cell(row);
      const classes = [kind, content === '–' && 'none'].filter(Boolean).join(' ');
      return h('td', { role: 'cell', class: classes || undefined }, index === 0 ? h('a', { class: 'row', href: href(row) }, content) : content);
    });
    return h('tr', { role: 'row', class: isNew && 'new' }, cells);
  }

  function draw(rows) {
    const drawn = new Map(rows.map((row) => {
      const known = lines.get(key(row));
      const written = JSON.stringify(row);
      if (known && known.written === written) return [key(row), known];
      return [key(row), { written, node: line(row, !known && !isFirst) }];
    }));
    lines = drawn;
    isFirst = false;
    const nodes = rows.map((row) => drawn.get(key(row)).node);
    if (nodes.length === body.children.length && nodes.every((each, index) => each === body.children[index])) return;
    const focused = body.contains(document.activeElement) && document.activeElement.getAttribute('href');
    body.replaceChildren(...nodes);
    const again = focused && [...body.querySelectorAll('a')].find((each) => each.getAttribute('href') === focused);
    if (again) again.focus({ preventScroll: true });
  }

  /** The one way, the other way, and back to the order of the list. */
  const next = ([first, second]) => (current === first ? second || '' : current === second ? '' : first);

  /** Marks the column by which the rows are sorted. */
  function sortedBy(order) {
    current = order;
    columns.forEach(({ orders }, index) => {
      const isSorted = orders && order !== '' && orders.includes(order);
      if (isSorted) headings[index].setAttribute('aria-sort', order.startsWith('-') ? 'descending' : 'ascending');
      else headings[index].removeAttribute('aria-sort');
    });
  }

  return { node, draw, sortedBy };
}
