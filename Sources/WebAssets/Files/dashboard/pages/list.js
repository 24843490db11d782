// The objects of one kind: searched, filtered and sorted by the sandbox, a page at a time.

import { control, look } from '../base/api.js';
import { filters, pager } from '../base/filters.js';
import { seeker } from '../base/seek.js';
import { table } from '../base/table.js';
import { h } from '../../shared/dom.js';
import { head } from '../base/pieces.js';
import { route } from '../base/route.js';
import { listingOf } from '../kinds/columns.js';
import { pageOf, titleOfKinds } from '../kinds/kinds.js';
import { setNow } from '../kinds/period.js';
import { newActions } from './new.js';
import { nothing } from './nothing.js';
import { clockStrip } from './clock.js';

const LIMIT = 50;
const MANY = 20_000;

export function listPage(object) {
  const listing = listingOf(object);
  const title = titleOfKinds(object);
  const rows = table(listing.columns, pageOf, undefined, (order) => tools.choose('order', order));
  const place = h('div');
  const more = h('p', { class: 'quiet', role: 'status' });
  const node = h('div');
  const isTimed = ['subscription', 'invoice', 'test_helpers.test_clock'].includes(object);
  const clock = isTimed && clockStrip();
  const seek = seeker(node);
  const tools = filters({
    label: `Search ${title.toLowerCase()}`,
    choices: [
      { name: 'filter', label: 'Filter', options: [['', 'All'], ...Object.keys(listing.filters).map((name) => [name, name])] },
      { name: 'order', label: 'Order', options: [['', 'Newest first'], ['oldest', 'Oldest first'], ...listing.columns.flatMap(ordersOf)] },
    ],
    changed: () => load(),
  });
  const content = h('div', {}, tools.node, rows.node, more, place);
  const empty = h('div', { class: 'panel empty' });
  let count = 0;
  node.append(head(title, { actions: newActions(object, () => load()) }), ...[clock && clock.node, content, empty].filter(Boolean));

  /** Whether drawing the list anew with each event would take too long. */
  const isBusy = () => {
    const { query } = route();
    return query.has('q') || (query.has('order') && count > MANY);
  };

  /** A search that finds little goes on where the sandbox has stopped looking, until the page is full. */
  async function load() {
    const { query } = route();
    const [filter, order] = [query.get('filter') || '', query.get('order') || ''];
    const terms = [listing.filters[filter], query.get('q')].filter(Boolean).join(' ');
    const [before, start] = [query.get('before') || '', query.get('after') || ''];
    if (clock) setNow((await clock.load()).now);
    const isSorted = order !== '' && order !== 'oldest';
    rows.sortedBy(order);
    if (isSorted) more.textContent = 'Sorting…';
    let found = [];
    let looked = 0;
    let after = start;
    await seek(async (isOver) => {
      const page = await look('objects', {
        object, q: terms, expand: listing.expand, [isSorted ? 'sort' : 'order']: order, before: looked === 0 ? before : '', after, limit: LIMIT - found.length,
      });
      if (isOver()) return false;
      found = found.concat(page.objects);
      looked += page.looked;
      after = page.rest;
      show(page, found, terms, looked, { start, before });
      return Boolean(terms && after && found.length < LIMIT && !before);
    });
  }

  function show(page, found, terms, looked, { start, before }) {
    const isAll = !terms && !start && !before;
    count = page.count;
    const total = count.toLocaleString('en');
    const isLooking = terms && page.rest && found.length < LIMIT && !before;
    rows.draw(found);
    const matches = page.matches === undefined ? `${found.length}${page.rest ? '+' : ''}` : page.matches.toLocaleString('en');
    tools.count.textContent = terms ? `${matches} of ${total}` : total;
    more.textContent = isLooking ? `Looked at ${looked.toLocaleString('en')} of ${total}…` : terms && found.length === 0 ? 'Nothing is like that.' : '';
    const older = before ? page.last : page.rest && found.length >= LIMIT ? page.rest : null;
    const links = pager(page.first ? { before: page.first } : null, older && { after: older });
    place.replaceChildren(...[links].filter(Boolean));
    const isEmpty = isAll && found.length === 0;
    if (isEmpty && empty.children.length === 0) empty.append(...nothing(object).flat(Infinity).filter(Boolean));
    empty.hidden = !isEmpty;
    content.hidden = isEmpty;
    rows.node.hidden = found.length === 0;
  }

  return { node, load, follows: object === 'event' ? ['event', 'delivery'] : ['event'], isBusy };
}

/** What a column can be sorted by, for a menu that has the order of creation anyhow. */
const ordersOf = ({ title, orders = [] }) => orders.filter((order) => order !== 'oldest').map((order) => (
  [order, `${title}, ${order.startsWith('-') ? 'descending' : 'ascending'}`]));

/** What kinds there are, and how many objects of each. */
export function allPage() {
  const node = h('div');
  async function load() {
    const { kinds } = await control('kinds');
    const items = kinds.filter(({ count }) => count > 0).map(({ object, count }) => h('li', {},
      h('a', { class: 'row', href: `${pageOf({ object, id: '' }).replace(/\/$/, '')}` }, titleOfKinds(object)),
      h('span', { class: 'mono quiet' }, object), h('span', { class: 'num' }, count.toLocaleString('en'))));
    const none = h('p', { class: 'panel notice' }, 'The sandbox is empty.');
    node.replaceChildren(head('All objects', { note: 'Everything that the sandbox holds, by kind.' }),
      items.length > 0 ? h('ul', { class: 'panel kinds' }, items) : none);
  }
  return { node, load };
}
