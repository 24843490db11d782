// Pausing a plan: nothing is charged until the customer, or a date, resumes it.

import { business } from '../hosted/data.js';
import { voice } from '../hosted/voice.js';
import { h } from '../shared/dom.js';

const SECONDS = { day: 86_400, week: 7 * 86_400, month: 30 * 86_400, year: 365 * 86_400 };

export function pausePanel(portal, subscription) {
  const { words } = voice;
  const { duration = {} } = portal.features.subscription_pause;
  const options = duration.type === 'interval_options' ? duration.interval_options || [] : [];
  const problem = h('p', { class: 'Notice', role: 'alert' });
  const confirm = async (event) => {
    event.preventDefault();
    const chosen = options[Number(new FormData(event.target).get('duration'))];
    const { value: clock } = chosen ? await business.get(`/v1/subscriptions/${subscription.id}`, { expand: ['test_clock'] }) : {};
    const now = clock && clock.test_clock ? clock.test_clock.frozen_time : Math.floor(Date.now() / 1000);
    const ends = chosen ? now + SECONDS[chosen.interval] * (chosen.interval_count || 1) : undefined;
    const { error } = await business.post(`/v1/subscriptions/${subscription.id}`, { pause_collection: { behavior: 'void', resumes_at: ends } });
    if (error) problem.textContent = error.message;
    else await portal.finished();
  };
  return h('form', { class: 'Panel', onsubmit: confirm, 'aria-label': words.pausePlan }, h('strong', {}, words.pauseTitle),
    h('p', { class: 'Soft' }, words.pauseText),
    options.length > 0 ? h('div', { class: 'Choices', role: 'radiogroup', 'aria-label': words.pausePlan }, options.map((option, index) => h('label', {},
      h('input', { type: 'radio', name: 'duration', value: String(index), checked: index === 0 }),
      h('span', {}, voice.interval({ ...option, interval_count: option.interval_count || 1 }))))) : null,
    problem, h('div', { class: 'Buttons' },
      h('button', { class: 'Button Button--primary', type: 'submit', 'data-testid': 'confirm-pause' }, words.pausePlan),
      portal.flow ? null : h('button', { class: 'Button', type: 'button', onclick: () => portal.show() }, words.goBack)));
}
