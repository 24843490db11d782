// The screws of the sandbox: time, events, faults, snapshots, seeds, reset.

import { control, sandboxName, shownSandbox } from '../base/api.js';
import { action, ask } from '../base/dialog.js';
import { h } from '../../shared/dom.js';
import { money, time } from '../../shared/format.js';
import { head, section } from '../base/pieces.js';
import { to } from '../base/route.js';
import { linkTo, pageOf } from '../kinds/kinds.js';
import { clockStrip } from './clock.js';
import { faults } from './faults.js';
import { seedButton } from './nothing.js';

export function toolsPage() {
  const clock = clockStrip();
  const all = [triggers(), faults(), snapshots(clock), seeds(), reset()];
  const node = h('div', {}, head('Tools'), clock.node, h('div', { class: 'tools' }, all.map((tool) => tool.node)));
  return { node, follows: [], load: () => Promise.all([clock, ...all].map((tool) => tool.load())) };
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
    const href = about.id && (linkTo(about.id) || pageOf(about));
    made.replaceChildren('Made ', h(href ? 'a' : 'span', { class: 'mono', href }, about.id || 'nothing'), sum);
    return `${select.value} happened.`;
  }, { primary: true });
  return { load, node: section('Trigger an event', 'Makes the real objects that lead to it.', h('div', { class: 'line' }, select, run), made) };
}

function snapshots(clock) {
  const rows = h('ul', { class: 'rows' });
  const name = h('input', { 'aria-label': 'Name', placeholder: 'Name', spellcheck: 'false' });
  async function load() {
    const { snapshots: all } = await control('snapshots');
    rows.replaceChildren(...all.map(row));
  }
  function row(snapshot) {
    const title = snapshot.name || snapshot.id;
    const restore = action('Restore', async () => {
      await control(`snapshots/${snapshot.id}/restore`, {});
      // Time went back as well.
      await clock.load();
      return 'The sandbox is as it was.';
    }, { small: true });
    const remove = action('Delete', async () => {
      await control(`snapshots/${snapshot.id}`, undefined, 'DELETE');
      await load();
      return `Snapshot ${title} is deleted.`;
    }, { small: true, danger: true });
    return h('li', {}, h('div', {}, title, h('p', { class: 'quiet' }, time(snapshot.taken))), restore, remove);
  }
  const take = action('Take', async () => {
    await control('snapshots', { name: name.value });
    name.value = '';
    await load();
    return 'The snapshot is taken.';
  }, { primary: true });
  return { load, node: section('Snapshots', 'Keeps the whole sandbox, to come back to it.', h('div', { class: 'line' }, name, take), rows) };
}

function seeds() {
  const file = h('input', { type: 'file', accept: '.json,application/json', 'aria-label': 'Seed file' });
  const load = async () => {};
  const sow = action('Load the file', async () => {
    const [chosen] = file.files;
    if (!chosen) throw new Error('Choose a file first: one that nestbox seed takes.');
    const { fixtures } = JSON.parse(await chosen.text());
    await control('seed', { fixtures });
    return `${chosen.name} is loaded.`;
  });
  return {
    load,
    node: section('Seeds', 'An example shop has 200 customers and three months behind it; a seed file is in the Stripe CLI’s fixtures format.',
      h('div', { class: 'buttons' }, seedButton()), h('div', { class: 'line' }, file, sow)),
  };
}

function reset() {
  const name = shownSandbox();
  const button = action('Reset this sandbox', async () => {
    const isDone = await ask({
      title: `Reset “${name}”?`, confirm: 'Reset', danger: true,
      text: 'Everything in it is gone: customers, payments, events, endpoints, faults.',
      run: async () => {
        await control('reset', {});
        location.hash = to([], {}, name === sandboxName ? null : name.split('/')[1]);
        return true;
      },
    });
    return isDone ? 'The sandbox is empty.' : null;
  }, { danger: true });
  return { load: async () => {}, node: section('Reset', 'Starts over. Other sandboxes are left alone.', h('div', { class: 'buttons' }, button)) };
}
