// The menu that only a sandbox has.

import { element } from '../base/dom.js';

export const TEST_CARDS = [
  {
    group: 'Succeeds',
    cards: [
      ['Visa', '4242424242424242'],
      ['Mastercard', '5555555555554444'],
      ['American Express', '371449635398431'],
    ],
  },
  {
    group: '3-D Secure',
    cards: [
      ['Asks for authentication', '4000002760003184'],
      ['Asks until the card is set up', '4000002500003155'],
      ['Authenticates, then insufficient funds', '4000008260003178'],
    ],
  },
  {
    group: 'Declined',
    cards: [
      ['Generic decline', '4000000000000002'],
      ['Insufficient funds', '4000000000009995'],
      ['Lost card', '4000000000009987'],
      ['Stolen card', '4000000000009979'],
      ['Expired card', '4000000000000069'],
      ['Incorrect security code', '4000000000000127'],
      ['Processing error', '4000000000000119'],
      ['Blocked as fraudulent', '4100000000000019'],
      ['Attaches, then declines every charge', '4000000000000341'],
    ],
  },
  {
    group: 'Afterwards',
    cards: [
      ['Disputed as fraudulent', '4000000000000259'],
      ['Refund fails', '4000000000005126'],
    ],
  },
];

/**
 * A native menu: it opens beyond the frame, and works with a keyboard, a screen reader and a thumb.
 * @param {{groups: {group: string, entries: [string, string][]}[]}} options entries are names and the values to choose
 */
export function sandboxMenu(document, { label, groups, choose, title = 'Nestbox sandbox: fill in test values' }) {
  const menu = element(document, 'select', { class: 'SandboxMenu', 'aria-label': 'Sandbox test values', title },
    element(document, 'option', { value: '' }, label),
    ...groups.map(({ group, entries }) => element(document, 'optgroup', { label: group },
      ...entries.map(([name, value]) => element(document, 'option', { value }, name)))));
  menu.addEventListener('change', () => {
    const { value } = menu;
    menu.value = '';
    if (value !== '') choose(value);
  });
  return menu;
}

export function testCardMenu(document, { label = 'Test cards', choose }) {
  const groups = TEST_CARDS.map(({ group, cards }) => (
    { group, entries: cards.map(([name, number]) => [`${name} · ${number.slice(-4)}`, number]) }));
  const menu = sandboxMenu(document, { label, groups, choose, title: 'Nestbox sandbox: fill in a test card' });
  menu.setAttribute('aria-label', 'Sandbox test cards');
  return menu;
}

/** A December that is always ahead. */
export function testExpiry(now = new Date()) {
  return `12 / ${String((now.getFullYear() + 4) % 100).padStart(2, '0')}`;
}
