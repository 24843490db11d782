// Payouts of an account: the list, one of them, and when they come by themselves.

import { h } from '../shared/dom.js';
import { balances } from './balances.js';
import { badge, button, complaint, facts, table } from './parts.js';

export async function payoutDetails(owner) {
  const id = owner.settings.payout;
  if (!id) return h('div', {});
  const { value, error } = await owner.api.get(`/v1/payouts/${encodeURIComponent(id)}`);
  if (error) throw error;
  const { words } = owner;
  return h('section', { 'aria-label': words.payouts, 'data-testid': 'payout-details' },
    h('p', { class: 'Amount' }, owner.money(value.amount, value.currency)), badge(value.status),
    facts([[words.arrival, owner.date(value.arrival_date)], [words.date, owner.date(value.created)], [words.description, value.description],
      value.failure_message && [words.reason, value.failure_message]]),
    h('div', { class: 'Actions' }, button(words.close, () => owner.tell('close'), { name: 'close', kind: 'soft' })));
}

export async function payoutsList(owner) {
  const { value, error } = await owner.api.get('/v1/payouts', { limit: 20 });
  if (error) throw error;
  const { words } = owner;
  return h('section', { 'aria-label': words.payouts, 'data-testid': 'payouts' }, h('h2', {}, words.payouts),
    table(words.payouts, [words.amount, words.status, words.arrival],
      value.data.map((payout) => [owner.money(payout.amount, payout.currency), badge(payout.status), owner.date(payout.arrival_date)]), words.none));
}

async function schedule(owner) {
  const { value, error } = await owner.read();
  if (error) throw error;
  const { words } = owner;
  const { interval } = value.settings.payouts.schedule;
  if (!owner.may('edit_payout_schedule')) return h('p', { class: 'Soft' }, `${words.schedule}: ${words[interval] || interval}`);
  const problem = complaint();
  const choose = async (event) => {
    const chosen = event.target.value;
    const anchors = { weekly: { weekly_anchor: 'monday' }, monthly: { monthly_anchor: 1 } }[chosen];
    const answer = await owner.change({ settings: { payouts: { schedule: { interval: chosen, ...anchors } } } });
    problem.textContent = answer.error ? answer.error.message : '';
  };
  return h('div', { class: 'Field' }, h('label', { class: 'Label', for: 'schedule' }, words.schedule),
    h('select', { class: 'Input', id: 'schedule', 'data-testid': 'schedule', onchange: choose },
      ['manual', 'daily', 'weekly', 'monthly'].map((name) => h('option', { value: name, selected: name === interval }, words[name]))), problem);
}

export async function payouts(owner) {
  return h('div', { class: 'Parts' }, await balances(owner), await schedule(owner), await payoutsList(owner));
}
