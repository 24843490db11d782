import { h, svg } from '../shared/dom.js';
import { money } from '../shared/format.js';
import { statusName } from './badges.js';

const STEPS = [60, 300, 900, 3600, 4 * 3600, 86_400, 7 * 86_400, 30 * 86_400];
const BARS = 30;

/** The smallest step by which the bars reach from the first payment to now. */
function stepFor(first, now) {
  return STEPS.find((step) => step * BARS >= now - first) || STEPS.at(-1);
}

function label(moment, step) {
  const options = step < 86_400 ? { hour: '2-digit', minute: '2-digit' } : { day: 'numeric', month: 'short' };
  return new Intl.DateTimeFormat('en-GB', options).format(new Date(moment * 1000));
}

/** Succeeded volume over time, as bars. Each bar says its own figure. */
export function volumeChart(payments, currency, now) {
  const paid = payments.filter((each) => each.currency === currency);
  const step = stepFor(Math.min(...paid.map(({ created }) => created), now), now);
  const end = Math.floor(now / step) * step + step;
  const sums = Array.from({ length: BARS }, (_, index) => ({ start: end - (BARS - index) * step, sum: 0 }));
  for (const { created, amount } of paid) {
    const bar = sums[BARS - 1 - Math.floor((end - 1 - created) / step)];
    if (bar) bar.sum += amount;
  }
  const top = Math.max(...sums.map(({ sum }) => sum), 1);
  const width = 720;
  const height = 180;
  const slot = width / BARS;
  const bars = sums.map(({ start, sum }, index) => {
    const tall = sum === 0 ? 1 : Math.max((sum / top) * (height - 8), 3);
    return svg('rect', {
      x: (index * slot + 2).toFixed(1), y: (height - tall).toFixed(1), width: (slot - 4).toFixed(1), height: tall.toFixed(1), rx: 2,
      class: sum === 0 ? 'zero' : 'bar',
    }, svg('title', {}, `${label(start, step)}: ${money(sum, currency)}`));
  });
  const total = sums.reduce((all, { sum }) => all + sum, 0);
  const summary = `Volume of the last ${BARS} intervals: ${money(total, currency)}, at most ${money(top, currency)} in one.`;
  return h('figure', { class: 'chart' },
    svg('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': summary, preserveAspectRatio: 'none' }, bars),
    h('figcaption', {}, [0, BARS / 3, (2 * BARS) / 3, BARS - 1].map((index) => h('span', {}, label(sums[Math.floor(index)].start, step)))));
}

const ORDER = ['succeeded', 'requires_capture', 'refunded', 'partially_refunded', 'processing', 'requires_action', 'requires_confirmation',
  'requires_payment_method', 'disputed', 'failed', 'canceled'];

/** How many payments are in which state: one bar, and its legend. */
export function breakdown(counts) {
  const entries = [...counts].sort(([left], [right]) => ORDER.indexOf(left) - ORDER.indexOf(right));
  const total = entries.reduce((sum, [, count]) => sum + count, 0);
  let offset = 0;
  const parts = entries.map(([status, count]) => {
    const part = svg('rect', { x: offset, y: 0, width: (count / total) * 100, height: 10, class: `s-${status}` },
      svg('title', {}, `${statusName(status)}: ${count}`));
    offset += (count / total) * 100;
    return part;
  });
  return h('div', { class: 'breakdown' },
    svg('svg', { viewBox: '0 0 100 10', preserveAspectRatio: 'none', 'aria-hidden': 'true' }, parts),
    h('ul', {}, entries.map(([status, count]) => h('li', {},
      h('a', { href: '#/payments' }, svg('svg', { viewBox: '0 0 10 10', class: 'dot', 'aria-hidden': 'true' },
        svg('circle', { cx: 5, cy: 5, r: 5, class: `s-${status}` })), statusName(status)), h('span', { class: 'num' }, String(count))))));
}
