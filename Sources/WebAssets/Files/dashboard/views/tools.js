// The screws of the sandbox: time, events, faults, snapshots, reset.

import { control, sandboxName } from '../api.js';
import { action, ask, tell } from '../dialog.js';
import { h } from '../../shared/dom.js';
import { money, time } from '../../shared/format.js';
import { linkTo } from '../kinds.js';
import { head } from '../panel.js';

export function tools() {
  const all = [clock(), triggers(), faults(), snapshots(), reset()];
  const node = h('div', {}, head('Tools'), h('div', { class: 'tools' }, all.map((tool) => tool.node)));
  return { node, follows: [], load: () => Promise.all(all.map((tool) => tool.load())) };
}

function section(title, text, ...content) {
  const note = h('p', { class: 'quiet' }, text);
  return h('section', { class: 'panel tool', 'aria-label': title }, h('header', {}, h('h2', {}, title)), note, content);
}

const line = (...content) => h('div', { class: 'line' }, content);

const CLOCK_MODES = {
  real: 'Runs with the computer’s.', frozen: 'Stands still.', shifted: 'Runs, but not with the computer’s.',
};

function clock() {
  const now = h('p', { class: 'value', 'data-testid': 'now' });
  const mode = h('p', { class: 'quiet' });
  async function load() {
    const state = await control('clock');
    now.textContent = time(state.now);
    mode.textContent = CLOCK_MODES[state.mode];
  }
  const set = (label, body) => action(label, async () => {
    await control('clock', body);
    await load();
  }, { small: true });
  const buttons = h('div', { class: 'buttons' },
    set('Freeze', { freeze: true }), set('+1 hour', { advance: 3600 }), set('+1 day', { advance: 86_400 }),
    set('+30 days', { advance: 30 * 86_400 }), set('Real time', { mode: 'real' }));
  const node = section('Clock', 'What depends on time follows: retries, expiry, availability.', now, mode, buttons);
  return { node, load };
}

function triggers() {
  const select = h('select', { 'aria-label': 'Event' });
  const made = h('p', { class: 'quiet' });
  async function load() {
    if (select.options.length > 0) return;
    const { events } = await control('trigger');
    select.replaceChildren(...events.map((event) => h('option', { value: event }, event)));
    select.value = 'payment_intent.succeeded';
  }
  const run = action('Trigger', async () => {
    const { object } = await control('trigger', { event: select.value });
    // A decline answers with the payment in its error.
    const about = object.error ? object.error.payment_intent || object.error.setup_intent || {} : object;
    const sum = about.amount ? `, ${money(about.amount, about.currency)}` : '';
    const href = about.id && linkTo(about.id);
    made.replaceChildren('Made ', h(href ? 'a' : 'span', { class: 'mono', href }, about.id || 'nothing'), sum);
    return `${select.value} happened.`;
  }, { primary: true });
  const node = section('Trigger an event', 'Makes the real objects that lead to it.', line(select, run), made);
  return { node, load };
}

const EFFECTS = {
  'Answer 500': { status: 500 },
  'Answer 503': { status: 503 },
  'Answer 429': { status: 429 },
  'Decline with 402': { status: 402 },
  'Drop the connection': { connection: 'drop' },
  'Drop it when all is done': { connection: 'drop', after: true },
  'Truncate the answer': { connection: 'truncate' },
  'Take two seconds': { delay: 2000 },
};

function faults() {
  const rows = h('ul', { class: 'rows' });
  const options = Object.keys(EFFECTS).map((name) => h('option', { value: name }, name));
  const effect = h('select', { 'aria-label': 'What goes wrong' }, options);
  const path = h('input', { 'aria-label': 'Path', value: '/v1/**', spellcheck: 'false', class: 'mono' });
  const times = h('input', { 'aria-label': 'Times', type: 'number', min: 1, value: '1' });
  async function load() {
    const { faults: all } = await control('faults');
    rows.replaceChildren(...all.map(row));
  }
  function row({ id, sandbox, ...fault }) {
    const remove = action('Remove', async () => {
      await control(`faults/${id}`, undefined, 'DELETE');
      await load();
    }, { small: true });
    const { path, method, times, ...rest } = fault;
    const [name] = Object.entries(EFFECTS).find(([, each]) => JSON.stringify(each) === JSON.stringify(rest)) || [];
    const title = name ? h('p', {}, name) : h('code', {}, JSON.stringify(rest));
    const what = [method, path || 'every path'].filter(Boolean).join(' ');
    const count = times ? ` · ${times === 1 ? 'once' : `${times} times`}` : '';
    return h('li', {}, h('div', {}, title, h('p', { class: 'quiet' }, h('span', { class: 'mono' }, what), count)), remove);
  }
  const add = action('Add', async () => {
    const count = Math.max(1, Number(times.value) || 1);
    await control('faults', { ...EFFECTS[effect.value], path: path.value, times: count });
    await load();
    return 'The fault waits for its request.';
  }, { primary: true });
  const form = h('div', { class: 'line fault' }, effect, path, times, add);
  return { load, node: section('Faults', 'Lets the next requests that match go wrong.', form, rows) };
}

function snapshots() {
  const rows = h('ul', { class: 'rows' });
  const name = h('input', { 'aria-label': 'Name', placeholder: 'Name', spellcheck: 'false' });
  async function load() {
    const { snapshots: all } = await control('snapshots');
    rows.replaceChildren(...all.map(row));
  }
  function row(snapshot) {
    const restore = action('Restore', async () => {
      await control(`snapshots/${snapshot.id}/restore`, {});
      return 'The sandbox is as it was.';
    }, { small: true });
    const remove = action('Delete', async () => {
      await control(`snapshots/${snapshot.id}`, undefined, 'DELETE');
      await load();
    }, { small: true, danger: true });
    const title = h('div', {}, snapshot.name || snapshot.id, h('p', { class: 'quiet' }, time(snapshot.taken)));
    return h('li', {}, title, restore, remove);
  }
  const take = action('Take', async () => {
    await control('snapshots', { name: name.value });
    name.value = '';
    await load();
    return 'The snapshot is taken.';
  }, { primary: true });
  return { load, node: section('Snapshots', 'Keeps the whole sandbox, to come back to it.', line(name, take), rows) };
}

function reset() {
  const button = action('Reset this sandbox', async () => {
    const isSure = await ask({
      title: `Reset “${sandboxName}”?`, confirm: 'Reset', danger: true,
      text: 'Everything in it is gone: customers, payments, events, endpoints, faults.',
    });
    if (!isSure) return;
    await control('reset', {});
    tell('The sandbox is empty.');
    location.hash = '#/';
  }, { danger: true });
  const node = section('Reset', 'Starts over. Other sandboxes are left alone.', h('div', { class: 'buttons' }, button));
  return { node, load: async () => {} };
}
