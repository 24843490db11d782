// The page when there is nothing to pay: expired, completed, or never there.

import { h } from '../shared/dom.js';

const MARKS = { complete: '✓', expired: '!', missing: '?' };

export function showState(page, client, state, detail) {
  const { words } = client.voice;
  const texts = {
    complete: [words.completed, words.completedText],
    paid: [words.done, (client.page && client.page.page.after_completion || {}).custom_message || words.doneText],
    expired: [words.expired, words.expiredText],
    missing: [words.missing, detail],
  }[state];
  const session = client.page;
  const recovery = state === 'expired' && session.after_expiration && session.after_expiration.recovery;
  const back = state !== 'paid' && client.wayBack;
  page.className = 'Checkout Checkout--state';
  page.replaceChildren(h('main', { class: 'State', 'data-testid': `checkout-${state}` },
    h('span', { class: 'Badge', 'aria-hidden': 'true' }, MARKS[state] || '✓'),
    h('h1', {}, texts[0]),
    h('p', {}, texts[1]),
    recovery && recovery.url ? h('a', { class: 'Button Button--primary', href: recovery.url }, words.recover) : null,
    back ? h('a', { class: 'Button', href: back }, words.back) : null,
    h('span', { class: 'Mark' }, words.sandbox)));
}
