// How the customer pays: a saved card, or any way to pay that the session has.

import { h } from '../shared/dom.js';
import { element } from '../stripe/base/dom.js';
import { Field, labelledField } from '../stripe/forms/field.js';
import { CardForm } from '../stripe/methods/card-form.js';
import { iconOf } from '../stripe/methods/layouts.js';
import { formOf, offeredTypes } from '../stripe/methods/method-forms.js';
import { methodName } from '../stripe/methods/methods.js';

const CARD_NAMES = { number: 'cardNumber', expiry: 'cardExpiry', cvc: 'cardCvc', country: 'billingCountry', postalCode: 'billingPostalCode' };

export class Methods {
  constructor(owner, page, { offersTestCards, hasBillingAddress }) {
    this.owner = owner;
    this.page = page;
    this.offersTestCards = offersTestCards;
    this.hasBillingAddress = hasBillingAddress;
    this.types = offeredTypes(page.payment_method_types);
    this.saved = (page.page.saved_payment_methods || []).filter(({ card }) => card);
    this.selected = this.saved.length > 0 ? this.saved[0].id : this.types[0];
    this.forms = new Map();
    this.holder = new Field({
      name: 'billingName', label: owner.words.cardholder, autocomplete: 'cc-name', hint: 'fullNameHint',
      check: (text) => (text.trim() === '' ? 'incomplete' : null),
    }, owner);
    this.node = h('section', { class: 'Section', 'data-testid': 'payment-section' });
    this.draw();
  }

  // What the forms ask of their host.

  get words() { return this.owner.words; }
  get language() { return this.owner.language; }
  get options() { return { business: { name: this.page.page.business_name || this.words.thisBusiness }, fields: { billingDetails: { email: 'never' } } }; }
  get reusesMethod() { return this.page.mode !== 'payment'; }
  fieldChanged(field, event) {
    const card = this.forms.get('card');
    if (card) card.showBrand();
    this.owner.fieldChanged(field, event);
  }

  redraw() { this.draw(); }

  get savedMethod() { return this.saved.find(({ id }) => id === this.selected); }

  get form() {
    if (this.savedMethod) return null;
    if (!this.forms.has(this.selected)) {
      this.forms.set(this.selected, this.selected === 'card' ? new CardForm(this, CARD_NAMES) : formOf(this.selected, this));
    }
    return this.forms.get(this.selected);
  }

  get fields() {
    const { form } = this;
    if (!form) return [];
    return form.type === 'card' ? [...form.fields.slice(0, 3), this.holder, ...form.fields.slice(3)] : form.fields;
  }

  draw() {
    const focused = document.activeElement && this.node.contains(document.activeElement) ? document.activeElement.id : null;
    const entries = [...this.saved.map(({ id }) => id), ...this.types];
    const isAlone = entries.length === 1;
    this.node.replaceChildren(h('h2', {}, this.words.paymentMethod),
      isAlone ? this.formNode() : h('div', { class: 'Methods', role: 'radiogroup', 'aria-label': this.words.paymentMethod }, entries.map((each) => this.entry(each))));
    const again = focused && document.getElementById(focused);
    if (again) again.focus();
  }

  entry(id) {
    const method = this.saved.find((each) => each.id === id);
    const isSelected = id === this.selected;
    const choose = () => {
      this.selected = id;
      this.draw();
      document.getElementById(`payment-method-${id}`).focus();
    };
    const radio = h('input', { type: 'radio', name: 'paymentMethod', id: `payment-method-${id}`, value: id, checked: isSelected, onchange: choose, 'data-testid': `${method ? 'saved' : id}-accordion-item` });
    return h('div', { class: 'Method' },
      h('label', { for: radio.id }, radio, iconOf(document, method ? 'card' : id), method ? this.savedText(method) : methodName(id, this.words)),
      isSelected && !method ? this.formNode() : null);
  }

  savedText({ card }) {
    const brand = card.brand.charAt(0).toUpperCase() + card.brand.slice(1);
    return h('span', {}, `${brand} •••• ${card.last4} `, h('span', { class: 'Saved' }, `${String(card.exp_month).padStart(2, '0')}/${card.exp_year % 100}`));
  }

  formNode() {
    const rows = this.form.build(document, { id: (field) => field.spec.name });
    if (this.form.type === 'card') {
      const after = rows.findIndex((row) => row.querySelector && row.querySelector('[name="cardCvc"]'));
      rows.splice(after + 1, 0, labelledField(document, this.holder, 'billingName'));
    }
    return element(document, 'div', { class: 'Form' }, ...rows);
  }

  get wrong() { return this.fields.find((field) => !field.complete); }
  demand() { this.fields.forEach((field) => field.demand()); }

  /** What the confirmation says about it. `contact` fills in what the form did not ask for. */
  parameters(contact) {
    if (this.savedMethod) return { payment_method: this.savedMethod.id };
    const { billing_details: own, ...method } = this.form.parameters;
    const name = this.form.type === 'card' ? this.holder.value : own.name || contact.name;
    return {
      payment_method_data: { ...method, billing_details: { ...own, name, email: contact.email, phone: own.phone || contact.phone, address: contact.address || own.address } },
      payment_method_options: this.form.choices,
    };
  }
}
