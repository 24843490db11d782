// Small pieces of an account's pages.

import { h } from '../shared/dom.js';

const TONES = {
  succeeded: 'good', paid: 'good', won: 'good', active: 'good', verified: 'good', failed: 'bad', lost: 'bad', canceled: 'bad', disputed: 'bad', refunded: 'plain',
};

export const badge = (text) => h('span', { class: `Badge Badge--${TONES[text] || 'wait'}` }, String(text).replaceAll('_', ' '));

export const button = (text, onclick, { name, kind = 'primary' } = {}) => (
  h('button', { class: `Button Button--${kind}`, type: 'button', 'data-testid': name, onclick }, text)
);

export const complaint = (error) => h('p', { role: 'alert', class: 'Notice' }, error ? error.message : '');

/** A table with a heading for each column; rows are arrays of cells. */
export function table(caption, headings, rows, empty) {
  if (!rows.length) return h('p', { class: 'Soft', 'data-testid': 'nothing' }, empty);
  return h('div', { class: 'Scroll', tabindex: '0', role: 'group', 'aria-label': caption },
    h('table', { class: 'Lines' },
      h('caption', { class: 'Visually-hidden' }, caption),
      h('thead', {}, h('tr', {}, headings.map((text) => h('th', { scope: 'col' }, text)))),
      h('tbody', {}, rows.map((cells) => h('tr', {}, cells.map((cell) => h('td', {}, cell)))))));
}

export function facts(pairs) {
  return h('dl', { class: 'Facts' }, pairs.filter(Boolean).map(([title, value]) => h('div', {}, h('dt', {}, title), h('dd', {}, value || '–'))));
}

export function field(label, name, value = '', type = 'text') {
  const id = `field-${name}`;
  return h('div', { class: 'Field' }, h('label', { class: 'Label', for: id }, label),
    h('input', { class: 'Input', id, name, type, value, 'data-testid': name, autocomplete: 'off' }));
}

/** A form whose fields are sent as nested parameters. */
export function form(fields, label, name, send) {
  const box = h('form', { class: 'Form', 'data-testid': name }, fields,
    h('div', { class: 'Field' }, h('button', { class: 'Button Button--primary', type: 'submit', 'data-testid': `${name}-save` }, label)));
  box.addEventListener('submit', (event) => {
    event.preventDefault();
    send(new FormData(box));
  });
  return box;
}
