// The first look: how much, how many, how it went, and what came last.

import { control, read, sandboxName } from '../api.js';
import { badge, paymentStatus } from '../badges.js';
import { breakdown, volumeChart } from '../chart.js';
import { h } from '../../shared/dom.js';
import { money, time } from '../../shared/format.js';
import { linkTo } from '../kinds.js';
import { paymentPages, trigger } from './lists.js';

/** As many payments as the figures look at. */
const MOST = 1000;

const PAID = ['succeeded', 'refunded', 'partially_refunded', 'disputed'];

export function overview() {
  const node = h('div');

  async function load() {
    const [{ now, mode }, { rows: all, more }, customers] = await Promise.all([
      control('clock'), paymentPages()(undefined, MOST), read('customers', { limit: 100 }),
    ]);
    node.replaceChildren(
      h('header', { class: 'head' }, h('div', {}, h('h1', {}, 'Overview'), h('p', { class: 'quiet' }, subtitle(now, mode, more)))),
      ...(all.length === 0 ? [welcome()] : figures(all, customers, now)));
  }

  return { node, load };
}

function subtitle(now, mode, more) {
  const clock = { real: '', frozen: ` The clock stands at ${time(now)}.`, shifted: ` The clock is shifted: it is ${time(now)}.` }[mode];
  const scope = more ? ` The figures are of the latest ${MOST} payments.` : '';
  return `Sandbox “${sandboxName}”.${clock}${scope}`;
}

/** What to paste, for those who have just come in. */
function welcome() {
  const ways = [
    ['From a terminal', `curl ${location.origin}/v1/payment_intents \\\n  -u sk_test_${sandboxName}: \\\n  -d amount=2000 -d currency=usd \\\n  -d payment_method=pm_card_visa \\\n  -d "payment_method_types[]=card" \\\n  -d confirm=true`],
    ['From a backend (Python here)', `import stripe\nstripe.api_base = "${location.origin}"\nstripe.api_key = "sk_test_${sandboxName}"\nstripe.Customer.create(name="Jenny Rosen")`],
    ['From a frontend', `<script src="${location.origin}/dahlia/stripe.js"></script>\n<script>\n  const stripe = Stripe("pk_test_${sandboxName}");\n</script>`],
  ];
  return h('section', { class: 'panel empty' }, h('h2', {}, 'Nothing has happened here yet'),
    h('p', {}, 'Send this sandbox something, and watch it arrive.'),
    h('div', { class: 'ways' }, ways.map(([title, code]) => h('div', {}, h('h3', {}, title), h('pre', { tabindex: 0 }, h('code', {}, code))))),
    h('div', { class: 'buttons' }, trigger('payment_intent.succeeded', 'Make a payment'),
      h('a', { class: 'button', href: 'demo' }, 'Open the demo shop')));
}

function figures(all, customers, now) {
  const statuses = all.map((payment) => [payment, paymentStatus(payment)]);
  const paid = statuses.filter(([, status]) => PAID.includes(status)).map(([payment]) => payment);
  const failed = statuses.filter(([, status]) => status === 'failed').length;
  const currency = commonest(paid.map((payment) => payment.currency)) || 'usd';
  const volume = paid.filter((payment) => payment.currency === currency).reduce((sum, payment) => sum + payment.amount, 0);
  const counts = new Map();
  for (const [, status] of statuses) counts.set(status, (counts.get(status) || 0) + 1);
  const others = [...new Set(paid.map((payment) => payment.currency))].filter((each) => each !== currency);
  return [
    h('div', { class: 'figures' },
      figure('Gross volume', money(volume, currency), others.length > 0 ? `and ${others.join(', ').toUpperCase()}` : ''),
      figure('Successful payments', String(paid.length), `of ${all.length}`),
      figure('Acceptance', paid.length + failed === 0 ? '–' : `${Math.round((paid.length / (paid.length + failed)) * 100)} %`, `${failed} failed`),
      figure('Customers', `${customers.data.length}${customers.has_more ? '+' : ''}`, '')),
    h('div', { class: 'columns level' },
      h('section', { class: 'panel' }, h('header', {}, h('h2', {}, 'Volume'), h('p', { class: 'quiet' }, currency.toUpperCase())),
        volumeChart(paid, currency, now)),
      h('section', { class: 'panel' }, h('header', {}, h('h2', {}, 'By status')), breakdown(counts))),
    h('section', { class: 'panel' }, h('header', {}, h('h2', {}, 'Latest payments'), h('a', { href: '#/payments' }, 'All payments')),
      h('ul', { class: 'latest' }, all.slice(0, 6).map((payment) => h('li', {},
        h('a', { class: 'row', href: linkTo(payment.id) }, money(payment.amount, payment.currency)),
        badge(paymentStatus(payment)), h('span', { class: 'mono quiet wide' }, payment.id), h('span', { class: 'quiet' }, time(payment.created)))))),
  ];
}

const figure = (name, value, note) => h('div', { class: 'panel figure' }, h('p', { class: 'quiet' }, name), h('p', { class: 'value' }, value), h('p', { class: 'quiet' }, note || ' '));

function commonest(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) || 0) + 1);
  return [...counts].sort((left, right) => right[1] - left[1]).map(([value]) => value)[0];
}
