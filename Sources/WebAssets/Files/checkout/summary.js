// What is bought: the amount, the items, the sums, and a promotion code.

import { h, svg } from '../shared/dom.js';

const UNITS = { day: 'day', week: 'week', month: 'month', year: 'year' };

/** `month`, or `3 months`, in the language of the page. */
function intervalText({ interval, intervalCount }, language) {
  const format = new Intl.NumberFormat(language, { style: 'unit', unit: UNITS[interval] || 'month', unitDisplay: 'long' });
  if (intervalCount > 1) return format.format(intervalCount);
  return format.formatToParts(1).filter(({ type }) => type === 'unit').map(({ value }) => value).join('').trim();
}

const arrow = () => svg('svg', { viewBox: '0 0 16 16', width: 16, height: 16, 'aria-hidden': 'true' },
  svg('path', { d: 'M7 3 2 8l5 5M2.5 8H14', fill: 'none', stroke: 'currentColor', 'stroke-width': 1.6 }));

export class Summary {
  constructor(client) {
    this.client = client;
    this.isOpen = false;
    this.node = h('section', { class: 'Side', 'aria-label': this.words.summary });
    this.refresh();
  }

  get words() { return this.client.voice.words; }
  get language() { return this.client.voice.language; }

  refresh() {
    const { page, session } = this.client;
    const focused = document.activeElement && this.node.contains(document.activeElement) ? document.activeElement.id : null;
    this.node.replaceChildren(
      this.business(page),
      h('h1', { class: 'Heading', 'data-testid': 'heading' }, this.heading(page, session)),
      page.mode === 'setup' ? '' : this.total(session),
      page.mode === 'setup' ? '' : this.toggle(),
      page.mode === 'setup' ? '' : h('div', { class: 'Details', id: 'order-details' },
        h('ul', { class: 'Items' }, session.lineItems.map((item) => this.item(item))),
        this.extras(session),
        this.sums(page, session)));
    this.node.classList.toggle('Side--open', this.isOpen);
    if (focused && document.getElementById(focused)) document.getElementById(focused).focus();
  }

  business({ page }) {
    const back = this.client.wayBack;
    const { business_name: name, branding = {} } = page;
    return h('div', { class: 'Business' },
      back ? h('a', { class: 'Back', href: back, 'aria-label': this.words.back, 'data-testid': 'business-link' }, arrow()) : null,
      branding && branding.icon_url ? h('img', { src: branding.icon_url, alt: '' }) : null,
      h('span', {}, name || ''), h('span', { class: 'Mark' }, this.words.sandbox));
  }

  heading(page, session) {
    const { words } = this;
    const [first] = session.lineItems;
    if (page.mode === 'setup') return words.setUp;
    if (page.mode === 'subscription' && first) return words.subscribeTo(first.name);
    return session.lineItems.length === 1 ? first.name : words.payTo(session.businessName || '');
  }

  total({ total, recurring }) {
    const due = h('p', { class: 'Total', 'data-testid': 'total' }, total.total.amount);
    if (!recurring) return due;
    const each = `/ ${intervalText(recurring, this.language)}`;
    if (!recurring.trial) {
      due.append(h('small', {}, each));
      return due;
    }
    const days = new Intl.NumberFormat(this.language, { style: 'unit', unit: 'day', unitDisplay: 'long' }).format(recurring.trial.trialPeriodDays);
    const trial = recurring.trial.trialPeriodDays > 0 ? h('small', {}, `${this.words.free} · ${days}`) : null;
    return h('div', {}, h('p', { class: 'Total', 'data-testid': 'total' }, total.total.amount, trial),
      h('p', { class: 'Then' }, this.words.totalAfterTrial(`${recurring.dueNext.total.amount} ${each}`)));
  }

  toggle() {
    const button = h('button', {
      class: 'Button Button--plain More', type: 'button', 'aria-expanded': String(this.isOpen), 'aria-controls': 'order-details', id: 'toggle-details',
      onclick: () => {
        this.isOpen = !this.isOpen;
        this.refresh();
      },
    }, this.isOpen ? this.words.hideDetails : this.words.showDetails);
    return h('div', {}, button);
  }

