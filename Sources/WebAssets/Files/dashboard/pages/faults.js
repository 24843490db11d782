// What is to go wrong, for which requests and how often.

import { control } from '../base/api.js';
import { action } from '../base/dialog.js';
import { h } from '../../shared/dom.js';
import { section } from '../base/pieces.js';

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

export function faults() {
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
    const { path: where, method, times: count, nth, probability, ...rest } = fault;
    const [name] = Object.entries(EFFECTS).find(([, each]) => JSON.stringify(each) === JSON.stringify(rest)) || [];
    const remove = action('Remove', async () => {
      await control(`faults/${id}`, undefined, 'DELETE');
      await load();
      return 'The fault is gone.';
    }, { small: true });
    const title = name ? h('p', {}, name) : h('code', {}, JSON.stringify(rest));
    const details = [
      count && (count === 1 ? 'once' : `${count} times`), nth && `from request ${nth} on`, probability && `${Math.round(probability * 100)} % of them`,
    ].filter(Boolean).map((each) => ` · ${each}`);
    const what = [method, where || 'every path'].filter(Boolean).join(' ');
    return h('li', {}, h('div', {}, title, h('p', { class: 'quiet' }, h('span', { class: 'mono' }, what), details)), remove);
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
