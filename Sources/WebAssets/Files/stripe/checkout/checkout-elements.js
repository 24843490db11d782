// A group of Elements whose amount, ways to pay and customer are those of a Checkout Session.

import { Elements } from '../elements/elements.js';
import { CheckoutFormElement } from './form-element.js';

export class CheckoutElements extends Elements {
  constructor(api, options, more) {
    super(api, options, more);
    this.connected = new Promise((resolve) => { this.connect = resolve; }).then((client) => this.follow(client));
  }

  follow(client) {
    this.client = client;
    const told = () => {
      const { page, local } = client;
      const elements = [...this.elements.values()].filter((each) => each.container && 'incompleteness' in each);
      const email = local.email === undefined ? page.customer_email || (page.page.customer || {}).email : local.email;
      client.remember({ canConfirm: elements.length > 0 && elements.every((each) => each.incompleteness === null) && Boolean(email) });
    };
    this.tell = told;
    client.on('change', () => this.refreshTotals());
    told();
  }

  /** Elements that show amounts or ways to pay are drawn anew as the session changes. */
  refreshTotals() {
    for (const each of this.elements.values()) {
      if (each.sessionChanged && each.ready) each.sessionChanged(this.client.session);
    }
  }

  async intent() {
    await this.connected;
    return {};
  }

  get isCheckout() { return true; }
  get methodTypes() { return this.client ? this.client.page.payment_method_types : ['card']; }

  get total() {
    if (!this.client) return {};
    return { amount: this.client.page.amount_total, currency: this.client.page.currency };
  }

  get reusesMethod() {
    return Boolean(this.client) && this.client.page.mode !== 'payment';
  }

  kindOf(type) {
    return type === 'checkoutForm' ? CheckoutFormElement : super.kindOf(type);
  }

  /** The form of a group is what pays for it. */
  get payer() { return this.elements.get('checkoutForm') || super.payer; }

  create(type, given) {
    const made = super.create(type, given);
    made.on('change', () => this.tell && this.tell());
    if (type === 'address') made.on('change', ({ complete, value }) => this.keepAddress(made, complete, value));
    return made;
  }

  /** An address counts once it is whole; the amount may depend on where things are shipped to. */
  keepAddress(made, complete, { name, address }) {
    if (!this.client) return;
    const contact = complete ? { name, address } : null;
    const key = made.mode === 'shipping' ? 'shippingAddress' : 'billingAddress';
    this.client.remember({ [key]: contact });
    if (complete && made.mode === 'shipping') this.client.update({ shipping_address: address });
  }
}
