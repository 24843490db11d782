// The customer's invoices, each with its page.

import { business } from '../hosted/data.js';
import { voice } from '../hosted/voice.js';
import { h } from '../shared/dom.js';

const TONES = { paid: 'good', open: 'wait' };

export async function invoices(portal) {
  const { value } = await business.get('/v1/invoices', { customer: portal.session.customer, limit: 24 });
  const shown = ((value && value.data) || []).filter(({ status }) => status !== 'draft');
  if (shown.length === 0) return null;
  const { words } = voice;
  return h('section', { class: 'Part', 'data-testid': 'invoices' }, h('h2', {}, words.invoiceHistory),
    h('div', { class: 'Invoices' }, shown.map((invoice) => h('a', { href: invoice.hosted_invoice_url },
      h('span', {}, voice.date(invoice.created)), h('span', {}, voice.money(invoice.currency)(invoice.total)),
      h('span', { class: `Badge Badge--${TONES[invoice.status] || 'bad'}` }, words.invoiceStates[invoice.status])))));
}
