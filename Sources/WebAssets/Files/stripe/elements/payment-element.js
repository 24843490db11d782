// The Payment Element: card details, as a plain form, under a tab or in an accordion.

import { element } from '../base/dom.js';
import { validationError } from '../base/errors.js';
import { brandIcon, cardGlyph } from '../base/icons.js';
import { checkPostalCodeOf, CHECKS_POSTAL_CODE, countryOptions, isUSLike } from '../base/regions.js';
import { cardParameters, cvcField, expiryField, numberField } from '../forms/card-fields.js';
import { brandOf, cvcLength, digitsOf, fundingOf } from '../forms/cards.js';
import { Field, labelledField } from '../forms/field.js';
import { testCardMenu, testExpiry } from '../forms/test-cards.js';
import { StripeElement } from './element.js';

export class PaymentElement extends StripeElement {
  constructor(group, type, options) {
    super(group, type, options);
    const listener = this.fieldListener();
    const defaults = (options.defaultValues || {}).billingDetails || {};
    const address = defaults.address || {};
    this.number = numberField(listener, { name: 'number' });
    this.expiry = expiryField(listener, { name: 'expiry' });
    this.cvc = cvcField(listener, () => this.number.value, { name: 'cvc' });
    this.country = new Field({
      name: 'country', label: 'Country', autocomplete: 'billing country',
      value: address.country || 'US', options: countryOptions(group.language),
    }, (field, event) => this.countryChanged(event));
    this.postalCode = new Field({
      name: 'postalCode', label: 'ZIP code', placeholder: '12345', autocomplete: 'billing postal-code',
      value: address.postal_code, check: (text) => checkPostalCodeOf(this.country.value, text),
    }, listener);
    this.layout = typeof options.layout === 'string' ? { type: options.layout } : options.layout || { type: 'auto' };
    this.collapsed = this.layout.type === 'accordion' && this.layout.defaultCollapsed === true;
    this.arrange();
  }

  get title() { return 'Secure payment input frame'; }
  get bleed() { return 4; }
  get loaderstarts() { return true; }
  get announcesFirst() { return true; }

  async prepare() {
    const { error } = await this.group.intent();
    return { error };
  }

  /** Whether the form asks for this part of the billing details, or leaves it to the app. */
  asksFor(...path) {
    let rule = (this.options.fields || {}).billingDetails;
    for (const part of path) rule = rule && typeof rule === 'object' ? rule[part] : rule;
    return rule !== 'never';
  }

  arrange() {
    const elsewhere = this.group.address('billing');
    this.fields = [this.number, this.expiry, this.cvc];
    if (this.asksFor('address', 'country') && !elsewhere) this.fields.push(this.country);
    if (this.asksFor('address', 'postalCode') && !elsewhere && CHECKS_POSTAL_CODE.includes(this.country.value)) {
      this.fields.push(this.postalCode);
    }
  }

  build(document) {
    this.arrange();
    for (const field of this.fields) field.spec.disabled = Boolean(this.options.readOnly);
    const labels = this.group.appearance.labels === 'floating' ? ' Labels--floating' : '';
    this.icon = brandIcon(document, this.brand);
    const id = (field) => `payment-${field.spec.name}Input`;
    const rows = this.fields.map((field) => {
      const half = field === this.expiry || field === this.cvc;
      return labelledField(document, field, id(field), { half, icon: field === this.number ? this.icon : undefined });
    });
    const form = element(document, 'div', { class: `Form${labels}` }, this.menu(document), ...rows, this.terms(document));
    if (this.layout.type === 'tabs') return element(document, 'div', {}, this.tabs(document), form);
    if (this.layout.type === 'accordion') return this.accordion(document, form);
    return form;
  }

  menu(document) {
    if (!this.group.offersTestCards) return null;
    const menu = testCardMenu(document, { label: 'Sandbox test cards', choose: (number) => this.fill(number) });
    return element(document, 'div', { class: 'Sandbox' }, menu);
  }

  terms(document) {
    const rule = (this.options.terms || {}).card || 'auto';
    if (rule === 'never' || (rule === 'auto' && !this.group.reusesCard)) return null;
    const business = (this.options.business || {}).name || 'this business';
    return element(document, 'p', { class: 'TermsText' }, `By providing your card information, you allow ${business} `
      + 'to charge your card for future payments in accordance with their terms.');
  }

