// What the customer may change of themselves: name, email, phone, addresses, tax ids, as the configuration allows.

import { TaxIDFields } from '../checkout/tax-id.js';
import { business } from '../hosted/data.js';
import { Address, Section } from '../hosted/sections.js';
import { voice } from '../hosted/voice.js';
import { h } from '../shared/dom.js';
import { checkEmail } from '../stripe/forms/checks.js';

const linesOf = ({ line1, line2, postal_code: code, city, state, country } = {}) => [line1, line2, [code, city, state].filter(Boolean).join(' '), country];

export function billingDetails(portal, customer) {
  const { words } = voice;
  const taxIDs = ((customer.tax_ids || {}).data || []).map(({ value }) => value);
  const lines = [customer.name, customer.email, customer.phone, ...linesOf(customer.address || undefined), ...taxIDs];
  const section = h('section', { class: 'Part', 'data-testid': 'billing-details' }, h('h2', {}, words.billingDetails));
  const edit = () => {
    const form = new DetailsForm(portal, customer).node;
    section.replaceChildren(section.firstChild, form);
    const first = form.querySelector('input, select');
    if (first && !portal.flow) first.focus();
  };
  const { shipping } = customer;
  section.append(h('div', { class: 'Row' }, h('div', {}, lines.filter(Boolean).map((line) => h('p', {}, line)),
    shipping ? [h('p', { class: 'Soft' }, words.shippingDetails), [shipping.name, ...linesOf(shipping.address)].filter(Boolean).map((line) => h('p', {}, line))] : null),
  h('button', { class: 'Button', type: 'button', onclick: edit, 'data-testid': 'edit-billing-details' }, words.updateDetails)));
  if (portal.flow) edit();
  return section;
}

class DetailsForm {
  constructor(portal, customer) {
    this.portal = portal;
    this.customer = customer;
    const { allowed_updates: allowed } = portal.features.customer_update;
    const may = (what) => allowed.includes(what);
    const field = (section, name, label, more) => section.field({ name, label, value: customer[name] || '', ...more });
    this.contact = new Section(undefined, this);
    this.contact.fields = [
      may('name') ? field(this.contact, 'name', 'fullName', { autocomplete: 'name' }) : null,
      may('email') ? field(this.contact, 'email', 'email', { type: 'email', check: checkEmail }) : null,
      may('phone') ? field(this.contact, 'phone', 'phone', { type: 'tel', check: () => null }) : null,
    ].filter(Boolean);
    this.address = may('address') ? new Address(this, 'billing', { address: customer.address || {}, namesPerson: false }) : null;
    const { shipping } = customer;
    this.shipping = may('shipping') && shipping
      ? new Address(this, 'shipping', { title: voice.words.shippingDetails, name: shipping.name || '', address: shipping.address || {} }) : null;
    this.taxID = may('tax_id') ? new TaxIDFields(this) : null;
    this.sections = [this.contact, this.address, this.shipping].filter(Boolean);
    this.problem = h('p', { class: 'Notice', role: 'alert' });
    this.node = h('form', { class: 'Panel', novalidate: true, onsubmit: (event) => this.save(event), 'aria-label': voice.words.billingDetails },
      this.sections.map((section) => section.build()), this.taxID ? this.taxID.build() : null, this.problem,
      h('div', { class: 'Buttons' }, h('button', { class: 'Button Button--primary', type: 'submit', 'data-testid': 'save-billing-details' }, this.words.save),
        portal.flow ? null : h('button', { class: 'Button', type: 'button', onclick: () => portal.show() }, this.words.cancel)));
  }

  get words() { return voice.words; }
  get language() { return voice.language; }
  fieldChanged(field) { field.refresh(); }
  addressChanged() {}

  async save(event) {
    event.preventDefault();
    this.sections.forEach((section) => section.demand());
    const wrong = this.sections.map((section) => section.wrong).find(Boolean);
    if (wrong) return wrong.input.focus();
    const contact = Object.fromEntries(this.contact.fields.map((field) => [field.spec.name, field.value.trim()]));
    const address = this.address ? this.address.value.address : undefined;
    const shipping = this.shipping ? this.shipping.value : undefined;
    const { error } = await business.post(`/v1/customers/${this.customer.id}`, { ...contact, address, shipping });
    const added = !error && this.taxID && this.taxID.value ? await business.post(`/v1/customers/${this.customer.id}/tax_ids`, this.taxID.value) : {};
    const problem = error || added.error;
    if (problem) this.problem.textContent = problem.message;
    else await this.portal.finished();
    return undefined;
  }
}
