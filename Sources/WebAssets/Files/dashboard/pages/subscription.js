// A subscription on its time line, with the clock that it goes by.

import { control, look, write } from '../base/api.js';
import { action, ask } from '../base/dialog.js';
import { h, svg } from '../../shared/dom.js';
import { money, time } from '../../shared/format.js';
import { panel } from '../base/pieces.js';
import { pageOf } from '../kinds/kinds.js';
import { periodOf } from '../kinds/period.js';
import { toneOf } from '../base/badges.js';
import { nextOf } from './clock.js';

const WIDTH = 600;

/** The clock of an object: a test clock's, or the sandbox's own. */
function clockOf(testClock) {
  if (!testClock) return { load: () => control('clock'), set: (at) => control('clock', { set: at }) };
  const path = `clock/${testClock}`;
  return { load: () => look(path), set: (at) => write(`test_helpers/test_clocks/${testClock}/advance`, { frozen_time: at }) };
}

function advance(label, clock, moment, reload, options = {}) {
  return action(label, async () => {
    await clock.set(moment());
    await reload();
    return `It is ${time(moment())}.`;
  }, { small: true, ...options });
}

export function subscriptionPart(found, reload) {
  const clock = clockOf(found.object.test_clock);
  const node = h('section', { class: 'panel', 'aria-label': 'Time line' });

  async function load({ object, related }) {
    const state = await clock.load();
    const invoices = (related.find((group) => group.object === 'invoice') || { objects: [] }).objects;
    const { end } = periodOf(object);
    const next = object.trial_end && object.trial_end > state.now ? object.trial_end : end;
    const isOver = Boolean(object.ended_at);
    const buttons = h('div', { class: 'buttons' },
      !isOver && next > state.now && advance('Advance to the next renewal', clock, () => next, reload, { primary: true }),
      // An invoice is finalized an hour after it was drafted.
      advance('+1 hour', clock, () => state.now + 3600, reload), advance('+1 day', clock, () => state.now + 86_400, reload));
    node.replaceChildren(
      h('header', {}, h('h2', {}, 'Time line')),
      picture(object, invoices, state.now, next),
      h('div', { class: 'clock-line' },
        h('div', {}, h('p', {}, object.test_clock ? 'Its test clock says ' : 'The clock says ', h('strong', { 'data-testid': 'now' }, time(state.now))),
          nextOf(state, state.now)),
        buttons));
  }

  return { node, load };
}

function picture(subscription, invoices, now, next) {
  const { start, end } = periodOf(subscription);
  const first = Math.min(subscription.start_date, ...invoices.map(({ created }) => created));
  const last = Math.max(end, now, next);
  const x = (moment) => 10 + ((moment - first) / Math.max(last - first, 1)) * (WIDTH - 20);
  const mark = (moment, name, label) => svg('g', { class: name }, svg('line', { x1: x(moment), x2: x(moment), y1: 14, y2: 50 }), svg('title', {}, `${label}: ${time(moment)}`));
  const dots = invoices.map((invoice) => svg('circle', { class: `t-${toneOf(invoice.status)}`, cx: x(invoice.created), cy: 32, r: 6 },
    svg('title', {}, `Invoice of ${money(invoice.total, invoice.currency)}, ${invoice.status}: ${time(invoice.created)}`)));
  const label = `From ${time(first)}: ${invoices.length} invoices, now ${time(now)}, ${subscription.ended_at ? 'ended' : `next renewal ${time(next)}`}`;
  const list = invoices.slice(0, 4).map((invoice) => h('li', {}, h('span', { class: `dot t-${toneOf(invoice.status)}` }),
    h('a', { href: pageOf(invoice) }, money(invoice.total, invoice.currency)), h('span', { class: 'quiet' }, ` ${invoice.status}, ${time(invoice.created)}`)));
  return h('div', { class: 'time-line' },
    svg('svg', { viewBox: `0 0 ${WIDTH} 64`, role: 'img', 'aria-label': label },
      svg('line', { class: 'axis', x1: 10, x2: WIDTH - 10, y1: 32, y2: 32 }),
      svg('line', { class: 'current', x1: x(start), x2: x(end), y1: 32, y2: 32 }),
      subscription.trial_end && svg('line', { class: 'trial', x1: x(subscription.trial_start), x2: x(subscription.trial_end), y1: 32, y2: 32 }),
      dots, mark(now, 'now', 'Now'), !subscription.ended_at && mark(next, 'next', 'Next renewal')),
    h('div', { class: 'scale-line quiet' }, h('span', {}, time(first)), h('span', {}, time(last))),
    h('ul', { class: 'legend' }, list));
}

export function testClockPart(found, reload) {
  const clock = clockOf(found.object.id);
  const node = h('section', { class: 'panel', 'aria-label': 'Advance' });

  async function load({ object }) {
    const state = await clock.load();
    const choose = action('Advance to…', () => ask({
      title: 'Advance this clock', confirm: 'Advance',
      fields: [{ name: 'at', label: 'Time', type: 'datetime-local', required: true, value: new Date((state.now + 86_400) * 1000).toISOString().slice(0, 16), hint: 'UTC' }],
      run: async ({ at }) => {
        await clock.set(Date.parse(`${at}Z`) / 1000);
        await reload();
        return 'The clock goes on.';
      },
    }), { small: true });
    const customers = await look('objects', { object: 'customer', q: `.test_clock:${object.id}`, limit: 20 });
    node.replaceChildren(
      h('header', {}, h('h2', {}, 'Time')),
      h('div', { class: 'clock-line' }, h('div', {}, h('p', { class: 'value', 'data-testid': 'now' }, time(state.now)), nextOf(state, state.now)),
        h('div', { class: 'buttons' },
          state.next && state.next.at > state.now && advance('Advance to what is next', clock, () => state.next.at, reload, { primary: true }),
          advance('+1 day', clock, () => state.now + 86_400, reload), advance('+30 days', clock, () => state.now + 30 * 86_400, reload), choose)),
      customers.objects.length > 0 ? panel('Customers on it', h('ul', { class: 'rows' }, customers.objects.map((customer) => (
        h('li', {}, h('a', { href: pageOf(customer) }, customer.name || customer.email || customer.id)))))) : '');
  }

  return { node, load };
}
