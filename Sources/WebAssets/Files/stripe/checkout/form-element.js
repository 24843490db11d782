// The whole form of Checkout as one Element: `createForm()` of `initCheckoutFormSdk`.

import { element } from '../base/dom.js';
import { checkEmail } from '../forms/checks.js';
import { Field, labelledField } from '../forms/field.js';
import { PaymentElement } from '../elements/payment-element.js';
import { formatAmount } from './money.js';

/** A Payment Element with an email address above and a button below, which asks the app to confirm. */
export class CheckoutFormElement extends PaymentElement {
  constructor(group, type, options) {
    super(group, type, options);
    this.email = new Field({
      name: 'email', label: 'email', type: 'email', autocomplete: 'email', placeholder: 'you@example.com', check: checkEmail,
    }, this);
  }

  get title() { return 'Secure checkout frame'; }
  get fields() { return [this.email, ...super.fields]; }
  set fields(_) {}

  async prepare() {
    const answer = await super.prepare();
    const { client } = this.group;
    if (client && this.email.empty) this.email.value = client.session.email || '';
    return answer;
  }

  build(document) {
    const { client } = this.group;
    const text = client ? formatAmount(client.page.amount_total, client.page.currency, this.language) : '';
    const button = element(document, 'button', { type: 'button', class: 'PayButton', 'data-testid': 'checkout-form-submit' }, text);
    button.addEventListener('click', () => this.pay());
    return element(document, 'div', {},
      element(document, 'div', { class: 'Form Form--above' }, labelledField(document, this.email, 'checkout-emailInput')),
      super.build(document), button);
  }

  changed() {
    const { client } = this.group;
    if (client && this.email.complete) client.remember({ email: this.email.value.trim() });
    super.changed();
  }

  pay() {
    this.demand();
    const wrong = this.fields.find((field) => !field.complete);
    if (wrong) {
      this.focusField(wrong);
      return;
    }
    this.emit('confirm', { elementType: this._elementType, billingDetails: this.methodParameters.billing_details, paymentFailed: () => {} });
  }

  sessionChanged() { this.rebuild(); }

  async getValue() { return { complete: this.complete, value: { email: this.email.value } }; }
  async setView() {}
}
