// The Payment Element: the forms of all ways to pay of the intent, under tabs, in an accordion, or the only one as it is.

import { element } from '../base/dom.js';
import { validationError } from '../base/errors.js';
import { accordion, readLayout, tabList, tabsThatFit } from '../methods/layouts.js';
import { formOf, offeredTypes } from '../methods/method-forms.js';
import { SavedForm } from '../methods/saved-form.js';
import { SavedMethods } from '../payments/saved-methods.js';
import { StripeElement } from './element.js';

export class PaymentElement extends StripeElement {
  constructor(group, type, options) {
    super(group, type, options);
    this.forms = new Map();
    this.layout = readLayout(options.layout);
    this.collapsed = this.layout.type === 'accordion' && this.layout.defaultCollapsed === true;
    this.types = ['card'];
    this.selected = 'card';
    this.showsAll = false;
    this.fitting = 4;
  }

  get title() { return 'Secure payment input frame'; }
  get bleed() { return 4; }
  get loaderstarts() { return true; }
  get announcesFirst() { return true; }

  // What its forms ask of it.

  get language() { return this.group.language; }
  get offersTestCards() { return this.group.offersTestCards; }
  get reusesMethod() { return this.group.reusesMethod; }
  get hasBillingAddress() { return Boolean(this.group.address('billing')); }

  /** What the app says of a way to pay of its own. */
  subtitleOf(type) {
    const found = (this.group.options.customPaymentMethods || []).find(({ id }) => id === type);
    return found && (found.options || {}).subtitle;
  }

  redraw() {
    if (this.ready) this.rebuild();
    this.changed();
  }

  get form() {
    if (!this.forms.has(this.selected)) {
      this.forms.set(this.selected, this.selected === 'saved' ? new SavedForm(this, this.saved) : formOf(this.selected, this));
    }
    return this.forms.get(this.selected);
  }

  get fields() { return this.form.fields; }
  set fields(_) {}

  async prepare() {
    const { error } = await this.group.intent();
    const { customerSessionClientSecret: secret } = this.group.options;
    if (!error && secret) {
      this.saved = new SavedMethods(this.group.api, secret, (name, outcome) => this.emit(name, { elementType: this._elementType, ...outcome }));
      const answer = await this.saved.load();
      if (answer.error) return answer;
    }
    if (error) return { error };
    this.offer();
    if (this.types.includes('saved')) this.selected = 'saved';
    return {};
  }

  /** The saved card that the customer has chosen. */
  get savedMethod() { return this.selected === 'saved' && !this.collapsed ? this.saved.method : undefined; }

  /** A saved card was removed. */
  savedChanged() {
    this.offer();
    this.redraw();
  }

  /** What a saved card is to be used for; undefined: the customer does not want it saved, or nothing is said of it. */
  get savingUsage() { return this.wantsSaving && !this.savedMethod ? this.saved.usage : undefined; }

  /** Takes up the ways to pay that the group has. */
  offer() {
    const own = (this.group.options.customPaymentMethods || []).map(({ id }) => id);
    this.types = offeredTypes([...this.group.methodTypes, ...own], {
      excluded: this.group.options.excludedPaymentMethodTypes, order: this.options.paymentMethodOrder,
    });
    if (this.saved && this.saved.methods.length > 0) this.types = ['saved', ...this.types];
    if (!this.types.includes(this.selected)) [this.selected] = this.types;
  }

  async load(frame) {
    await super.load(frame);
    if (this.ready) this.tellAvailability();
  }

  tellAvailability() {
    const paymentMethods = Object.fromEntries(this.types.map((type) => [type, { available: true }]));
    this.emit('availablepaymentmethodschange', { elementType: this._elementType, paymentMethods });
  }

  // How it looks.

  get isTabbed() {
    return this.layout.type === 'tabs' || (this.layout.type === 'auto' && this.types.length > 1);
  }

  build(document) {
    this.watchWidth(document);
    const labels = this.group.appearance.labels === 'floating' ? ' Labels--floating' : '';
    const inputs = this.group.appearance.inputs === 'condensed' ? ' Inputs--condensed' : '';
    const form = () => element(document, 'div', { class: `Form${labels}${inputs}` }, ...this.form.build(document), this.savingBox(document));
    if (this.layout.type === 'accordion') {
      return accordion(document, {
        types: this.types, selected: this.collapsed ? null : this.selected, layout: this.layout, words: this.words, form,
        showsAll: this.showsAll, select: (type) => this.select(type), showAll: () => this.showAll(),
      });
    }
    if (!this.isTabbed) return form();
    const tabs = tabList(document, {
      types: this.types, selected: this.selected, fitting: this.fitting, words: this.words, select: (...choice) => this.select(...choice),
    });
    return element(document, 'div', {}, tabs,
      element(document, 'div', { id: 'payment-panel', role: 'tabpanel', 'aria-labelledby': `${this.selected}-tab` }, form()));
  }

