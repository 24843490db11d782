import { h } from '../../shared/dom.js';
import { amend, route, to } from './route.js';

const PAUSE = 200;

/**
 * A search field and choices whose values stand in the address. A change goes back to the first page.
 * @param {{label: string, choices?: {name: string, label: string, options: [string, string][]}[], changed: () => void}} options
 */
export function filters({ label, choices = [], changed }) {
  const { query } = route();
  let timer;
  const change = (changes) => {
    amend({ ...changes, after: '', before: '' });
    changed();
  };
  const search = h('input', {
    type: 'search', placeholder: label, 'aria-label': label, value: query.get('q') || '', spellcheck: 'false',
    'data-search': true,
    oninput: () => {
      clearTimeout(timer);
      timer = setTimeout(() => change({ q: search.value.trim() }), PAUSE);
    },
  });
  const menus = new Map(choices.map((choice) => {
    const options = choice.options.map(([value, name]) => h('option', { value }, name));
    const menu = h('select', { 'aria-label': choice.label, onchange: () => change({ [choice.name]: menu.value }) }, options);
    menu.value = query.get(choice.name) || '';
    return [choice.name, menu];
  }));
  const count = h('p', { class: 'count', role: 'status' });
  const choose = (name, value) => {
    menus.get(name).value = value;
    change({ [name]: value });
  };
  return { node: h('div', { class: 'filters' }, search, [...menus.values()], count), count, choose };
}

/** Links to the pages before and behind this one, where there are any. */
export function pager(newer, older) {
  const { path, query } = route();
  const all = Object.fromEntries(query);
  const link = (name, rel, changes) => changes && h('a', {
    class: 'button small', rel, href: to(path, { ...all, after: '', before: '', ...changes }),
  }, name);
  const isLater = Boolean(all.after || all.before);
  const links = [isLater && link('First', 'first', {}), isLater && link('Previous', 'prev', newer), link('Next', 'next', older)];
  return links.some(Boolean) && h('nav', { class: 'pager', 'aria-label': 'Pages' }, links);
}
