// The Address Element, in shipping or billing mode.

import { element } from '../base/dom.js';
import { addressFormat, checkPostalCodeOf, countryOptions } from '../base/regions.js';
import { Field, labelledField } from '../forms/field.js';
import { StripeElement } from './element.js';

const optional = () => null;
const PO_BOX = /\b(p\.?\s*o\.?\s*box|post office box|postfach|apartado|bo[iî]te postale|caixa postal)\b/i;
const required = (name) => (text) => (text.trim() === '' ? `incomplete_${name}` : null);

function describeContact({ name, address = {} }, index) {
  return { value: String(index), label: [name, address.line1, address.city].filter(Boolean).join(', ') };
}

export class AddressElement extends StripeElement {
  constructor(group, type, options) {
    super(group, type, options);
    this.mode = options.mode;
    const defaults = options.defaultValues || {};
    const address = defaults.address || {};
    const countries = options.allowedCountries;
    const field = (name, label, value, spec) => new Field({ name, label, value, check: required(name), ...spec }, this);
    const fill = (token) => `${this.mode} ${token}`;
    const names = (defaults.name || '').split(' ');
    this.name = field('name', 'fullName', defaults.name, { autocomplete: fill('name'), hint: 'fullNameHint' });
    this.firstName = field('firstName', 'firstName', defaults.firstName || names[0], { autocomplete: fill('given-name') });
    this.lastName = field('lastName', 'lastName', defaults.lastName || names.slice(1).join(' '),
      { autocomplete: fill('family-name') });
    this.country = new Field({
      name: 'country', label: 'countryOrRegion', autocomplete: fill('country'),
      value: address.country || (countries && countries.length > 0 ? countries[0] : 'US'),
      options: () => countryOptions(this.group.language, countries), onInput: () => this.countryChanged(),
    }, this);
    this.line1 = field('addressLine1', 'line1', address.line1,
      {
      autocomplete: fill('address-line1'), hint: 'line1Hint',
      check: (text) => (this.options.blockPoBox && PO_BOX.test(text) ? 'invalid_po_box' : required('addressLine1')(text)),
    });
    this.line2 = field('addressLine2', 'line2', address.line2,
      { autocomplete: fill('address-line2'), hint: 'line2Hint', check: optional });
    this.city = field('locality', 'city', address.city, { autocomplete: fill('address-level2') });
    this.state = field('administrativeArea', 'state', address.state, { autocomplete: fill('address-level1') });
    this.postalCode = field('postalCode', 'zipCode', address.postal_code, {
      autocomplete: fill('postal-code'), check: (text) => checkPostalCodeOf(this.country.value, text),
    });
    this.phone = field('phone', 'phone', defaults.phone, { autocomplete: fill('tel'), type: 'tel' });
    if (((options.validation || {}).phone || {}).required === 'never') this.phone.spec.check = optional;
    this.contacts = options.contacts || [];
    this.contact = new Field({
      name: 'contact', label: 'savedAddress', value: '', onInput: () => this.takeContact(),
      options: () => [{ value: '', label: this.words.newAddress }, ...this.contacts.map(describeContact)],
    }, this);
    this.arrange();
  }

  /** Fills in one of the contacts that the app knows. */
  takeContact() {
    const { name = '', phone = '', address = {} } = this.contacts[Number(this.contact.value || NaN)] || {};
    const [first, ...others] = name.split(' ');
    const values = [
      [this.name, name], [this.firstName, first], [this.lastName, others.join(' ')], [this.phone, phone], [this.line1, address.line1],
      [this.line2, address.line2], [this.city, address.city], [this.state, address.state], [this.postalCode, address.postal_code],
    ];
    if (address.country) this.country.value = address.country;
    for (const [field, value] of values) field.value = value || '';
    this.rebuild();
    this.changed();
  }

  get isNewAddress() { return this.contact.empty; }

