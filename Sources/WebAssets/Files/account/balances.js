// What an account has, and what it may be paid out.

import { h } from '../shared/dom.js';
import { button, complaint } from './parts.js';

const sums = (owner, parts) => (parts.length ? parts : [{ amount: 0, currency: 'usd' }])
  .map(({ amount, currency }) => h('span', {}, owner.money(amount, currency)));

/** Says that money can be had at once, where there is any, and fetches it. */
export async function promotion(owner) {
  const { value, error } = await owner.api.get('/v1/balance');
  if (error) throw error;
  const part = (value.instant_available || []).find(({ amount }) => amount > 0);
  owner.tell('instantpayoutspromotionloaded', { promotionShown: Boolean(part) });
  if (!part) return h('div', { 'data-testid': 'nothing' });
  const { words } = owner;
  const problem = complaint();
  const pay = async () => {
    const answer = await owner.api.post('/v1/payouts', { amount: part.amount, currency: part.currency, method: 'instant' });
    problem.textContent = answer.error ? answer.error.message : '';
    if (answer.error) return;
    owner.tell('instantpayoutcreated', { payoutId: answer.value.id });
    await owner.refresh();
  };
  return h('section', { 'aria-label': words.balance, 'data-testid': 'promotion' },
    h('p', {}, `${words.available}: ${owner.money(part.amount, part.currency)}`), problem,
    owner.may('instant_payouts') ? h('div', { class: 'Actions' }, button(words.payInstantly, pay, { name: 'pay-instantly' })) : null);
}

export async function balances(owner) {
  const { value, error } = await owner.api.get('/v1/balance');
  if (error) throw error;
  const { words } = owner;
  const problem = complaint();
  const pay = async (method) => {
    const { amount, currency } = value.available.find((part) => part.amount > 0) || value.available[0];
    const answer = await owner.api.post('/v1/payouts', { amount, currency, method });
    if (answer.error) problem.textContent = answer.error.message;
    else owner.refresh();
  };
  const isEmpty = !value.available.some(({ amount }) => amount > 0);
  const actions = [
    owner.may('standard_payouts') && button(words.payOut, () => pay('standard'), { name: 'pay-out' }),
    owner.may('instant_payouts') && button(words.payInstantly, () => pay('instant'), { name: 'pay-instantly', kind: 'soft' }),
  ].filter(Boolean);
  for (const action of actions) action.disabled = isEmpty;
  return h('section', { 'aria-label': words.balance, 'data-testid': 'balances' },
    h('dl', { class: 'Facts' },
      h('div', {}, h('dt', {}, words.available), h('dd', { class: 'Sum', 'data-testid': 'available' }, sums(owner, value.available))),
      h('div', {}, h('dt', {}, words.pending), h('dd', { class: 'Sum', 'data-testid': 'pending' }, sums(owner, value.pending)))),
    problem, actions.length ? h('div', { class: 'Actions' }, actions) : null);
}
