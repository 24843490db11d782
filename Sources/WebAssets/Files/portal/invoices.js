// The customer's invoices, each with its page.

import { business, dateOf, moneyIn } from '../hosted/data.js';
import { h } from '../shared/dom.js';

export async function invoices(portal) {
  const { value } = await business.get('/v1/invoices', { customer: portal.session.customer, limit: 24 });
  const shown = ((value && value.data) || []).filter(({ status }) => status !== 'draft');
  if (shown.length === 0) return null;
  const tone = { paid: 'good', open: 'wait' };
  return h('section', { class: 'Part', 'data-testid': 'invoices' }, h('h2', {}, 'Invoice history'),
    h('div', { class: 'Invoices' }, shown.map((invoice) => h('a', { href: invoice.hosted_invoice_url || '#' },
      h('span', {}, dateOf(invoice.created)), h('span', {}, moneyIn(invoice.currency)(invoice.total)),
      h('span', { class: `Badge Badge--${tone[invoice.status] || 'bad'}` }, invoice.status)))));
}
