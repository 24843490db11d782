// The pieces of which pages are built.

import { h } from '../../shared/dom.js';
import { action } from './dialog.js';

export function head(title, { actions = [], note, level = 'h1' } = {}) {
  const text = h('div', {}, h(level, {}, title), note && h('p', { class: 'quiet' }, note));
  return h('header', { class: 'head' }, text, h('div', { class: 'actions' }, actions));
}

export function panel(title, ...content) {
  return h('section', { class: 'panel', 'aria-label': typeof title === 'string' ? title : undefined },
    h('header', {}, h('h2', {}, title)), content);
}

/** A panel with a form in it. */
export function section(title, text, ...content) {
  const note = h('p', { class: 'quiet' }, text);
  return h('section', { class: 'panel tool', 'aria-label': title }, h('header', {}, h('h2', {}, title)), note, content);
}

export function crumbs(href, text) {
  return h('nav', { class: 'crumbs', 'aria-label': 'Breadcrumb' }, h('a', { href }, text));
}

/** Names and values; a value may be a node. What has no value is left out. */
export function facts(rows, valueClass) {
  const shown = rows.filter(([, value]) => value !== undefined && value !== null && value !== false && value !== '');
  return h('dl', { class: 'facts' }, shown.map(([name, value]) => [h('dt', {}, name), h('dd', { class: valueClass }, value)]));
}

export const mono = (text) => h('span', { class: 'mono' }, text);

export function code(text) {
  return h('pre', { tabindex: 0 }, h('code', {}, text));
}

export function copyButton(text, label = 'Copy') {
  return action(label, async () => {
    await navigator.clipboard.writeText(typeof text === 'function' ? text() : text);
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

/** Draws anew what a node holds; the focus and the scroll of code stay where they were. */
export function redraw(node, ...content) {
  const scrolls = [...node.querySelectorAll('pre')].map((pre) => pre.scrollTop);
  const focused = node.contains(document.activeElement) ? nameOf(document.activeElement) : '';
  node.replaceChildren(...content.flat(Infinity).filter(Boolean));
  node.querySelectorAll('pre').forEach((pre, index) => { pre.scrollTop = scrolls[index] || 0; });
  const again = focused && [...node.querySelectorAll('a, button, select, input')].find((each) => nameOf(each) === focused);
  if (again) again.focus({ preventScroll: true });
}

const nameOf = (element) => element.getAttribute('aria-label') || element.textContent;

/** What a page says that has nothing to show: in words, and with something to paste. */
export function nothingYet(title, text, example, ...more) {
  return [h('h2', {}, title), h('p', {}, text), example && sample(example), more];
}

export function duration(microseconds) {
  return microseconds < 1000 ? `${microseconds} µs` : `${(microseconds / 1000).toFixed(1)} ms`;
}
