// A search through everything that the sandbox holds.

import { look } from '../base/api.js';
import { filters } from '../base/filters.js';
import { h } from '../../shared/dom.js';
import { head, mono } from '../base/pieces.js';
import { route } from '../base/route.js';
import { seeker } from '../base/seek.js';
import { relatedRow } from './related.js';
import { titleOfKinds } from '../kinds/kinds.js';

const LIMIT = 60;
const EXAMPLES = [
  ['jenny', 'a part of any text: a name, an email, an id, a description, metadata'],
  ['4242', 'a whole number or a part of a text: a last4'], ['20.00', 'an amount'],
  ['insufficient_funds', 'the code of a decline'], ['order:60012', 'the value of a field, or of a key of metadata'],
  ['email:*@example.com', 'a field, with * for any part of it'], ['amount>50.00', 'numbers compared'],
  ['-status:succeeded', 'what is not so'],
];

export function searchPage() {
  const tools = filters({ label: 'Search everything', changed: () => load() });
  const results = h('div', { class: 'stack' });
  const state = h('p', { class: 'quiet', role: 'status' });
  const node = h('div', {}, head('Search'), tools.node, state, results);
  const seek = seeker(node);

  async function load() {
    const q = route().query.get('q') || '';
    if (q === '') {
      state.textContent = '';
      results.replaceChildren(help());
      await seek(async () => false);
      return;
    }
    let [found, looked, after] = [[], 0, ''];
    await seek(async (isOver) => {
      const page = await look('objects', { q, after, limit: LIMIT });
      if (isOver()) return false;
      found = found.concat(page.objects);
      looked += page.looked;
      after = page.rest;
      const isFull = found.length >= LIMIT;
      show(found);
      tools.count.textContent = `${found.length}${after ? '+' : ''}`;
      state.textContent = stateOf(found.length, looked, after, isFull);
      return Boolean(after) && !isFull;
    });
  }

  function show(found) {
    const groups = grouped(found);
    results.replaceChildren(...[...groups].map(([object, rows]) => h('section', { class: 'panel', 'aria-label': titleOfKinds(object) },
      h('header', {}, h('h2', {}, titleOfKinds(object)), h('span', { class: 'quiet' }, String(rows.length))),
      h('ul', { class: 'rows' }, rows.map(relatedRow)))));
    if (found.length === 0) results.replaceChildren(h('p', { class: 'panel notice' }, 'Nothing yet.'));
  }

  return { node, load, follows: [] };
}

function stateOf(count, looked, after, isFull) {
  const sum = looked.toLocaleString('en');
  if (!after) return `Looked at all ${sum} objects.`;
  return isFull ? `The first ${count}. The list of a kind shows all.` : `Looked at ${sum} objects…`;
}

function grouped(found) {
  const groups = new Map();
  for (const each of found) groups.set(each.object, [...(groups.get(each.object) || []), each]);
  return groups;
}

const help = () => h('section', { class: 'panel', 'aria-label': 'What can be searched' },
  h('header', {}, h('h2', {}, 'What can be searched')),
  h('dl', { class: 'facts' }, EXAMPLES.map(([term, text]) => [h('dt', {}, mono(term)), h('dd', {}, text)])));
