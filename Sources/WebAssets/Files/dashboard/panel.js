// The pieces of which views are built.

import { action } from './dialog.js';
import { h } from '../shared/dom.js';

export function head(title, { actions = [], note, level = 'h1' } = {}) {
  const text = h('div', {}, h(level, {}, title), note && h('p', { class: 'quiet' }, note));
  return h('header', { class: 'head' }, text, h('div', { class: 'actions' }, actions));
}

export function panel(title, ...content) {
  return h('section', { class: 'panel' }, h('header', {}, h('h2', {}, title)), content);
}

export function crumbs(href, text) {
  return h('nav', { class: 'crumbs', 'aria-label': 'Breadcrumb' }, h('a', { href }, text));
}

/** Names and values; a value may be a node. */
export function facts(rows, valueClass) {
  const cells = rows.map(([name, value]) => [h('dt', {}, name), h('dd', { class: valueClass }, value)]);
  return h('dl', { class: 'facts' }, cells);
}

export function code(text) {
  return h('pre', { tabindex: 0 }, h('code', {}, text));
}

export function copyButton(text) {
  return action('Copy', async () => {
    await navigator.clipboard.writeText(text);
    return 'Copied.';
  }, { small: true });
}

/** Something to paste. */
export function sample(text) {
  return h('div', { class: 'sample' }, code(text), copyButton(text));
}

/**
 * Whether a value is another one than at the last call. What did not change is not drawn again: it keeps the focus, and
 * a click on it does not come to nothing.
 */
export function novelty() {
  let last;
  return (value) => {
    const text = JSON.stringify(value);
    const isNew = text !== last;
    last = text;
    return isNew;
  };
}

/** What a view says that has nothing to show: in words, and with something to paste. */
export function nothingYet(title, text, example, ...more) {
  return [h('h2', {}, title), h('p', {}, text), example && sample(example), more];
}