  tabs(document) {
    const label = element(document, 'span', { class: 'TabLabel TabLabel--selected' }, 'Card');
    return element(document, 'div', { class: 'TabList', role: 'tablist', 'aria-label': 'Payment method' },
      element(document, 'button', {
        type: 'button', role: 'tab', class: 'Tab Tab--selected', 'aria-selected': 'true', 'data-testid': 'card', value: 'card',
      }, cardGlyph(document), label));
  }

  accordion(document, form) {
    const radio = this.layout.radios === false || this.layout.radios === 'never' ? null
      : element(document, 'span', { class: 'RadioIcon', 'aria-hidden': 'true' });
    this.header = element(document, 'button', {
      type: 'button', class: 'AccordionButton', 'aria-controls': 'payment-card', value: 'card', 'data-value': 'card',
    }, radio, cardGlyph(document), 'Card');
    this.header.addEventListener('click', () => this.setCollapsed(false));
    form.id = 'payment-card';
    this.form = form;
    this.item = element(document, 'div', { class: 'AccordionItem' }, this.header, form);
    this.showCollapsed();
    return this.item;
  }

  /** A customer who turns to the form does not pay with the wallet after all. */
  setFocused(focused) {
    const express = this.group.elements.get('expressCheckout');
    if (focused && express) express.forgetCard();
    super.setFocused(focused);
  }

  collapse() {
    this.assertAlive();
    if (this.layout.type === 'accordion') this.setCollapsed(true);
    return this;
  }

  setCollapsed(collapsed) {
    if (this.collapsed === collapsed) return;
    this.collapsed = collapsed;
    if (this.ready) this.showCollapsed();
    this.changed();
  }

  showCollapsed() {
    this.item.classList.toggle('AccordionItem--selected', !this.collapsed);
    this.header.setAttribute('aria-expanded', String(!this.collapsed));
    this.form.hidden = this.collapsed;
    this.form.style.display = this.collapsed ? 'none' : '';
  }

  countryChanged(event) {
    if (event !== 'input') return;
    const { postalCode, country } = this;
    postalCode.spec.label = isUSLike(country.value) ? 'ZIP code' : 'Postal code';
    postalCode.spec.placeholder = { US: '12345', PR: '00901', GB: 'WS11 1DB', CA: 'M5T 1T4' }[country.value];
    this.rebuild();
    this.changed();
  }

  update(options) {
    super.update(options);
    if (this.ready) {
      this.rebuild();
      this.changed();
    }
    return this;
  }

  get brand() { return brandOf(this.number.value).brand; }

  describe() {
    const { complete, empty } = super.describe();
    return {
      complete: complete && !this.collapsed, empty: empty || this.collapsed, collapsed: this.collapsed, value: { type: 'card' },
    };
  }

  changed() {
    if (this.icon) {
      const icon = brandIcon(this.icon.ownerDocument, this.brand);
      this.icon.replaceWith(icon);
      this.icon = icon;
    }
    super.changed();
    this.tellCard();
  }

  /** What the card is, once its number is whole: Stripe looks it up, and says so in between. */
  tellCard() {
    const number = this.number.complete ? digitsOf(this.number.value) : '';
    if (number === (this.toldNumber || '')) return;
    this.toldNumber = number;
    const tell = (rest) => this.emit('carddetailschange', { elementType: this._elementType, ...rest });
    if (number === '') return tell({ loading: false, details: { brands: null, funding: null } });
    tell({ loading: true });
    Promise.resolve().then(() => {
      if (this.toldNumber === number) tell({ loading: false, details: { brands: [brandOf(number).brand], funding: fundingOf(number) } });
    });
    return undefined;
  }

  get incompleteness() {
    if (this.collapsed) return validationError('incomplete_payment_details');
    return super.incompleteness;
  }

  fill(number) {
    this.number.set(number);
    this.expiry.set(testExpiry());
    this.cvc.set('1234'.slice(0, cvcLength(number)));
    if (this.postalCode.empty) this.postalCode.set(isUSLike(this.country.value) ? '42424' : 'M5T 1T4');
    this.changed();
  }

  get cardParameters() {
    return cardParameters({ number: this.number.value, expiry: this.expiry.value, cvc: this.cvc.value });
  }

  /** What the form knows of the billing details; undefined where it did not ask. */
  get billingDetails() {
    const shows = (field) => (this.fields.includes(field) ? field.value : undefined);
    const defaults = (this.options.defaultValues || {}).billingDetails || {};
    return {
      name: defaults.name, email: defaults.email, phone: defaults.phone,
      address: { ...defaults.address, country: shows(this.country), postal_code: shows(this.postalCode) },
    };
  }
}
