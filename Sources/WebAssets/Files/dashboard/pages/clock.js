// The clock beside what depends on it.

import { control } from '../base/api.js';
import { action, ask } from '../base/dialog.js';
import { h } from '../../shared/dom.js';
import { time, words } from '../../shared/format.js';
import { linkTo, titleOfKind } from '../kinds/kinds.js';

const CLOCK_MODES = {
  real: 'Runs with the computer’s.', frozen: 'Stands still.', shifted: 'Runs, but not with the computer’s.',
};

/** What happens next by itself, in words. */
export function nextOf({ next }, now) {
  if (!next) return h('p', { class: 'quiet' }, 'Nothing is due.');
  const link = h('a', { href: linkTo(next.id) }, titleOfKind(next.object).toLowerCase());
  return h('p', { class: 'quiet' }, next.at > now ? `Next, ${time(next.at)}: ` : 'Due: ', words(next.job.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)), ', ', link);
}

/** Time, what is next, and buttons that make time pass. */
export function clockStrip(changed = async () => {}) {
  const now = h('p', { class: 'value', 'data-testid': 'now' });
  const mode = h('p', { class: 'quiet' });
  const next = h('div');
  const move = (label, body, options = {}) => action(label, async () => {
    await control('clock', typeof body === 'function' ? body() : body);
    await load();
    await changed();
  }, { small: true, ...options });
  let state = {};
  const advance = move('Advance to what is next', () => ({ advance: Math.max(state.next.at - state.now, 0) }), { primary: true });
  const choose = action('Set…', () => ask({
    title: 'Set the clock', confirm: 'Set', text: 'It stands still there.',
    fields: [{ name: 'at', label: 'Time', type: 'datetime-local', required: true, value: new Date(state.now * 1000).toISOString().slice(0, 16), hint: 'UTC' }],
    run: async ({ at }) => {
      await control('clock', { set: Date.parse(`${at}Z`) / 1000 });
      await load();
      await changed();
      return 'The clock is set.';
    },
  }), { small: true });
  const buttons = h('div', { class: 'buttons' }, advance,
    move('Freeze', { freeze: true }), move('+1 hour', { advance: 3600 }), move('+1 day', { advance: 86_400 }),
    move('+30 days', { advance: 30 * 86_400 }), choose, move('Real time', { mode: 'real' }));
  const node = h('section', { class: 'panel clock', 'aria-label': 'Clock' }, h('div', {}, now, mode, next), buttons);

  async function load() {
    state = await control('clock');
    now.textContent = time(state.now);
    mode.textContent = CLOCK_MODES[state.mode];
    next.replaceChildren(nextOf(state, state.now));
    advance.hidden = !state.next;
    return state;
  }

  return { node, load };
}
