import { h } from '../../shared/dom.js';
import { linkTo } from '../kinds/kinds.js';
import { code, copyButton } from './pieces.js';

/** A value as indented JSON, coloured, with ids that lead to their objects. */
function jsonTree(value) {
  return h('code', {}, lines(value, ''));
}

function lines(value, indent) {
  if (Array.isArray(value)) return nested(value.map((item) => [null, item]), '[', ']', indent);
  if (value !== null && typeof value === 'object') return nested(Object.entries(value), '{', '}', indent);
  const text = JSON.stringify(value);
  if (typeof value !== 'string') return [h('span', { class: value === null ? 'j-null' : 'j-value' }, text)];
  const href = linkTo(value);
  return [h(href ? 'a' : 'span', { class: 'j-text', href }, text)];
}

function nested(entries, open, close, indent) {
  if (entries.length === 0) return [open + close];
  const inner = `${indent}  `;
  const body = entries.flatMap(([key, value], index) => [
    `\n${inner}`, key !== null && h('span', { class: 'j-key' }, JSON.stringify(key)), key !== null && ': ',
    ...lines(value, inner), index < entries.length - 1 ? ',' : '',
  ]);
  return [open, ...body, `\n${indent}`, close];
}

/** A block of JSON with a button to copy it. */
export function jsonBlock(value, title = 'JSON') {
  return h('section', { class: 'panel code', 'aria-label': title },
    h('header', {}, h('h2', {}, title), copyButton(() => JSON.stringify(value, null, 2))),
    h('pre', { tabindex: 0 }, jsonTree(value)));
}

/** A body as it went over the wire: JSON as such, a form one parameter a line, anything else as it is. */
export function bodyBlock(text, title) {
  if (!text) return null;
  try {
    return jsonBlock(JSON.parse(text), title);
  } catch (_) {
    const shown = /^[\w.%[\]-]+=[^\n]*$/.test(text) ? text.split('&').map(decoded).join('\n') : text;
    return h('section', { class: 'panel code', 'aria-label': title }, h('header', {}, h('h2', {}, title)), code(shown));
  }
}

function decoded(pair) {
  try {
    return decodeURIComponent(pair.replaceAll('+', ' ')).replace('=', ' = ');
  } catch (_) {
    return pair;
  }
}