  get title() { return 'Secure address input frame'; }
  get bleed() { return 4; }
  get loaderstarts() { return true; }

  /** Which fields the country's addresses have, and what they are called there. */
  arrange() {
    const format = addressFormat(this.country.value);
    const { display: { name = 'full' } = {}, fields = {} } = this.options;
    this.name.spec.label = name === 'organization' ? 'organization' : 'fullName';
    this.city.spec.label = format.city;
    this.state.spec.label = format.state;
    this.state.spec.options = format.states && (() => [{ value: '', label: this.words.select }, ...format.states]);
    this.postalCode.spec.label = format.postalCode;
    this.fields = [
      ...(this.contacts.length > 0 ? [this.contact] : []),
      ...(fields.name === 'never' ? [] : name === 'split' ? [this.firstName, this.lastName] : [this.name]),
      this.country, this.line1, this.line2, this.city,
      ...(format.state ? [this.state] : []),
      ...(format.postalCode ? [this.postalCode] : []),
      ...(fields.phone === 'always' ? [this.phone] : []),
    ];
  }

  /** The address of the other mode, where the group lets this one be the same. */
  get twin() {
    const { syncAddressCheckbox: synced = 'none' } = this.group.options;
    return synced === this.mode ? this.group.address(this.mode === 'billing' ? 'shipping' : 'billing') : undefined;
  }

  get isSynced() { return this.wantsSync === true && this.twin !== undefined; }

  checkbox(document) {
    if (!this.twin) return null;
    const box = element(document, 'input', { type: 'checkbox', name: 'sameAddress', checked: this.isSynced });
    box.addEventListener('change', () => {
      this.wantsSync = box.checked;
      this.rebuild();
      this.changed();
    });
    return element(document, 'label', { class: 'Check' }, box, this.words.sameAddress);
  }

  build(document) {
    this.arrange();
    const halves = [this.firstName, this.lastName, this.state, this.postalCode];
    const pair = this.fields.includes(this.state) && this.fields.includes(this.postalCode);
    const labels = this.group.appearance.labels === 'floating' ? ' Labels--floating' : '';
    return element(document, 'div', { class: `Form${labels}`, role: 'group', 'aria-label': `${this.mode} address` },
      this.checkbox(document),
      ...(this.isSynced ? [] : this.fields).map((field) => {
        const half = halves.includes(field) && (pair || (field !== this.state && field !== this.postalCode));
        return labelledField(document, field, `${this.mode}-${field.spec.name}Input`, { half });
      }));
  }

  countryChanged() {
    this.state.value = '';
    this.rebuild();
    this.changed();
  }

  update(options) {
    super.update(options);
    if (this.ready) this.rebuild();
    return this;
  }

  get empty() {
    return this.fields.every((field) => field.empty || [this.country, this.contact].includes(field));
  }

  get complete() { return this.isSynced ? this.twin.complete : super.complete; }
  get incompleteness() { return this.isSynced ? this.twin.incompleteness : super.incompleteness; }

  get value() {
    if (this.isSynced) return this.twin.value;
    const shown = (field) => (this.fields.includes(field) && !field.empty ? field.value : null);
    const split = this.fields.includes(this.firstName);
    const value = {
      name: split ? `${this.firstName.value} ${this.lastName.value}`.trim() : this.name.value,
      ...(split ? { firstName: this.firstName.value, lastName: this.lastName.value } : {}),
      address: {
        line1: this.line1.value, line2: shown(this.line2), city: this.city.value, country: this.country.value,
        state: shown(this.state) || '', postal_code: shown(this.postalCode) || '',
      },
    };
    return this.fields.includes(this.phone) ? { ...value, phone: this.phone.value } : value;
  }

  describe() {
    return { elementMode: this.mode, ...super.describe(), isNewAddress: this.isNewAddress, value: this.value };
  }

  async getValue() {
    this.assertAlive();
    return { complete: this.complete, isNewAddress: this.isNewAddress, value: this.value };
  }
}
