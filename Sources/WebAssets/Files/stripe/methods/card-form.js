// Card details.

import { brandIcon } from '../base/icons.js';
import { CHECKS_POSTAL_CODE, checkPostalCodeOf, countryOptions, isUSLike } from '../base/regions.js';
import { cardParameters, cvcField, expiryField, numberField } from '../forms/card-fields.js';
import { brandOf, cvcLength, digitsOf, fundingOf } from '../forms/cards.js';
import { Field } from '../forms/field.js';
import { testCardMenu, testExpiry } from '../forms/test-cards.js';
import { element } from '../base/dom.js';
import { MethodForm } from './method-form.js';

const POSTAL_CODE_HINTS = { US: '12345', PR: '00901', GB: 'WS11 1DB', CA: 'M5T 1T4' };

export class CardForm extends MethodForm {
  constructor(host, names = {}) {
    super('card', host);
    const { address = {} } = (host.options.defaultValues || {}).billingDetails || {};
    this.number = numberField(this, { name: names.number || 'number' });
    this.expiry = expiryField(this, { name: names.expiry || 'expiry' });
    this.cvc = cvcField(this, () => this.number.value, { name: names.cvc || 'cvc' });
    this.country = new Field({
      name: names.country || 'country', label: 'country', autocomplete: 'billing country', value: address.country || 'US',
      options: () => countryOptions(host.language), onInput: () => this.countryChanged(),
    }, this);
    this.postalCode = new Field({
      name: names.postalCode || 'postalCode', autocomplete: 'billing postal-code', value: address.postal_code,
      check: (text) => checkPostalCodeOf(this.country.value, text),
    }, this);
    this.namePostalCode();
    this.country.billingPath = ['address', 'country'];
    this.postalCode.billingPath = ['address', 'postal_code'];
    this.arrange();
  }

  arrange() {
    const { hasBillingAddress } = this.host;
    this.fields = [this.number, this.expiry, this.cvc];
    if (this.asksFor('address', 'country') && !hasBillingAddress) this.fields.push(this.country);
    if (this.asksFor('address', 'postalCode') && !hasBillingAddress && CHECKS_POSTAL_CODE.includes(this.country.value)) {
      this.fields.push(this.postalCode);
    }
  }

  build(document, options) {
    this.icon = brandIcon(document, this.brand);
    return super.build(document, { ...options, icons: new Map([[this.number, this.icon]]), halves: [this.expiry, this.cvc] });
  }

  menu(document) {
    if (!this.host.offersTestCards) return null;
    const menu = testCardMenu(document, { label: 'Sandbox test cards', choose: (number) => this.fill(number) });
    return element(document, 'div', { class: 'Sandbox' }, menu);
  }

  notice(document) {
    return this.showsTerms(this.host.reusesMethod) ? this.note(document, this.words.cardTerms(this.business)) : null;
  }

  namePostalCode() {
    const { spec } = this.postalCode;
    spec.label = isUSLike(this.country.value) ? 'zipCode' : 'postalCode';
    spec.placeholder = POSTAL_CODE_HINTS[this.country.value];
  }

  countryChanged() {
    this.namePostalCode();
    this.host.redraw();
  }

  get brand() { return brandOf(this.number.value).brand; }

  /** Draws the brand that the number has come to be of. */
  showBrand() {
    if (!this.icon) return;
    const icon = brandIcon(this.icon.ownerDocument, this.brand);
    this.icon.replaceWith(icon);
    this.icon = icon;
  }

  /** The whole number, or nothing yet. */
  get known() { return this.number.complete ? digitsOf(this.number.value) : ''; }

  describeCard() {
    return { brands: [this.brand], funding: fundingOf(this.known) };
  }

  fill(number) {
    this.number.set(number);
    this.expiry.set(testExpiry());
    this.cvc.set('1234'.slice(0, cvcLength(number)));
    if (this.postalCode.empty) this.postalCode.set(isUSLike(this.country.value) ? '42424' : 'M5T 1T4');
    this.host.fieldChanged(this.number, 'fill');
  }

  get details() {
    return cardParameters({ number: this.number.value, expiry: this.expiry.value, cvc: this.cvc.value });
  }
}
