// The Express Checkout Element: one button, the sandbox's own wallet, which poses as Google Pay.

import { element } from '../base/dom.js';
import { validationError } from '../base/errors.js';
import { StripeElement } from './element.js';
import { Wallet } from './wallet.js';

export const WALLET = 'google_pay';
const BUTTON_COLOURS = { black: ['#16181d', '#fff'], white: ['#fff', '#16181d'] };
const OTHER_WALLETS = { amazonPay: false, applePay: false, klarna: false, link: false, paypal: false };

export class ExpressCheckoutElement extends StripeElement {
  get title() { return 'Secure express checkout frame'; }
  get bleed() { return 4; }
  get complete() { return this.card !== undefined; }
  get empty() { return this.card === undefined; }
  get incompleteness() { return this.card ? null : validationError('incomplete_payment_details', this.words); }

  /** An app that does not want Google Pay gets no button. */
  get offersWallet() {
    const { paymentMethods = {}, wallets = {} } = this.options;
    return (paymentMethods.googlePay || wallets.googlePay) !== 'never';
  }

  get readyEvent() {
    const availablePaymentMethods = this.offersWallet ? { ...OTHER_WALLETS, googlePay: true } : undefined;
    return { elementType: this._elementType, availablePaymentMethods };
  }

  prepare() { return this.group.intent(); }

  async load(frame) {
    await super.load(frame);
    if (this.ready) this.tellAvailability();
  }

  tellAvailability() {
    const { availablePaymentMethods: all } = this.readyEvent;
    const paymentMethods = all ? Object.fromEntries(Object.entries(all).map(([name, available]) => [name, { available }])) : null;
    this.emit('availablepaymentmethodschange', { elementType: this._elementType, paymentMethods });
  }

  update(options) {
    const before = this.offersWallet;
    super.update(options);
    if (!this.ready) return this;
    this.rebuild();
    if (before !== this.offersWallet) this.tellAvailability();
    return this;
  }

  build(document) {
    if (!this.offersWallet) return element(document, 'div');
    const verb = { book: 'Book', buy: 'Buy', checkout: 'Check out', donate: 'Donate', order: 'Order', pay: 'Pay', subscribe: 'Subscribe' };
    const chosen = ((this.options.buttonType || {}).googlePay) || 'pay';
    const height = Math.min(55, Math.max(40, this.options.buttonHeight || 44));
    const button = element(document, 'button', {
      type: 'button', class: 'Input WalletButton', 'data-testid': 'express-checkout-button',
    }, `${verb[chosen] || 'Pay'} with Sandbox Wallet`);
    const [background, color] = BUTTON_COLOURS[(this.options.buttonTheme || {}).googlePay] || BUTTON_COLOURS.black;
    Object.assign(button.style, {
      height: `${height}px`, padding: '0 16px', background, color, fontWeight: 600, cursor: 'pointer',
      borderColor: background === '#fff' ? '#c9cbd6' : 'transparent', textAlign: 'center', borderRadius: 'var(--buttonBorderRadius, var(--borderRadius))',
    });
    button.addEventListener('click', () => this.clicked());
    return button;
  }

  describe() { return {}; }
  changed() { this.showState(); }

  /** The app may look at the click first: it has a second to say what the wallet should ask for. */
  clicked() {
    if (this.pending) return;
    this.pending = true;
    const done = () => { this.pending = false; };
    const timeout = setTimeout(() => {
      console.warn('The click event of the Express Checkout Element was not resolved within a second.');
      done();
    }, 1000);
    const settle = (action) => (options) => {
      if (!this.pending) return;
      clearTimeout(timeout);
      done();
      action(options || {});
    };
    const resolve = settle((options) => this.openWallet(options));
    if (!this.hasListener('click')) return resolve({});
    this.emit('click', {
      elementType: this._elementType, expressPaymentType: WALLET, resolve, reject: settle(() => {}),
    });
  }

  openWallet(choices) {
    const options = { ...this.options, ...choices };
    this.wallet = new Wallet(this, options);
  }

  /** What the customer agreed to, for `elements.submit()` and the confirmation that follow. */
  agree(card, contact) {
    this.card = card;
    this.contact = contact;
    this.emit('confirm', {
      elementType: this._elementType,
      expressPaymentType: WALLET,
      billingDetails: contact.billingDetails,
      shippingAddress: contact.shippingAddress,
      shippingRate: contact.shippingRate,
      paymentFailed: () => this.forgetCard(),
    });
  }

  forgetCard() {
    this.card = undefined;
    this.contact = undefined;
  }

  get methodParameters() {
    return { type: 'card', card: this.card, billing_details: this.contact.billingDetails };
  }
}
