// What of an account needs its owner's attention.

import { h } from '../shared/dom.js';
import { onboarding } from './onboarding.js';
import { button } from './parts.js';

export async function banner(owner) {
  const { value, error } = await owner.read();
  if (error) throw error;
  const { words } = owner;
  const { collectionOptions } = owner.settings;
  const due = value.requirements[(collectionOptions || {}).fields === 'eventually_due' ? 'eventually_due' : 'currently_due'];
  const isPending = value.requirements.pending_verification.length > 0;
  owner.tell('notificationschange', { total: (due.length ? 1 : 0) + (isPending ? 1 : 0), actionRequired: due.length ? 1 : 0 });
  if (owner.isAdding && due.length) return onboarding(owner);
  if (!due.length && !isPending) return h('div', { 'data-testid': 'no-notifications' });
  const add = () => {
    owner.isAdding = true;
    owner.refresh();
  };
  return h('section', { class: 'Banner', 'aria-label': words.told, 'data-testid': 'notification' },
    h('div', {}, h('h2', {}, due.length ? words.told : words.review), due.length ? h('p', { class: 'Soft' }, words.toldMore) : null),
    due.length ? button(words.add, add, { name: 'add-information' }) : null);
}
