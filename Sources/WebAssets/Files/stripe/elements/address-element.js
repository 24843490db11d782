// The Address Element, in shipping or billing mode.

import { element } from '../base/dom.js';
import { addressFormat, checkPostalCodeOf, countryOptions } from '../base/regions.js';
import { Field, labelledField } from '../forms/field.js';
import { StripeElement } from './element.js';

const optional = () => null;
const required = (name) => (text) => (text.trim() === '' ? `incomplete_${name}` : null);

export class AddressElement extends StripeElement {
  constructor(group, type, options) {
    super(group, type, options);
    this.mode = options.mode;
    const defaults = options.defaultValues || {};
    const address = defaults.address || {};
    const countries = options.allowedCountries;
    const listener = this.fieldListener();
    const field = (name, label, value, spec) => new Field({ name, label, value, check: required(name), ...spec }, listener);
    const fill = (token) => `${this.mode} ${token}`;
    const names = (defaults.name || '').split(' ');
    this.name = field('name', 'Full name', defaults.name, { autocomplete: fill('name'), placeholder: 'First and last name' });
    this.firstName = field('firstName', 'First name', defaults.firstName || names[0], { autocomplete: fill('given-name') });
    this.lastName = field('lastName', 'Last name', defaults.lastName || names.slice(1).join(' '),
      { autocomplete: fill('family-name') });
    this.country = new Field({
      name: 'country', label: 'Country or region', autocomplete: fill('country'),
      value: address.country || (countries && countries.length > 0 ? countries[0] : 'US'),
      options: countryOptions(group.language, countries),
    }, (field, event) => this.countryChanged(event));
    this.line1 = field('addressLine1', 'Address line 1', address.line1,
      { autocomplete: fill('address-line1'), placeholder: 'Street address' });
    this.line2 = field('addressLine2', 'Address line 2', address.line2,
      { autocomplete: fill('address-line2'), placeholder: 'Apt., suite, unit number, etc. (optional)', check: optional });
    this.city = field('locality', 'City', address.city, { autocomplete: fill('address-level2') });
    this.state = field('administrativeArea', 'State', address.state, { autocomplete: fill('address-level1') });
    this.postalCode = field('postalCode', 'ZIP code', address.postal_code, {
      autocomplete: fill('postal-code'), check: (text) => checkPostalCodeOf(this.country.value, text),
    });
    this.phone = field('phone', 'Phone number', defaults.phone, { autocomplete: fill('tel'), type: 'tel' });
    if (((options.validation || {}).phone || {}).required === 'never') this.phone.spec.check = optional;
    this.arrange();
  }

  get title() { return 'Secure address input frame'; }
  get bleed() { return 4; }
  get loaderstarts() { return true; }

  /** Which fields the country's addresses have, and what they are called there. */
  arrange() {
    const format = addressFormat(this.country.value);
    const { name = 'full' } = this.options.display || {};
    this.name.spec.label = name === 'organization' ? 'Organization' : 'Full name';
    this.city.spec.label = format.city;
    this.state.spec.label = format.state;
    this.state.spec.options = format.states && [{ value: '', label: 'Select' }, ...format.states];
    this.postalCode.spec.label = format.postalCode;
    this.fields = [
      ...(name === 'split' ? [this.firstName, this.lastName] : [this.name]),
      this.country, this.line1, this.line2, this.city,
      ...(format.state ? [this.state] : []),
      ...(format.postalCode ? [this.postalCode] : []),
      ...((this.options.fields || {}).phone === 'always' ? [this.phone] : []),
    ];
  }

  build(document) {
    this.arrange();
    const halves = [this.firstName, this.lastName, this.state, this.postalCode];
    const pair = this.fields.includes(this.state) && this.fields.includes(this.postalCode);
    const labels = this.group.appearance.labels === 'floating' ? ' Labels--floating' : '';
    return element(document, 'div', { class: `Form${labels}`, role: 'group', 'aria-label': `${this.mode} address` },
      ...this.fields.map((field) => {
        const half = halves.includes(field) && (pair || (field !== this.state && field !== this.postalCode));
        return labelledField(document, field, `${this.mode}-${field.spec.name}Input`, { half });
      }));
  }

  countryChanged(event) {
    if (event !== 'input') return;
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
    return this.fields.every((field) => field.empty || field === this.country);
  }

  get value() {
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
    return { elementMode: this.mode, ...super.describe(), isNewAddress: true, value: this.value };
  }

  async getValue() {
    this.assertAlive();
    return { complete: this.complete, isNewAddress: true, value: this.value };
  }
}