  /** Whether the customer wants the card kept, where the CustomerSession lets them say so. */
  savingBox(document) {
    if (!this.saved || !this.saved.offersSaving || this.selected === 'saved') return null;
    const box = element(document, 'input', { type: 'checkbox', name: 'savePaymentMethod', 'data-testid': 'save-payment-method' });
    box.checked = Boolean(this.wantsSaving);
    box.addEventListener('change', () => { this.wantsSaving = box.checked; });
    return element(document, 'label', { class: 'Check' }, box, this.words.savePaymentDetails);
  }

  /** Tabs that do not fit go into a menu. */
  watchWidth(document) {
    if (this.watched === document) return;
    this.watched = document;
    this.fitting = tabsThatFit(document.documentElement.clientWidth);
    new this.frame.window.ResizeObserver(() => {
      const fitting = this.frame && tabsThatFit(document.documentElement.clientWidth);
      if (!fitting || fitting === this.fitting) return;
      this.fitting = fitting;
      if (this.ready && this.isTabbed) this.rebuild();
    }).observe(document.documentElement);
  }

  select(type, { focus = false } = {}) {
    const isNew = type !== this.selected || this.collapsed;
    this.selected = type;
    this.collapsed = false;
    if (!isNew) return;
    this.redraw();
    const control = this.frame.document.querySelector(`[data-testid="${type}"]`);
    if (control && (focus || this.frame.document.activeElement === this.frame.document.body)) control.focus();
  }

  showAll() {
    this.showsAll = true;
    this.redraw();
  }

  /** A customer who turns to the form does not pay with the wallet after all. */
  setFocused(focused) {
    const express = this.group.elements.get('expressCheckout');
    if (focused && express) express.forgetCard();
    super.setFocused(focused);
  }

  collapse() {
    this.assertAlive();
    if (this.layout.type !== 'accordion' || this.collapsed) return this;
    this.collapsed = true;
    this.redraw();
    return this;
  }

  update(options) {
    super.update(options);
    if (options && options.layout !== undefined) this.layout = readLayout(options.layout);
    if (this.layout.type !== 'accordion') this.collapsed = false;
    this.offer();
    this.redraw();
    return this;
  }

  // What it says.

  describe() {
    const { savedMethod } = this;
    if (savedMethod) return { complete: true, empty: false, collapsed: false, value: { type: savedMethod.type, payment_method: savedMethod } };
    const { complete, empty } = super.describe();
    return {
      complete: complete && !this.collapsed, empty: empty || this.collapsed, collapsed: this.collapsed, value: { type: this.selected },
    };
  }

  changed() {
    const card = this.forms.get('card');
    if (card) card.showBrand();
    super.changed();
    if (card) this.tellCard(card);
  }

  /** What the card is, once its number is whole: Stripe looks it up, and says so in between. */
  tellCard(card) {
    const number = card.known;
    if (number === (this.toldNumber || '')) return;
    this.toldNumber = number;
    const tell = (rest) => this.emit('carddetailschange', { elementType: this._elementType, ...rest });
    if (number === '') {
      tell({ loading: false, details: { brands: null, funding: null } });
      return;
    }
    tell({ loading: true });
    Promise.resolve().then(() => {
      if (this.toldNumber === number) tell({ loading: false, details: card.describeCard() });
    });
  }

  get incompleteness() {
    if (this.collapsed) return validationError('incomplete_payment_details', this.words);
    return super.incompleteness;
  }

  asksFor(...path) { return this.form.asksFor(...path); }
  get methodParameters() { return { ...this.form.parameters, allow_redisplay: this.redisplay }; }

  /** Whether the card may be shown again: what the customer says, where they are asked. */
  get redisplay() {
    if (!this.saved) return undefined;
    if (this.wantsSaving) return 'always';
    return this.reusesMethod ? 'limited' : 'unspecified';
  }

  get methodChoices() { return this.form.choices; }
}
