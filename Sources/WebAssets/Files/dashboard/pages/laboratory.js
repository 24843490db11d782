// The webhook laboratory: whether deliveries are sent, and which of them come twice, late, in disorder or not at all.

import { control } from '../base/api.js';
import { action, ask } from '../base/dialog.js';
import { h } from '../../shared/dom.js';
import { words } from '../../shared/format.js';
import { code, novelty } from '../base/pieces.js';

const MODES = { send: 'Sent', pause: 'Kept back until they are sent', collect: 'Kept to be looked at, never sent' };

const EFFECTS = {
  duplicate: ['Comes twice', { duplicate: 1 }], delay: ['Comes late', { delay: 60 }], drop: ['Never comes', { drop: true }],
  shuffle: ['Comes in disorder', { shuffle: true }],
};

export function laboratory(endpoint) {
  const node = h('section', { class: 'panel tool', 'aria-label': 'Laboratory' });
  const isNew = novelty();

  async function load() {
    const { mode, rules } = await control('deliveries/rules');
    if (!isNew([mode, rules])) return;
    const menu = h('select', {
      onchange: async () => {
        await control('deliveries/mode', { mode: menu.value });
        await load();
      },
    }, Object.entries(MODES).map(([value, name]) => h('option', { value }, name)));
    menu.value = mode;
    const mine = rules.filter((rule) => !endpoint || !rule.endpoint || rule.endpoint === endpoint);
    node.replaceChildren(
      h('header', {}, h('h2', {}, 'Laboratory'), action('Add a rule', add, { small: true })),
      h('p', { class: 'quiet' }, 'Stripe promises neither order nor a single delivery: see whether your receiver bears it.'),
      h('label', {}, 'Deliveries of this sandbox are', menu),
      h('ul', { class: 'rows' }, mine.map(row)));
  }

  function row({ id, ...rule }) {
    const [name] = Object.entries(EFFECTS).filter(([key]) => key in rule).map(([, [label]]) => label);
    const details = [
      rule.type || 'every event', rule.delay && `by ${rule.delay} s`, rule.duplicate > 1 && `${rule.duplicate + 1} times in all`,
      rule.probability && `${Math.round(rule.probability * 100)} % of them`, rule.times && `${rule.times} more times`, !rule.endpoint && endpoint && 'at every endpoint',
    ].filter(Boolean).join(' · ');
    const remove = action('Remove', async () => {
      await control(`deliveries/rules/${id}`, undefined, 'DELETE');
      await load();
      return 'The rule is gone.';
    }, { small: true, 'aria-label': `Remove the rule ${name}` });
    return h('li', {}, h('div', {}, name ? h('p', {}, name) : code(JSON.stringify(rule)), h('p', { class: 'quiet' }, details)), remove);
  }

  async function add() {
    return ask({
      title: 'Add a rule', confirm: 'Add',
      fields: [
        { name: 'effect', label: 'What happens', options: Object.entries(EFFECTS).map(([key, [label]]) => [key, label]) },
        { name: 'seconds', label: 'Seconds late', value: '60', inputmode: 'numeric', pattern: '[1-9][0-9]*', hint: 'For what comes late.' },
        { name: 'type', label: 'Events', placeholder: 'charge.*', hint: 'All of them, if empty.' },
        { name: 'percent', label: 'Percent of them', value: '100', inputmode: 'numeric', pattern: '100|[1-9]?[0-9]' },
      ],
      run: async ({ effect, seconds, type, percent }) => {
        const [, body] = EFFECTS[effect];
        await control('deliveries/rules', {
          ...(effect === 'delay' ? { delay: Number(seconds) } : body), ...(type ? { type } : {}),
          ...(endpoint ? { endpoint } : {}), ...(percent === '100' ? {} : { probability: Number(percent) / 100 }),
        });
        await load();
        return `${words(effect)}: the rule is set.`;
      },
    });
  }

  return { node, load };
}
