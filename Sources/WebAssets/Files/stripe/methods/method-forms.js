// Which ways to pay a form offers, and the form of each.

import { CardForm } from './card-form.js';
import { LinkForm } from './link-form.js';
import { hasForm } from './methods.js';
import { OtherForm } from './other-form.js';

/** Where a card can be given, Link is a part of that form and no way of its own. */
export function offeredTypes(types, { excluded = [], order = [] } = {}) {
  const known = types.filter((type) => hasForm(type) && !excluded.includes(type));
  const offered = known.filter((type) => type !== 'link' || !known.includes('card'));
  const rank = (type) => (order.includes(type) ? order.indexOf(type) : order.length);
  const sorted = offered.map((type, index) => [type, index]).sort(([a, i], [b, j]) => rank(a) - rank(b) || i - j);
  return sorted.length > 0 ? sorted.map(([type]) => type) : ['card'];
}

export function formOf(type, host) {
  if (type === 'card') return new CardForm(host);
  return type === 'link' ? new LinkForm(host) : new OtherForm(type, host);
}
