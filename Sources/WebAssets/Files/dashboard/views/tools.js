// The screws of the sandbox: time, events, faults, snapshots, reset.

import { control, sandboxName } from '../api.js';
import { action, ask, tell } from '../dialog.js';
import { h } from '../../shared/dom.js';
import { money, time } from '../../shared/format.js';
import { linkTo } from '../kinds.js';

export function tools() {
  const sections = [clock(), triggers(), faults(), snapshots(), reset()];
  const node = h('div', { class: 'stack' }, h('header', { class: 'head' }, h('h1', {}, 'Tools')),
    h('div', { class: 'tools' }, sections.map((section) => section.node)));
  return {
    node,
    follows: [],
    load: () => Promise.all(sections.map((section) => section.load())),
  };
}

function section(title, text, ...content) {
  return h('section', { class: 'panel tool', 'aria-label': title }, h('header', {}, h('h2', {}, title)), h('p', { class: 'quiet' }, text), ...content);
}

function clock() {
  const now = h('p', { class: 'value', 'data-testid': 'now' });
  const mode = h('p', { class: 'quiet' });
  async function load() {
    const state = await control('clock');
    now.textContent = time(state.now);
    mode.textContent = { real: 'Runs with the computer’s.', frozen: 'Stands still.', shifted: 'Runs, but not with the computer’s.' }[state.mode];
  }
  const set = (label, body) => action(label, async () => {
    await control('clock', body);
    await load();
  }, { small: true });
  const buttons = [
    set('Freeze', { freeze: true }), set('+1 hour', { advance: 3600 }), set('+1 day', { advance: 86_400 }),
    set('+30 days', { advance: 30 * 86_400 }), set('Real time', { mode: 'real' }),
  ];
  return { load, node: section('Clock', 'What depends on time follows: retries, expiry, availability.', now, mode, h('div', { class: 'buttons' }, buttons)) };
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
    const about = object && (object.id || (object.error && object.error.payment_intent && object.error.payment_intent.id));
    const href = about && linkTo(about);
    made.replaceChildren('Made ', href ? h('a', { class: 'mono', href }, about) : String(about), object && object.amount ? `, ${money(object.amount, object.currency)}` : '');
    return `${select.value} happened.`;
  }, { primary: true });
  return { load, node: section('Trigger an event', 'Makes the real objects that lead to it.', h('div', { class: 'line' }, select, run), made) };
}

const EFFECTS = { 'Answer 500': { status: 500 }, 'Answer 429': { status: 429 }, 'Answer 503': { status: 503 }, 'Decline (402)': { status: 402 },
  'Drop the connection': { connection: 'drop' }, 'Drop after it is done': { connection: 'drop', after: true },
  'Truncate the answer': { connection: 'truncate' }, 'Take two seconds': { delay: 2000 } };

function faults() {
  const rows = h('ul', { class: 'rows' });
  const effect = h('select', { 'aria-label': 'What goes wrong' }, Object.keys(EFFECTS).map((name) => h('option', { value: name }, name)));
  const path = h('input', { 'aria-label': 'Path', value: '/v1/**', spellcheck: 'false', class: 'mono' });
  const times = h('input', { 'aria-label': 'Times', type: 'number', min: 1, value: '1' });
  async function load() {
    const { faults: all } = await control('faults');
    rows.replaceChildren(...all.map(({ id, sandbox, ...fault }) => h('li', {}, h('code', {}, JSON.stringify(fault)), action('Remove', async () => {
      await control(`faults/${id}`, undefined, 'DELETE');
      await load();
    }, { small: true }))));
  }
  const add = action('Add', async () => {
    await control('faults', { ...EFFECTS[effect.value], path: path.value, times: Math.max(1, Number(times.value) || 1) });
    await load();
    return 'The fault waits for its request.';
  }, { primary: true });
  return { load, node: section('Faults', 'Lets the next requests that match go wrong.', h('div', { class: 'line fault' }, effect, path, times, add), rows) };
}

function snapshots() {
  const rows = h('ul', { class: 'rows' });
  const name = h('input', { 'aria-label': 'Name', placeholder: 'Name', spellcheck: 'false' });
  async function load() {
    const { snapshots: all } = await control('snapshots');
    rows.replaceChildren(...all.map((snapshot) => h('li', {},
      h('div', {}, snapshot.name || snapshot.id, h('p', { class: 'quiet' }, time(snapshot.taken))),
      action('Restore', async () => {
        await control(`snapshots/${snapshot.id}/restore`, {});
        return 'The sandbox is as it was.';
      }, { small: true }),
      action('Delete', async () => {
        await control(`snapshots/${snapshot.id}`, undefined, 'DELETE');
        await load();
      }, { small: true, danger: true }))));
  }
  const take = action('Take', async () => {
    await control('snapshots', { name: name.value });
    name.value = '';
    await load();
    return 'The snapshot is taken.';
  }, { primary: true });
  return { load, node: section('Snapshots', 'Keeps the whole sandbox, to come back to it.', h('div', { class: 'line' }, name, take), rows) };
}

function reset() {
  const button = action('Reset this sandbox', async () => {
    const answer = await ask({
      title: `Reset “${sandboxName}”?`, text: 'Everything in it is gone: customers, payments, events, endpoints, faults.', confirm: 'Reset', danger: true,
    });
    if (!answer) return;
    await control('reset', {});
    tell('The sandbox is empty.');
    location.hash = '#/';
  }, { danger: true });
  return { load: async () => {}, node: section('Reset', 'Starts over. Other sandboxes are left alone.', h('div', { class: 'buttons' }, button)) };
}
