import { badge, paymentStatus } from './badges.js';
import { h } from '../shared/dom.js';
import { money, time } from '../shared/format.js';
import { linkTo } from './kinds.js';

/** A few payments, one a line; each line leads to its payment. */
export function paymentRows(payments) {
  return h('ul', { class: 'latest' }, payments.map((payment) => h('li', {},
    h('a', { class: 'row', href: linkTo(payment.id) }, money(payment.amount, payment.currency)),
    badge(paymentStatus(payment)),
    h('span', { class: 'mono quiet wide' }, payment.id),
    h('span', { class: 'quiet' }, time(payment.created)))));
}