  item(item) {
    const [image] = item.images;
    const recurring = item.recurring ? ` / ${intervalText(item.recurring, this.language)}` : '';
    const note = item.quantity > 1 ? `${this.words.quantity} ${item.quantity} · ${this.words.each(item.unitAmount.amount)}${recurring}` : item.description;
    return h('li', { class: 'Item', 'data-testid': 'line-item' },
      image ? h('img', { src: image, alt: '' }) : h('span', { class: 'Item-blank', 'aria-hidden': 'true' }),
      h('div', {}, h('p', { class: 'Item-name' }, item.name), note ? h('p', { class: 'Item-note' }, note) : null,
        item.adjustableQuantity ? this.quantity(item) : null),
      h('p', { class: 'Item-price' }, item.subtotal.amount));
  }

  quantity(item) {
    const { minimum, maximum } = item.adjustableQuantity;
    const id = `quantity-${item.id}`;
    const change = ({ target }) => {
      const quantity = Math.min(maximum, Math.max(minimum, Number(target.value) || minimum));
      this.client.update({ line_items: [{ id: item.id, quantity }] });
    };
    return h('label', { class: 'Quantity', for: id }, this.words.quantity,
      h('input', { class: 'Input', id, name: 'quantity', type: 'number', min: minimum, max: maximum, value: item.quantity, onchange: change, 'data-testid': 'quantity' }));
  }

  extras({ optionalItems }) {
    const open = optionalItems.filter(({ isSelected }) => !isSelected);
    if (open.length === 0) return '';
    const add = (item) => () => this.client.update({ optional_items: [{ price: item.priceId, quantity: item.quantity || 1 }] });
    return h('div', { class: 'Section' }, h('h2', {}, this.words.extras), h('ul', { class: 'Items' }, open.map((item) => (
      h('li', { class: 'Item' }, h('span', { class: 'Item-blank', 'aria-hidden': 'true' }),
        h('div', {}, h('p', { class: 'Item-name' }, item.name), h('p', { class: 'Item-note' }, item.unitAmount.amount)),
        h('button', { class: 'Button', type: 'button', onclick: add(item), 'data-testid': 'add-optional-item' }, this.words.add))))));
  }

  sums(page, session) {
    const { words } = this;
    const { total, discountAmounts, shipping } = session;
    const row = (name, value, more = {}) => h('div', more, h('dt', {}, name), h('dd', {}, value));
    const isFree = shipping && shipping.shippingOption.minorUnitsAmount === 0;
    return h('dl', { class: 'Sums' },
      row(words.subtotal, total.subtotal.amount),
      ...(discountAmounts || []).map((discount) => row(this.discountTag(discount), `-${discount.amount}`, { 'data-testid': 'discount' })),
      page.allow_promotion_codes && !discountAmounts ? h('div', {}, this.promotion()) : '',
      shipping ? row(`${words.shipping}${shipping.shippingOption.displayName ? ` (${shipping.shippingOption.displayName})` : ''}`,
        isFree ? words.free : shipping.shippingOption.amount) : '',
      total.taxExclusive.minorUnitsAmount > 0 ? row(words.tax, total.taxExclusive.amount) : '',
      row(page.mode === 'subscription' ? words.totalToday : words.total, total.total.amount, { class: 'Sum-total', 'data-testid': 'total-due' }));
  }

  discountTag(discount) {
    const remove = discount.promotionCode
      ? h('button', { type: 'button', 'aria-label': `${this.words.remove} ${discount.promotionCode}`, onclick: () => this.client.update({ promotion_code: '' }) }, '×') : null;
    return h('span', { class: 'Tag' }, discount.promotionCode || discount.displayName, remove);
  }

  promotion() {
    if (!this.asksForCode) {
      return h('button', {
        class: 'Button Button--plain', type: 'button', id: 'add-promotion-code', 'data-testid': 'add-promotion-code',
        onclick: () => {
          this.asksForCode = true;
          this.refresh();
          document.getElementById('promotionCode').focus();
        },
      }, this.words.addPromotion);
    }
    const problem = h('p', { class: 'Error', role: 'alert' }, this.problem || '');
    const input = h('input', { class: 'Input', id: 'promotionCode', name: 'promotionCode', 'aria-label': this.words.promotionCode,
      placeholder: this.words.promotionCode, autocomplete: 'off', value: this.code || '' });
    const apply = async (event) => {
      event.preventDefault();
      this.code = input.value.trim();
      const { error } = await this.client.update({ promotion_code: this.code });
      this.problem = error ? error.message : '';
      if (!error) this.asksForCode = false;
      this.refresh();
    };
    return h('form', { class: 'Promotion', onsubmit: apply }, input,
      h('button', { class: 'Button', type: 'submit', 'data-testid': 'apply-promotion-code' }, this.words.apply), problem);
  }
}
