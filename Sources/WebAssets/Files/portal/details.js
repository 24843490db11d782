// Name, email and address of the customer, which they may change.

import { business } from '../hosted/data.js';
import { h } from '../shared/dom.js';
import { wordsOf } from '../stripe/base/language.js';
import { Address, Section } from '../hosted/sections.js';
import { checkEmail } from '../stripe/forms/checks.js';

export function billingDetails(portal, customer) {
  const address = customer.address || {};
  const lines = [customer.name, customer.email, address.line1, address.line2, [address.postal_code, address.city, address.state].filter(Boolean).join(' '), address.country];
  const section = h('section', { class: 'Part', 'data-testid': 'billing-details' }, h('h2', {}, 'Billing details'));
  const edit = () => section.replaceChildren(section.firstChild, new DetailsForm(portal, customer).node);
  section.append(h('div', { class: 'Row' }, h('div', {}, lines.filter(Boolean).map((line) => h('p', {}, line))),
    h('button', { class: 'Button', type: 'button', onclick: edit, 'data-testid': 'edit-billing-details' }, 'Update details')));
  return section;
}

class DetailsForm {
  constructor(portal, customer) {
    this.portal = portal;
    this.customer = customer;
    this.email = new Section(undefined, this);
    this.email.fields = [this.email.field({ name: 'email', label: 'email', type: 'email', value: customer.email || '', check: checkEmail })];
    this.address = new Address(this, 'billing', { name: customer.name || '', address: customer.address || {} });
    this.problem = h('p', { class: 'Notice', role: 'alert' });
    this.node = h('form', { class: 'Panel', novalidate: true, onsubmit: (event) => this.save(event) }, this.email.build(), this.address.build(), this.problem,
      h('div', { class: 'Buttons' }, h('button', { class: 'Button Button--primary', type: 'submit' }, 'Save'),
        h('button', { class: 'Button', type: 'button', onclick: () => portal.show() }, 'Cancel')));
  }

  get words() { return wordsOf('en'); }
  get language() { return 'en'; }
  fieldChanged(field) { field.refresh(); }
  addressChanged() {}

  async save(event) {
    event.preventDefault();
    this.email.demand();
    this.address.demand();
    if (this.email.wrong || this.address.wrong) return;
    const { name, address } = this.address.value;
    const { error } = await business.post(`/v1/customers/${this.customer.id}`, { name, address, email: this.email.fields[0].value.trim() });
    if (error) this.problem.textContent = error.message;
    else await this.portal.finished();
  }
}
