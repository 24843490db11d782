// Elements of custom Checkout for what is not the payment: contact details, a tax id, the currency, terms, and messages.

import { element } from '../base/dom.js';
import { checkEmail } from '../forms/checks.js';
import { Field, labelledField } from '../forms/field.js';
import { methodName } from '../methods/methods.js';
import { StripeElement } from './element.js';

const required = (text) => (text.trim() === '' ? 'incomplete' : null);

class FormElement extends StripeElement {
  get bleed() { return 4; }
  get loaderstarts() { return true; }

  build(document) {
    const labels = this.group.appearance.labels === 'floating' ? ' Labels--floating' : '';
    return element(document, 'div', { class: `Form${labels}` },
      ...this.fields.map((field) => labelledField(document, field, `${this._elementType}-${field.spec.name}Input`)));
  }
}

/** An email address, which goes to the session as it is typed. */
export class ContactDetailsElement extends FormElement {
  constructor(group, type, options) {
    super(group, type, options);
    this.email = new Field({
      name: 'email', label: 'email', type: 'email', autocomplete: 'email', placeholder: 'you@example.com', check: checkEmail,
    }, this);
    this.fields = [this.email];
  }

  get title() { return 'Secure contact details frame'; }

  async prepare() {
    await this.group.intent();
    const { client } = this.group;
    if (client && this.email.empty) this.email.value = client.session.email || '';
    return {};
  }

  changed() {
    const { client } = this.group;
    if (client && this.email.complete) client.remember({ email: this.email.value.trim() });
    super.changed();
  }

  describe() { return { ...super.describe(), value: { email: this.email.value.trim() } }; }
}

const TAX_ID_TYPES = { eu_vat: 'EU VAT', gb_vat: 'GB VAT', us_ein: 'US EIN', au_abn: 'AU ABN', br_cnpj: 'BR CNPJ', ch_vat: 'CH VAT', in_gst: 'IN GST' };

export class TaxIdElement extends FormElement {
  constructor(group, type, options) {
    super(group, type, options);
    const optional = (options.validation || {}).taxId !== 'always' && options.visibility !== 'always';
    this.name = new Field({ name: 'businessName', label: 'organization', autocomplete: 'organization', check: optional ? () => null : required }, this);
    this.kind = new Field({
      name: 'taxIdType', label: 'taxId', value: 'eu_vat', options: () => Object.entries(TAX_ID_TYPES).map(([value, label]) => ({ value, label })),
    }, this);
    this.number = new Field({ name: 'taxId', label: 'taxId', autocapitalize: 'characters', check: optional ? () => null : required }, this);
    this.fields = [this.name, this.kind, this.number];
  }

  get title() { return 'Secure tax ID frame'; }
  get value() { return { businessName: this.name.value, externalTaxId: this.number.value, taxIdType: this.kind.value }; }
  describe() { return { ...super.describe(), value: this.value }; }

  changed() {
    const { client } = this.group;
    const taxId = { type: this.kind.value, value: this.number.value.replace(/\s/g, '') };
    if (client) client.remember({ taxIdInfo: this.number.empty ? null : { taxId, businessName: this.name.value } });
    super.changed();
  }
}

/** Sessions have one currency here, which is shown as the only choice. */
export class CurrencySelectorElement extends StripeElement {
  get title() { return 'Currency'; }
  get complete() { return true; }
  get empty() { return false; }
  get incompleteness() { return null; }
  get loaderstarts() { return true; }

  async prepare() {
    await this.group.intent();
    return {};
  }

  build(document) {
    const { currency = '', amount } = this.group.total;
    const text = amount === undefined ? currency.toUpperCase()
      : new Intl.NumberFormat(this.group.language, { style: 'currency', currency }).format(
        amount / 10 ** new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits);
    return element(document, 'div', { class: 'Form' }, element(document, 'button', {
      type: 'button', class: 'Tab Tab--selected Tab--whole', 'aria-pressed': 'true', 'data-testid': 'currency',
    }, element(document, 'span', { class: 'TabLabel' }, `${currency.toUpperCase()} · ${text}`)));
  }

  sessionChanged() { this.rebuild(); }
  describe() { return {}; }
}

/** What the customer agrees to by paying. */
export class TermsElement extends StripeElement {
  get title() { return 'Terms'; }
  get complete() { return true; }
  get empty() { return false; }
  get incompleteness() { return null; }

  async prepare() {
    await this.group.intent();
    return {};
  }

  build(document) {
    const { client } = this.group;
    const business = (client && client.session.businessName) || this.words.thisBusiness;
    return element(document, 'p', { class: 'TermsText' }, this.words.cardTerms(business));
  }

  describe() { return {}; }
}

/** “4 payments of …”: what buy now, pay later would be for an amount. */
export class PaymentMethodMessagingElement extends StripeElement {
  get title() { return 'Payment method messaging'; }
  get complete() { return true; }
  get empty() { return false; }
  get incompleteness() { return null; }

  build(document) {
    const { amount = 0, currency = 'USD', paymentMethodTypes, paymentMethods } = this.options;
    const names = (paymentMethodTypes || paymentMethods || ['affirm', 'afterpay_clearpay', 'klarna']).map((type) => methodName(type, this.words));
    const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits;
    const part = new Intl.NumberFormat(this.group.language, { style: 'currency', currency }).format(Math.ceil(amount / 4) / 10 ** digits);
    const list = new Intl.ListFormat(this.group.language, { type: 'disjunction' }).format(names);
    return element(document, 'p', { class: 'TermsText', 'data-testid': 'messaging' }, `4 × ${part} · ${list}`);
  }

  update(options) {
    super.update(options);
    if (this.ready) this.rebuild();
    return this;
  }

  describe() { return {}; }
}
