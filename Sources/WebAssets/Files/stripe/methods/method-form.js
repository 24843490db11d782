// The fields of one way to pay. A host (the Payment Element, a hosted page) shows one of several.

/**
 * @typedef {object} Host
 * @property {object} words of its language
 * @property {string} language
 * @property {object} options those of the Payment Element: `fields`, `terms`, `business`, `defaultValues`, `readOnly`
 * @property {boolean} offersTestCards
 * @property {boolean} reusesMethod whether the method is kept for later payments
 * @property {boolean} hasBillingAddress whether another form asks for the billing address
 * @property {(field: object, event: string) => void} fieldChanged
 * @property {() => void} redraw the set of fields has changed
 */

import { element } from '../base/dom.js';
import { countryOptions } from '../base/regions.js';
import { checkEmail } from '../forms/checks.js';
import { Field, labelledField } from '../forms/field.js';

const required = (name) => (text) => (text.trim() === '' ? `incomplete_${name}` : null);

/** The parts of the billing details, and their fields. */
const BILLING_FIELDS = {
  name: { name: 'name', label: 'fullName', hint: 'fullNameHint', autocomplete: 'billing name', path: ['name'] },
  email: { name: 'email', label: 'email', type: 'email', placeholder: 'you@example.com', autocomplete: 'email', check: checkEmail, path: ['email'] },
  phone: { name: 'phone', label: 'phone', type: 'tel', autocomplete: 'tel', path: ['phone'] },
  line1: { name: 'addressLine1', label: 'line1', hint: 'line1Hint', autocomplete: 'billing address-line1', path: ['address', 'line1'] },
  city: { name: 'locality', label: 'city', autocomplete: 'billing address-level2', path: ['address', 'city'] },
  state: { name: 'administrativeArea', label: 'state', autocomplete: 'billing address-level1', path: ['address', 'state'] },
  country: { name: 'country', label: 'country', autocomplete: 'billing country', path: ['address', 'country'] },
  postal_code: { name: 'postalCode', label: 'postalCode', autocomplete: 'billing postal-code', path: ['address', 'postal_code'] },
};

export class MethodForm {
  /** @param {Host} host */
  constructor(type, host) {
    this.type = type;
    this.host = host;
    this.fields = [];
  }

  get words() { return this.host.words; }
  fieldChanged(field, event) { this.host.fieldChanged(field, event); }

  /** What the app says of the billing details, for this type or for all. */
  get rules() {
    const { fields = {} } = this.host.options;
    return (fields[this.type] || {}).billingDetails || fields.billingDetails;
  }

  /** Whether the form asks for this part of the billing details, or leaves it to the app. */
  asksFor(...path) {
    let rule = this.rules;
    for (const part of path) rule = rule && typeof rule === 'object' ? rule[part] : rule;
    return rule !== 'never';
  }

  billingField(part) {
    const { path, ...spec } = BILLING_FIELDS[part];
    const defaults = (this.host.options.defaultValues || {}).billingDetails || {};
    const value = path.reduce((found, step) => (found || {})[step], defaults);
    const isCountry = part === 'country';
    const field = new Field({
      check: isCountry ? undefined : required(spec.name), ...spec, value: value || (isCountry ? this.firstCountry : undefined),
      options: isCountry ? () => countryOptions(this.host.language) : undefined,
    }, this);
    field.billingPath = path;
    return field;
  }

  /** Where the form starts. */
  get firstCountry() { return 'US'; }

  wantsBilling(part) {
    const { path } = BILLING_FIELDS[part];
    const names = { postal_code: 'postalCode' };
    if (path[0] === 'address' && this.host.hasBillingAddress) return false;
    return this.asksFor(...path.map((step) => names[step] || step));
  }

  /** Which of its fields are there now. */
  arrange() {}

  build(document, { id = (field) => `payment-${field.spec.name}Input`, icons = new Map(), halves = [] } = {}) {
    this.arrange();
    for (const field of this.fields) field.spec.disabled = Boolean(this.host.options.readOnly);
    return [
      this.menu(document),
      ...this.fields.map((field) => labelledField(document, field, id(field), { half: halves.includes(field), icon: icons.get(field) })),
      this.notice(document),
    ].filter(Boolean);
  }

  menu() { return null; }
  notice() { return null; }

  note(document, text) {
    return text ? element(document, 'p', { class: 'TermsText' }, text) : null;
  }

  get business() { return (this.host.options.business || {}).name || this.words.thisBusiness; }

  /** Whether the app wants terms shown for this type. */
  showsTerms(auto) {
    const name = this.type.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
    const rule = (this.host.options.terms || {})[name] || 'auto';
    return rule === 'always' || (rule === 'auto' && auto);
  }

  // What it says to the API.

  get details() { return {}; }
  /** `payment_method_options` that belong to the payment, not to the method. */
  get choices() { return undefined; }

  /** What the form knows of the billing details; undefined where it did not ask. */
  get billingDetails() {
    const defaults = (this.host.options.defaultValues || {}).billingDetails || {};
    const found = { name: defaults.name, email: defaults.email, phone: defaults.phone, address: { ...defaults.address } };
    for (const field of this.fields) {
      const [first, second] = field.billingPath || [];
      if (second) found.address[second] = field.value;
      else if (first) found[first] = field.value;
    }
    return found;
  }

  get parameters() { return { type: this.type, [this.type]: this.details, billing_details: this.billingDetails }; }
}
