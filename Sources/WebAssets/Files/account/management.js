// What an account's owner may look at and change later: the business, and where payouts go.

import { h } from '../shared/dom.js';
import { hasRouting } from './banks.js';
import { badge, complaint, facts, field, form } from './parts.js';

const bankText = (bank) => (bank ? `${bank.bank_name || bank.brand} •••• ${bank.last4}` : null);

function bankForm(owner, account, send) {
  const { words } = owner;
  const fields = [hasRouting(account.country) ? field(words.routing, 'routing_number') : null, field(words.number, 'account_number')];
  return form(fields.filter(Boolean), words.addBank, 'bank-form', (data) => send({
    external_account: { object: 'bank_account', country: account.country, currency: account.default_currency, ...Object.fromEntries(data) },
  }));
}

export async function management(owner) {
  const { value, error } = await owner.read();
  if (error) throw error;
  const { words } = owner;
  const profile = value.business_profile;
  const problem = complaint();
  const note = h('p', { role: 'status', class: 'Soft' }, '');
  const send = async (values) => {
    const answer = await owner.change(values);
    if (answer.error) {
      problem.textContent = answer.error.message;
      return;
    }
    await owner.refresh();
  };
  return h('div', { class: 'Parts', 'data-testid': 'management' },
    h('section', { 'aria-label': words.account }, h('h2', {}, words.account),
      facts([[words.account, value.id], [words.email, value.email], [words.bank, bankText(value.external_accounts.data[0])]]),
      badge(value.payouts_enabled ? 'active' : 'restricted')),
    problem, note,
    h('section', { 'aria-label': words.business }, h('h2', {}, words.business),
      form([field(words.website, 'url', profile.url || '', 'url'), field(words.phone, 'support_phone', profile.support_phone || '', 'tel')], words.save, 'business-form',
        (data) => send({ business_profile: Object.fromEntries([...data].filter(([, text]) => text)) }))),
    owner.may('external_account_collection')
      ? h('section', { 'aria-label': words.bank }, h('h2', {}, words.bank), bankForm(owner, value, send)) : null);
}
