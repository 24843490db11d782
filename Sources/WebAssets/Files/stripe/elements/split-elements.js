// Card number, expiry and security code as three Elements of one group.

import { element } from '../base/dom.js';
import { validationError } from '../base/errors.js';
import { brandIcon } from '../base/icons.js';
import { cardParameters, cvcField, expiryField, numberField } from '../forms/card-fields.js';
import { brandOf, cvcLength } from '../forms/cards.js';
import { testExpiry } from '../forms/test-cards.js';
import { LineElement } from './card-element.js';

export class CardNumberElement extends LineElement {
  constructor(group, type, options) {
    super(group, type, options);
    this.fields = [numberField(this, {
      name: 'cardnumber', placeholder: options.placeholder || '1234 1234 1234 1234', ariaLabel: 'Credit or debit card number',
    })];
  }

  get title() { return 'Secure card number input frame'; }
  get value() { return this.fields[0].value; }
  get brand() { return brandOf(this.value).brand; }

  build(document) {
    this.line = element(document, 'div', { class: 'Line' }, this.cell(document, this.fields[0], 'number'));
    const menu = this.menu(document);
    if (menu) this.line.append(menu);
    this.showBrand();
    return this.line;
  }

  describe() {
    return { ...super.describe(), brand: this.brand };
  }

  changed() {
    if (this.line) this.showBrand();
    super.changed();
  }

  showBrand() {
    if (this.icon) this.icon.remove();
    this.icon = brandIcon(this.line.ownerDocument, this.brand);
    if (this.options.showIcon) this.line.prepend(this.icon);
  }

  fill(number) {
    this.fields[0].set(number);
    this.sibling('cardExpiry', testExpiry());
    this.sibling('cardCvc', '1234'.slice(0, cvcLength(number)));
    this.changed();
  }

  sibling(type, text) {
    const other = this.group.getElement(type);
    if (!other) return;
    other.fields[0].set(text);
    other.changed();
  }

  get parts() {
    return [this, this.group.getElement('cardExpiry'), this.group.getElement('cardCvc')].filter(Boolean);
  }

  get incompleteness() {
    const code = this.parts.flatMap((part) => part.fields).map((field) => field.code).find(Boolean);
    return code ? validationError(code, this.words) : null;
  }

  get cardParameters() {
    const text = (type) => {
      const other = this.group.getElement(type);
      return other ? other.fields[0].value : '';
    };
    return cardParameters({ number: this.value, expiry: text('cardExpiry'), cvc: text('cardCvc') });
  }
}

export class CardExpiryElement extends LineElement {
  constructor(group, type, options) {
    super(group, type, options);
    this.fields = [expiryField(this, {
      name: 'exp-date', placeholder: options.placeholder, ariaLabel: 'Credit or debit card expiration date',
    })];
  }

  get title() { return 'Secure expiration date input frame'; }

  build(document) {
    return element(document, 'div', { class: 'Line' }, this.cell(document, this.fields[0], 'expiry'));
  }
}

export class CardCvcElement extends LineElement {
  constructor(group, type, options) {
    super(group, type, options);
    const number = () => (group.getElement('cardNumber') || { value: '' }).value;
    this.fields = [cvcField(this, number, {
      name: 'cvc', placeholder: options.placeholder, ariaLabel: 'Credit or debit card CVC/CVV',
    })];
  }

  get title() { return 'Secure CVC input frame'; }

  build(document) {
    return element(document, 'div', { class: 'Line' }, this.cell(document, this.fields[0], 'cvc'));
  }
}
