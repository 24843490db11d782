// Parts of the form: a heading, and fields that know whether they are filled in.

import { h } from '../shared/dom.js';
import { addressFormat, checkPostalCodeOf, countryOptions } from '../stripe/base/regions.js';
import { checkEmail } from '../stripe/forms/checks.js';
import { Field, labelledField } from '../stripe/forms/field.js';

const required = (text) => (text.trim() === '' ? 'incomplete' : null);

/** Fields under a heading. `owner` is told of changes. */
export class Section {
  constructor(title, owner) {
    this.title = title;
    this.owner = owner;
    this.fields = [];
  }

  field(spec) {
    return new Field({ check: required, ...spec }, this.owner);
  }

  build(halves = []) {
    const rows = this.fields.map((field) => labelledField(document, field, field.spec.name, { half: halves.includes(field) }));
    return h('section', { class: 'Section', 'data-testid': this.testID }, this.title ? h('h2', {}, this.title) : null,
      h('div', { class: 'Form' }, rows));
  }

  get wrong() { return this.fields.find((field) => !field.complete); }
  demand() { this.fields.forEach((field) => field.demand()); }
}

export class Contact extends Section {
  constructor(owner, { email, phone, isFixed, asksForPhone }) {
    super(owner.words.contact, owner);
    this.testID = 'contact-section';
    this.email = this.field({
      name: 'email', label: 'email', type: 'email', inputMode: 'email', autocomplete: 'email', placeholder: 'email@example.com', value: email,
      check: checkEmail, disabled: isFixed,
    });
    this.phone = this.field({ name: 'phoneNumber', label: 'phone', type: 'tel', inputMode: 'tel', autocomplete: 'tel', value: phone });
    this.fields = asksForPhone ? [this.email, this.phone] : [this.email];
  }
}

/** An address, as its country writes it. */
export class Address extends Section {
  /** @param {'shipping' | 'billing'} mode */
  constructor(owner, mode, { countries, name = '', address = {}, namesPerson = true, title }) {
    super(title, owner);
    this.testID = `${mode}-address-section`;
    this.mode = mode;
    this.namesPerson = namesPerson;
    const fill = (token) => `${mode} ${token}`;
    this.name = this.field({ name: `${mode}Name`, label: 'fullName', autocomplete: fill('name'), value: name });
    this.country = this.field({
      name: `${mode}Country`, label: 'countryOrRegion', autocomplete: fill('country'), check: undefined,
      value: address.country || (countries && countries[0]) || 'US', options: () => countryOptions(owner.language, countries),
      onInput: () => {
        this.state.value = '';
        this.redraw();
        owner.addressChanged(this);
      },
    });
    const part = (key, suffix, label, value, spec = {}) => this.field({ name: `${mode}${suffix}`, label, autocomplete: fill(key), value, ...spec });
    this.line1 = part('address-line1', 'AddressLine1', 'line1', address.line1, { hint: 'line1Hint' });
    this.line2 = part('address-line2', 'AddressLine2', 'line2', address.line2, { hint: 'line2Hint', check: () => null });
    this.city = part('address-level2', 'Locality', 'city', address.city);
    this.state = part('address-level1', 'AdministrativeArea', 'state', address.state);
    this.postalCode = part('postal-code', 'PostalCode', 'postalCode', address.postal_code,
      { check: (text) => checkPostalCodeOf(this.country.value, text) });
    this.arrange();
  }

  arrange() {
    const format = addressFormat(this.country.value);
    this.city.spec.label = format.city;
    this.state.spec.label = format.state;
    this.state.spec.options = format.states && (() => [{ value: '', label: this.owner.words.select }, ...format.states]);
    this.postalCode.spec.label = format.postalCode;
    this.fields = [
      ...(this.namesPerson ? [this.name] : []), this.country, this.line1, this.line2, this.city,
      ...(format.state ? [this.state] : []), ...(format.postalCode ? [this.postalCode] : []),
    ];
  }

  build() {
    this.arrange();
    const pair = this.fields.includes(this.state) && this.fields.includes(this.postalCode) ? [this.state, this.postalCode] : [];
    this.node = super.build(pair);
    return this.node;
  }

  redraw() {
    const old = this.node;
    const focused = document.activeElement && document.activeElement.id;
    old.replaceWith(this.build());
    const again = focused && document.getElementById(focused);
    if (again) again.focus();
  }

  get value() {
    const shown = (field) => (this.fields.includes(field) && !field.empty ? field.value : undefined);
    return {
      name: this.name.value,
      address: {
        country: this.country.value, line1: this.line1.value, line2: shown(this.line2), city: this.city.value,
        state: shown(this.state), postal_code: shown(this.postalCode),
      },
    };
  }
}

/** The session's own questions: texts, numbers, choices. */
export class CustomFields extends Section {
  constructor(owner, definitions) {
    super(undefined, owner);
    this.testID = 'custom-fields-section';
    this.fields = definitions.map((definition) => this.customField(definition));
  }

  customField({ key, label, optional, type, dropdown, numeric, text }) {
    const rules = { numeric, text }[type] || {};
    const tooShort = (value) => value.length < (rules.minimum_length || 0) || value.length > (rules.maximum_length || 255);
    const field = this.field({
      name: key, label: label.custom, isOptional: optional, numeric: type === 'numeric', value: (rules.default_value || (dropdown || {}).default_value) || '',
      format: type === 'numeric' ? (value) => value.replace(/\D/g, '') : undefined,
      options: dropdown ? () => [{ value: '', label: this.owner.words.select }, ...dropdown.options] : undefined,
      check: (value) => {
        if (value.trim() === '') return optional ? null : 'incomplete';
        return tooShort(value) ? 'incomplete' : null;
      },
    });
    field.type = type;
    return field;
  }

  get value() {
    return this.fields.filter((field) => !field.empty).map((field) => ({ key: field.spec.name, [field.type]: { value: field.value } }));
  }
}
