// How a choice of ways to pay is laid out: tabs or an accordion.

import { element } from '../base/dom.js';
import { cardGlyph, methodIcon } from '../base/icons.js';
import { methodColour, methodInitials, methodName } from './methods.js';

/** What an app gives as `layout`, made whole. */
export function readLayout(given) {
  const { type = 'auto', ...rest } = typeof given === 'string' ? { type: given } : given || {};
  return { type, defaultCollapsed: false, radios: 'auto', spacedAccordionItems: false, visibleAccordionItemsCount: 5, ...rest };
}

export function iconOf(document, type) {
  return ['card', 'saved'].includes(type) ? cardGlyph(document) : methodIcon(document, { colour: methodColour(type), initials: methodInitials(type) });
}

const TAB_WIDTH = 108;

/** How many tabs fit beside each other. */
export const tabsThatFit = (width) => Math.max(1, Math.floor(width / TAB_WIDTH));

/**
 * Tabs beside each other; those that do not fit are in a menu at the end.
 * @param {{types: string[], selected: string, fitting: number, words: object, select: (type: string) => void}} options
 */
export function tabList(document, { types, selected, fitting, words, select }) {
  const tab = (type) => {
    const isSelected = type === selected;
    const button = element(document, 'button', {
      type: 'button', role: 'tab', class: `Tab${isSelected ? ' Tab--selected' : ''}`, 'aria-selected': String(isSelected),
      id: `${type}-tab`, 'aria-controls': 'payment-panel', tabindex: isSelected ? 0 : -1, 'data-testid': type, value: type,
    }, iconOf(document, type), element(document, 'span', { class: `TabLabel${isSelected ? ' TabLabel--selected' : ''}` }, methodName(type, words)));
    button.addEventListener('click', () => select(type));
    return button;
  };
  const shown = types.length <= fitting ? types : types.slice(0, Math.max(1, fitting - 1));
  if (!shown.includes(selected)) shown.splice(-1, 1, selected);
  const list = element(document, 'div', { class: 'TabList', role: 'tablist', 'aria-label': words.paymentMethod }, ...shown.map(tab));
  list.addEventListener('keydown', ({ key }) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
    if (step) select(shown[(shown.indexOf(selected) + step + shown.length) % shown.length], { focus: true });
  });
  const rest = types.filter((type) => !shown.includes(type));
  return element(document, 'div', { class: 'Tabs' }, list, rest.length > 0 ? moreMenu(document, rest, words, select) : null);
}

function moreMenu(document, types, words, select) {
  const menu = element(document, 'select', { class: 'TabMore', 'aria-label': words.moreMethods, 'data-testid': 'more' },
    element(document, 'option', { value: '' }, words.moreMethods),
    ...types.map((type) => element(document, 'option', { value: type }, methodName(type, words))));
  menu.addEventListener('change', () => menu.value && select(menu.value));
  return menu;
}

/**
 * Items below each other, the selected one open.
 * @param {{types: string[], selected: string | null, layout: object, words: object, showsAll: boolean,
 *   select: (type: string) => void, showAll: () => void, form: (document: Document) => Node}} options
 */
export function accordion(document, { types, selected, layout, words, showsAll, select, showAll, form }) {
  const { radios, spacedAccordionItems, visibleAccordionItemsCount: most, paymentMethodLogoPosition } = layout;
  const hasRadios = radios === true || radios === 'always' || radios === 'auto' || (radios === 'if_multiple' && types.length > 1);
  const shown = showsAll || most <= 0 ? types : types.slice(0, Math.max(most, 1));
  if (selected && !shown.includes(selected)) shown.push(selected);
  const items = shown.map((type) => {
    const isSelected = type === selected;
    const header = element(document, 'button', {
      type: 'button', class: 'AccordionButton', 'aria-expanded': String(isSelected), 'aria-controls': `payment-${type}`,
      'data-testid': type, value: type, 'data-value': type,
    }, hasRadios ? element(document, 'span', { class: 'RadioIcon', 'aria-hidden': 'true' }) : null, iconOf(document, type), methodName(type, words));
    if (paymentMethodLogoPosition === 'end') header.classList.add('AccordionButton--logoEnd');
    header.addEventListener('click', () => select(type));
    const panel = element(document, 'div', { id: `payment-${type}`, class: 'AccordionPanel', hidden: !isSelected }, isSelected ? form(document) : null);
    return element(document, 'div', { class: `AccordionItem${isSelected ? ' AccordionItem--selected' : ''}` }, header, panel);
  });
  if (shown.length < types.length) {
    const more = element(document, 'button', { type: 'button', class: 'AccordionButton AccordionMore', 'data-testid': 'more' }, words.moreMethods);
    more.addEventListener('click', showAll);
    items.push(element(document, 'div', { class: 'AccordionItem' }, more));
  }
  return element(document, 'div', { class: `Accordion${spacedAccordionItems ? ' Accordion--spaced' : ''}` }, ...items);
}
