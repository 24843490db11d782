// The first look: how much, how many, how it went, and what came last.

import { control, read, sandboxName } from '../api.js';
import { paymentStatus } from '../badges.js';
import { breakdown, volumeChart } from '../chart.js';
import { h } from '../../shared/dom.js';
import { money, time } from '../../shared/format.js';
import { head, novelty, panel, sample } from '../panel.js';
import { paymentRows } from '../payment-rows.js';
import { demoLink, paymentExample, paymentPages, trigger } from './lists.js';

/** As many payments as the figures look at. */
const MOST = 1000;

const PAID = ['succeeded', 'refunded', 'partially_refunded', 'disputed'];

export function overview() {
  const node = h('div');
  const isNew = novelty();

  async function load() {
    const [{ now, mode }, { rows, more }, customers] = await Promise.all([
      control('clock'), paymentPages()(undefined, MOST), read('customers', { limit: 100 }),
    ]);
    if (!isNew([rows, more, customers, mode, mode === 'real' ? Math.floor(now / 60) : now])) return;
    const content = rows.length === 0 ? [welcome()] : [
      figures(rows, customers), charts(rows, now), latest(rows.slice(0, 6)),
    ];
    node.replaceChildren(head('Overview', { note: subtitle(now, mode, more) }), ...content);
  }

  return { node, load };
}

function subtitle(now, mode, more) {
  const clock = {
    real: '',
    frozen: ` The clock stands at ${time(now)}.`,
    shifted: ` The clock is shifted: it is ${time(now)}.`,
  }[mode];
  const scope = more ? ` The figures are of the latest ${MOST} payments.` : '';
  return `Sandbox “${sandboxName}”.${clock}${scope}`;
}

/** What to paste, for those who have just come in. */
function welcome() {
  const ways = [
    ['From a terminal', paymentExample()],
    ['From a backend, here in Python', [
      'import stripe',
      `stripe.api_base = "${location.origin}"`,
      `stripe.api_key = "sk_test_${sandboxName}"`,
      'stripe.Customer.create(name="Jenny Rosen")',
    ].join('\n')],
    ['From a frontend', [
      `<script src="${location.origin}/dahlia/stripe.js"></script>`,
      '<script>',
      `  const stripe = Stripe("pk_test_${sandboxName}");`,
      '</script>',
    ].join('\n')],
  ];
  const examples = ways.map(([title, text]) => h('div', {}, h('h3', {}, title), sample(text)));
  return h('section', { class: 'panel empty' },
    h('h2', {}, 'Nothing has happened here yet'),
    h('p', {}, 'Send this sandbox something, and watch it arrive.'),
    h('div', { class: 'ways' }, examples),
    h('div', { class: 'buttons' }, trigger('payment_intent.succeeded', 'Make a payment'), demoLink()));
}

const paidOf = (payments) => payments.filter((payment) => PAID.includes(paymentStatus(payment)));

/** The currency that most of the payments have. */
function currencyOf(payments) {
  const counts = new Map();
  for (const { currency } of payments) counts.set(currency, (counts.get(currency) || 0) + 1);
  const [commonest] = [...counts].sort(([, left], [, right]) => right - left);
  return commonest ? commonest[0] : 'usd';
}

function figures(payments, customers) {
  const paid = paidOf(payments);
  const failed = payments.filter((payment) => paymentStatus(payment) === 'failed').length;
  const currency = currencyOf(paid);
  const volume = paid.reduce((sum, payment) => (payment.currency === currency ? sum + payment.amount : sum), 0);
  const others = [...new Set(paid.map((payment) => payment.currency))].filter((each) => each !== currency);
  const tried = paid.length + failed;
  return h('div', { class: 'figures' },
    figure('Gross volume', money(volume, currency), others.length > 0 && `and ${others.join(', ').toUpperCase()}`),
    figure('Successful payments', String(paid.length), `of ${payments.length}`),
    figure('Acceptance', tried === 0 ? '–' : `${Math.round((paid.length / tried) * 100)} %`, `${failed} failed`),
    figure('Customers', `${customers.data.length}${customers.has_more ? '+' : ''}`));
}

function figure(name, value, note) {
  return h('div', { class: 'panel figure' },
    h('p', { class: 'quiet' }, name), h('p', { class: 'value' }, value), h('p', { class: 'quiet' }, note || ' '));
}

function charts(payments, now) {
  const paid = paidOf(payments);
  const currency = currencyOf(paid);
  const counts = new Map();
  for (const status of payments.map(paymentStatus)) counts.set(status, (counts.get(status) || 0) + 1);
  return h('div', { class: 'columns level' },
    panel(`Volume, ${currency.toUpperCase()}`, volumeChart(paid, currency, now)),
    panel('By status', breakdown(counts)));
}

function latest(payments) {
  const title = h('header', {}, h('h2', {}, 'Latest payments'), h('a', { href: '#/payments' }, 'All payments'));
  return h('section', { class: 'panel' }, title, paymentRows(payments));
}
