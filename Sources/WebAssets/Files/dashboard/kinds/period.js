import { svg } from '../../shared/dom.js';
import { time } from '../../shared/format.js';

/** The clock's time, which a page of subscriptions sets before it draws. */
let now = 0;

export function setNow(moment) {
  now = moment;
}

export function periodOf({ items }) {
  const all = (items && items.data) || [];
  return {
    start: Math.min(...all.map((item) => item.current_period_start)),
    end: Math.min(...all.map((item) => item.current_period_end)),
  };
}

/** How far a subscription's period is gone, as a small bar. */
export function periodBar(subscription) {
  const { start, end } = periodOf(subscription);
  const share = Math.min(Math.max((now - start) / Math.max(end - start, 1), 0), 1);
  const label = `From ${time(start)} to ${time(end)}, ${Math.round(share * 100)} % gone`;
  return svg('svg', { class: 'period', viewBox: '0 0 100 8', preserveAspectRatio: 'none', role: 'img', 'aria-label': label },
    svg('rect', { class: 'rest', x: 0, y: 2, width: 100, height: 4, rx: 1 }),
    svg('rect', { class: 'gone', x: 0, y: 2, width: share * 100, height: 4, rx: 1 }));
}
