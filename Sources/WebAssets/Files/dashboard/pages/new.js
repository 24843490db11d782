// What a list offers to make.

import { write } from '../base/api.js';
import { action, ask } from '../base/dialog.js';
import { to } from '../base/route.js';

const open = (object, made) => { location.hash = to([object, made.id]); };

const MAKERS = {
  webhook_endpoint: ['Add an endpoint', () => ask({
    title: 'Add an endpoint', confirm: 'Add',
    fields: [
      { name: 'url', label: 'URL', type: 'url', required: true, placeholder: 'http://localhost:4242/webhook' },
      { name: 'events', label: 'Events', value: '*', required: true, hint: 'Parted by commas; * is all of them.' },
      { name: 'connect', label: 'Listens to', options: [['', 'This account'], ['true', 'Connected accounts']] },
    ],
    run: async ({ url, events, connect }) => {
      const wanted = events.split(',').map((event) => event.trim()).filter(Boolean);
      const list = Object.fromEntries(wanted.map((event, index) => [`enabled_events[${index}]`, event]));
      open('webhook_endpoint', await write('webhook_endpoints', { url, connect, ...list }));
      return true;
    },
  }), 'The endpoint is added.'],
  customer: ['New customer', () => ask({
    title: 'New customer', confirm: 'Create',
    fields: [{ name: 'name', label: 'Name', required: true }, { name: 'email', label: 'Email', type: 'email' }],
    run: async (answers) => {
      open('customer', await write('customers', { ...answers, payment_method: 'pm_card_visa' }));
      return true;
    },
  }), 'The customer is there, with a Visa card.'],
  account: ['New account', () => ask({
    title: 'New account', confirm: 'Create',
    fields: [
      { name: 'type', label: 'Type', options: ['express', 'custom', 'standard'] },
      { name: 'country', label: 'Country', value: 'US', required: true, pattern: '[A-Za-z]{2}' },
      { name: 'email', label: 'Email', type: 'email' },
    ],
    run: async (answers) => {
      const capabilities = answers.type === 'standard' ? {} : {
        'capabilities[card_payments][requested]': true, 'capabilities[transfers][requested]': true,
      };
      open('account', await write('accounts', { ...answers, ...capabilities }));
      return true;
    },
  }), 'The account is there.'],
  'test_helpers.test_clock': ['New test clock', () => ask({
    title: 'New test clock', confirm: 'Create',
    fields: [
      { name: 'name', label: 'Name' },
      { name: 'at', label: 'Starts at', type: 'datetime-local', required: true, value: new Date().toISOString().slice(0, 16), hint: 'UTC' },
    ],
    run: async ({ name, at }) => {
      open('test_helpers.test_clock', await write('test_helpers/test_clocks', { name, frozen_time: Date.parse(`${at}Z`) / 1000 }));
      return true;
    },
  }), 'The clock is there.'],
};

export function newActions(object) {
  const maker = MAKERS[object];
  if (!maker) return [];
  const [label, make, done] = maker;
  return [action(label, async () => ((await make()) ? done : null), { primary: true })];
}
