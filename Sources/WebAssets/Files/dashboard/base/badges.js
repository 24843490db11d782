import { h } from '../../shared/dom.js';
import { words } from '../../shared/format.js';

/** One tone for a state wherever it is shown: on a badge and in a bar. */
const TONES = {
  good: ['succeeded', 'enabled', 'won', 'available', 'active', 'paid', 'complete', 'ready', 'open_for_business', 'collected'],
  bad: ['failed', 'lost', 'declined', 'past_due', 'unpaid', 'uncollectible', 'incomplete_expired', 'restricted', 'dropped'],
  dispute: ['disputed', 'needs_response', 'warning_needs_response'],
  wait: ['requires_action', 'pending', 'under_review', 'warning_under_review', 'in_transit', 'open', 'incomplete', 'advancing', 'paused'],
  info: ['requires_capture', 'processing', 'trialing', 'draft'],
};

const toneOfStatus = new Map(Object.entries(TONES).flatMap(([tone, all]) => all.map((status) => [status, tone])));

export const toneOf = (status) => toneOfStatus.get(status) || 'plain';

/** What people call it, where that is not Stripe's name. */
const NAMES = {
  requires_payment_method: 'Incomplete', requires_confirmation: 'Incomplete', requires_action: 'Needs 3-D Secure',
  requires_capture: 'Uncaptured', open_for_business: 'Enabled',
};

export const statusName = (status) => NAMES[status] || words(status);

export function badge(status) {
  return h('span', { class: `badge ${toneOf(status)}` }, statusName(status));
}

/** 2xx, 4xx and 5xx; nothing for a connection that was dropped. */
export function statusBadge(status) {
  if (status === null || status === undefined) return h('span', { class: 'badge bad' }, 'no answer');
  const tone = status < 300 ? 'good' : status < 400 ? 'plain' : status < 500 ? 'wait' : 'bad';
  return h('span', { class: `badge ${tone}` }, String(status));
}
