// `stripe.paymentRequest()`: the sandbox's own wallet in the place of Apple Pay and Google Pay.

import { Emitter } from '../base/emitter.js';
import { described, IntegrationError } from '../base/errors.js';
import { Wallet } from '../elements/wallet.js';

const REQUIRED = { country: 'string', currency: 'string', total: 'object' };

export class PaymentRequest extends Emitter {
  constructor(api, options) {
    super();
    this.api = api;
    for (const [name, type] of Object.entries(REQUIRED)) {
      // eslint-disable-next-line valid-typeof
      if (!options || typeof options[name] !== type) throw new IntegrationError(`stripe.paymentRequest(): ${name} should be a ${type}. You specified: ${described((options || {})[name])}.`);
    }
    this.options = options;
  }

  // What the wallet asks of what opened it.

  get group() { return { total: { amount: this.options.total.amount, currency: this.options.currency } }; }

  /** Which wallets there are: one, which poses as Google Pay, unless the app wants none of it. */
  async canMakePayment() {
    return (this.options.disableWallets || []).includes('googlePay') ? null : { applePay: false, googlePay: true, link: false };
  }

  isShowing() { return Boolean(this.wallet); }

  show() {
    if (this.wallet) throw new IntegrationError('paymentRequest.show(): the payment request is shown already.');
    const { displayItems = [], shippingOptions = [], requestShipping, requestPayerEmail, requestPayerPhone } = this.options;
    this.wallet = new Wallet(this, {
      lineItems: displayItems.map(({ label, amount }) => ({ name: label, amount })), emailRequired: requestPayerEmail, phoneNumberRequired: requestPayerPhone,
      shippingAddressRequired: requestShipping, shippingRates: shippingOptions.map(({ id, label, amount }) => ({ id, displayName: label, amount })),
    });
  }

  abort() {
    if (this.wallet) this.wallet.overlay.close();
    this.wallet = undefined;
  }

  update(changes) {
    if (this.wallet) throw new IntegrationError('paymentRequest.update() cannot be called while the payment request is shown.');
    this.options = { ...this.options, ...changes };
  }

  // What happens in the wallet, in the words of this API.

  hasListener(event) { return super.hasListener(this.named(event)); }
  named(event) { return event === 'shippingratechange' ? 'shippingoptionchange' : event; }

  emit(event, payload = {}) {
    if (event === 'cancel') this.wallet = undefined;
    if (!['shippingaddresschange', 'shippingratechange'].includes(event)) return super.emit(event, payload);
    const { name, address, shippingRate, resolve, reject } = payload;
    const updateWith = ({ status, total, displayItems, shippingOptions }) => {
      if (total) this.options = { ...this.options, total };
      const changes = {
        lineItems: displayItems && displayItems.map(({ label, amount }) => ({ name: label, amount })),
        shippingRates: shippingOptions && shippingOptions.map(({ id, label, amount }) => ({ id, displayName: label, amount })),
      };
      return status === 'success' ? resolve(changes) : reject(changes);
    };
    const what = event === 'shippingratechange' ? { shippingOption: this.optionOf(shippingRate) } : { shippingAddress: this.addressOf(address, name) };
    return super.emit(this.named(event), { ...what, updateWith });
  }

  optionOf(rate) { return ((this.options.shippingOptions || []).find(({ id }) => rate && id === rate.id)) || null; }

  addressOf(address, recipient) {
    const { line1, line2, city, state: region, postal_code: postalCode, country } = address;
    return { addressLine: [line1, line2].filter(Boolean), city, region, postalCode, country, recipient, phone: '' };
  }

  /** The customer has agreed: the app gets a payment method, and tells how it went. */
  async agree(card, { billingDetails, shippingAddress, shippingRate }) {
    const { value, error } = await this.api.post('/v1/payment_methods', { type: 'card', card, billing_details: billingDetails });
    this.wallet = undefined;
    if (error) return;
    const answer = {
      paymentMethod: value, walletName: 'googlePay', payerName: billingDetails.name, payerEmail: billingDetails.email, payerPhone: billingDetails.phone,
      shippingAddress: shippingAddress ? this.addressOf(shippingAddress.address, shippingAddress.name) : null, shippingOption: this.optionOf(shippingRate),
      methodName: 'https://google.com/pay',
      complete: (status) => { if (status !== 'success') this.show(); },
    };
    if (super.hasListener('paymentmethod')) super.emit('paymentmethod', answer);
    if (!super.hasListener('token')) return;
    const made = await this.api.post('/v1/tokens', { card });
    if (made.value) super.emit('token', { ...answer, token: made.value });
  }
}
