// A card form with a button that makes a payment method of it.

import { h } from '../shared/dom.js';
import { Api } from '../stripe/base/api.js';
import { voice } from './voice.js';
import { CardForm } from '../stripe/methods/card-form.js';

export const customer = new Api('pk_test_nestbox');
const NAMES = { number: 'cardNumber', expiry: 'cardExpiry', cvc: 'cardCvc', country: 'billingCountry', postalCode: 'billingPostalCode' };

export class CardEntry {
  /**
   * @param {{label: string, testID: string, reuses: boolean}} options
   * @param {(id: string) => Promise<string | undefined>} take does something with the payment method, or says why not
   */
  constructor({ label, testID, reuses }, take) {
    this.label = label;
    this.testID = testID;
    this.reusesMethod = reuses;
    this.take = take;
    this.form = new CardForm(this, NAMES);
    this.node = h('form', { class: 'Panel', novalidate: true, onsubmit: (event) => this.submit(event), 'aria-label': label });
    this.redraw();
  }

  // What the form asks of its host.
  get words() { return voice.words; }
  get language() { return voice.language; }
  get options() { return {}; }
  get offersTestCards() { return true; }
  get hasBillingAddress() { return false; }
  fieldChanged(field) {
    field.refresh();
    this.form.showBrand();
  }

  redraw() {
    this.problem = h('p', { class: 'Notice', role: 'alert' });
    this.button = h('button', { class: 'Button Button--primary', type: 'submit', 'data-testid': this.testID }, this.label);
    this.node.replaceChildren(h('div', { class: 'Form' }, this.form.build(document, { id: (field) => field.spec.name })), this.problem, this.button);
  }

  async submit(event) {
    event.preventDefault();
    this.form.fields.forEach((field) => field.demand());
    const wrong = this.form.fields.find((field) => !field.complete);
    if (wrong) {
      wrong.input.focus();
      return;
    }
    this.button.disabled = true;
    const { value, error } = await customer.post('/v1/payment_methods', this.form.parameters);
    const problem = error ? error.message : await this.take(value.id);
    this.button.disabled = false;
    this.problem.textContent = problem || '';
  }
}
