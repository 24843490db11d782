// Canceling a plan, with a reason where the business asks for one.

import { business } from '../hosted/data.js';
import { h } from '../shared/dom.js';

const REASONS = {
  too_expensive: "It's too expensive", missing_features: 'I need more features', switched_service: 'I found an alternative',
  unused: 'I no longer need it', customer_service: 'Customer service was less than expected', too_complex: 'Ease of use was less than expected',
  low_quality: 'Quality was less than expected', other: 'Other reason',
};

export function cancelPanel(portal, subscription) {
  const { mode = 'at_period_end', cancellation_reason: asks = {} } = portal.features.subscription_cancel || {};
  const atOnce = mode === 'immediately';
  const reasons = asks.enabled === false ? [] : (asks.options || Object.keys(REASONS));
  const problem = h('p', { class: 'Notice', role: 'alert' });
  const confirm = async (event) => {
    event.preventDefault();
    const feedback = new FormData(event.target).get('feedback');
    const details = feedback ? { cancellation_details: { feedback } } : {};
    const path = `/v1/subscriptions/${subscription.id}`;
    const { error } = await (atOnce ? business.send(path, { method: 'DELETE', headers: business.headers })
      : business.post(path, { cancel_at_period_end: true, ...details }));
    if (error) problem.textContent = error.message;
    else await portal.finished();
  };
  return h('form', { class: 'Panel', onsubmit: confirm, 'aria-label': 'Cancel plan' }, h('strong', {}, 'Cancel your plan?'),
    h('p', { class: 'Soft' }, atOnce ? 'Your plan ends at once.' : 'Your plan stays available until the end of the billing period.'),
    reasons.length > 0 ? h('div', { class: 'Choices', role: 'radiogroup', 'aria-label': 'Why do you cancel?' }, reasons.map((reason) => (
      h('label', {}, h('input', { type: 'radio', name: 'feedback', value: reason }), h('span', {}, REASONS[reason] || reason))))) : null,
    problem, h('div', { class: 'Buttons' },
      h('button', { class: 'Button Button--danger', type: 'submit', 'data-testid': 'confirm-cancel' }, 'Cancel plan'),
      h('button', { class: 'Button', type: 'button', onclick: () => portal.show() }, 'Go back')));
}
