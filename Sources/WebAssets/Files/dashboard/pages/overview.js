// The first look: how much, how many, how it went, and what came last.

import { control, look, sandboxName, secretKey, shownSandbox } from '../base/api.js';
import { breakdown, volumeChart } from './chart.js';
import { h } from '../../shared/dom.js';
import { money, time } from '../../shared/format.js';
import { head, novelty, panel, sample } from '../base/pieces.js';
import { to } from '../base/route.js';
import { listingOf } from '../kinds/columns.js';
import { relatedRow } from './related.js';
import { demoLink, paymentExample, seedButton, trigger } from './nothing.js';

const PAID = ['succeeded', 'refunded', 'partially_refunded', 'disputed'];

export function overview() {
  const node = h('div');
  const isNew = novelty();

  async function load() {
    const [{ now, mode }, figures, { kinds }, payments] = await Promise.all([
      control('clock'), look('figures'), look('kinds'),
      look('objects', { object: 'payment_intent', limit: 6, expand: listingOf('payment_intent').expand }),
    ]);
    const count = (object) => kinds.find((kind) => kind.object === object).count;
    if (!isNew([figures, kinds, payments, mode, mode === 'real' ? Math.floor(now / 60) : now])) return;
    const isEmpty = kinds.every((kind) => kind.count === 0);
    const content = isEmpty ? [welcome()] : [
      numbers(figures, count),
      h('div', { class: 'columns level' },
        panel(`Volume, ${figures.currency.toUpperCase()}`, volumeChart(figures)), panel('By status', breakdown(figures.states))),
      latest(payments.objects),
    ];
    node.replaceChildren(head('Overview', { note: subtitle(now, mode, figures) }), ...content);
  }

  return { node, load };
}

function subtitle(now, mode, { charges, most }) {
  const clock = {
    real: '', frozen: ` The clock stands at ${time(now)}.`, shifted: ` The clock is shifted: it is ${time(now)}.`,
  }[mode];
  const scope = charges >= most ? ` The figures are of the latest ${most.toLocaleString('en')} charges.` : '';
  return `Sandbox “${shownSandbox()}”.${clock}${scope}`;
}

/** What to paste, for those who have just come in. */
function welcome() {
  const ways = [
    ['From a terminal', paymentExample()],
    ['From a backend, here in Python', [
      'import stripe', `stripe.api_base = "${location.origin}"`, `stripe.api_key = "${secretKey}"`,
      'stripe.Customer.create(name="Jenny Rosen")',
    ].join('\n')],
    ['From a frontend', [
      `<script src="${location.origin}/dahlia/stripe.js"></script>`, '<script>',
      `  const stripe = Stripe("pk_test_${sandboxName}");`, '</script>',
    ].join('\n')],
  ];
  const examples = ways.map(([title, text]) => h('div', {}, h('h3', {}, title), sample(text)));
  return h('section', { class: 'panel empty' },
    h('h2', {}, 'Nothing has happened here yet'), h('p', {}, 'Send this sandbox something, and watch it arrive.'),
    h('div', { class: 'ways' }, examples),
    h('div', { class: 'buttons' }, trigger('payment_intent.succeeded', 'Make a payment'), seedButton(), demoLink()));
}

function numbers({ charges, states, volumes, currency }, count) {
  const sum = (names) => names.reduce((all, name) => all + (states[name] || 0), 0);
  const paid = sum(PAID);
  const failed = sum(['failed']);
  const others = Object.entries(volumes).filter(([name]) => name !== currency).map(([name, amount]) => money(amount, name));
  const tried = paid + failed;
  return h('div', { class: 'figures' },
    figure('Gross volume', money(volumes[currency] || 0, currency), others.length > 0 && `and ${others.join(', ')}`),
    figure('Successful payments', paid.toLocaleString('en'), `of ${charges.toLocaleString('en')}`),
    figure('Acceptance', tried === 0 ? '–' : `${Math.round((paid / tried) * 100)} %`, `${failed.toLocaleString('en')} failed`),
    figure('Customers', count('customer').toLocaleString('en'), `${count('subscription').toLocaleString('en')} subscriptions`));
}

function figure(name, value, note) {
  return h('div', { class: 'panel figure' },
    h('p', { class: 'quiet' }, name), h('p', { class: 'value' }, value), h('p', { class: 'quiet' }, note || ' '));
}

function latest(payments) {
  const title = h('header', {}, h('h2', {}, 'Latest payments'), h('a', { href: to('payment_intent') }, 'All payments'));
  const rows = payments.length > 0 ? h('ul', { class: 'rows' }, payments.map(relatedRow)) : h('p', { class: 'notice quiet' }, 'None yet.');
  return h('section', { class: 'panel', 'aria-label': 'Latest payments' }, title, rows);
}
