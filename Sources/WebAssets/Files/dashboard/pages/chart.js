import { h, svg } from '../../shared/dom.js';
import { money, shortMoney } from '../../shared/format.js';
import { statusName, toneOf } from '../base/badges.js';

const HOUR = 3600;
const DAY = 24 * HOUR;
const WIDTH = 720;
const HEIGHT = 180;

/** A day where the bars span several, a time of day where they do not, and both where it takes both. */
function momentName(moment, step) {
  const day = { day: 'numeric', month: 'short' };
  const clock = { hour: '2-digit', minute: '2-digit' };
  const options = step >= DAY ? day : step >= HOUR ? { ...day, ...clock } : clock;
  return new Intl.DateTimeFormat('en-GB', options).format(new Date(moment * 1000));
}

/** The next figure with one digit and noughts. */
function roundUp(sum) {
  const size = 10 ** Math.floor(Math.log10(Math.max(sum, 1)));
  return [1, 2, 3, 4, 5, 6, 8, 10].map((factor) => factor * size).find((round) => round >= sum);
}

/** What was paid over time, as bars. Each bar says its own figure. */
export function volumeChart({ bars: sums, step, currency }) {
  const top = roundUp(Math.max(...sums.map(({ sum }) => sum)));
  const total = sums.reduce((all, { sum }) => all + sum, 0);
  const lines = [0, 0.5].map((share) => svg('line', { x1: 0, x2: WIDTH, y1: HEIGHT * share, y2: HEIGHT * share, class: 'grid' }));
  const slot = WIDTH / sums.length;
  const bars = sums.map(({ start, sum }, index) => {
    const height = sum === 0 ? 1 : Math.max((sum / top) * HEIGHT, 3);
    const place = { x: index * slot + 2, y: HEIGHT - height, width: slot - 4, height, rx: 2 };
    const title = svg('title', {}, `${momentName(start, step)}: ${money(sum, currency)}`);
    return svg('rect', { ...place, class: sum === 0 ? 'zero' : 'bar' }, title);
  });
  const image = {
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', role: 'img',
    'aria-label': `Volume of the last ${sums.length} intervals: ${money(total, currency)}.`,
  };
  const scale = [top, top / 2, 0].map((sum) => h('span', {}, shortMoney(sum, currency)));
  const ticks = [0, 10, 20].map((index) => h('span', {}, momentName(sums[index].start, step)));
  return h('figure', { class: 'chart' },
    h('div', { class: 'scale', 'aria-hidden': 'true' }, scale), svg('svg', image, lines, bars),
    h('figcaption', {}, ticks, h('span', {}, 'now')));
}

const ORDER = ['succeeded', 'requires_capture', 'pending', 'partially_refunded', 'refunded', 'disputed', 'failed'];

/** How many charges are in which state: one bar, and its legend. */
export function breakdown(states) {
  const entries = Object.entries(states).sort(([left], [right]) => ORDER.indexOf(left) - ORDER.indexOf(right));
  const total = entries.reduce((sum, [, count]) => sum + count, 0);
  if (total === 0) return h('p', { class: 'notice quiet' }, 'No charges yet.');
  let x = 0;
  const parts = entries.map(([status, count]) => {
    const width = (count / total) * 100;
    const part = svg('rect', { x, y: 0, width: Math.max(width - 0.4, 0.4), height: 10, class: `t-${toneOf(status)}` });
    x += width;
    return part;
  });
  const bar = svg('svg', { viewBox: '0 0 100 10', preserveAspectRatio: 'none', 'aria-hidden': 'true' }, parts);
  const legend = entries.map(([status, count]) => h('li', {},
    h('span', {}, h('span', { class: `dot t-${toneOf(status)}` }), statusName(status)), h('span', { class: 'num' }, count.toLocaleString('en'))));
  return h('div', { class: 'breakdown' }, bar, h('ul', {}, legend));
}
