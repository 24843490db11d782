// The Payment Request Button, the older way to a wallet: it shows the sandbox's own, for what `stripe.paymentRequest()` says.

import { element } from '../base/dom.js';
import { IntegrationError } from '../base/errors.js';
import { PaymentRequest } from '../payments/payment-request.js';
import { StripeElement } from './element.js';

const COLOURS = { dark: ['#16181d', '#fff'], light: ['#fff', '#16181d'], 'light-outline': ['#fff', '#16181d'] };

export class PaymentRequestButtonElement extends StripeElement {
  constructor(group, type, options) {
    super(group, type, options);
    if (!(options.paymentRequest instanceof PaymentRequest)) {
      throw new IntegrationError("elements.create('paymentRequestButton'): paymentRequest should be what stripe.paymentRequest() returned.");
    }
  }

  get title() { return 'Secure payment request button frame'; }
  get bleed() { return 4; }
  get complete() { return false; }
  get empty() { return true; }
  describe() { return {}; }

  build(document) {
    const { type = 'default', theme = 'dark', height = '44px' } = ((this.options.style || {}).paymentRequestButton) || {};
    const verb = { book: 'Book', buy: 'Buy', donate: 'Donate' }[type] || 'Pay';
    const button = element(document, 'button', { type: 'button', class: 'Input WalletButton', 'data-testid': 'payment-request-button' }, `${verb} with Sandbox Wallet`);
    const [background, color] = COLOURS[theme] || COLOURS.dark;
    Object.assign(button.style, { height, background, color, padding: '0 16px', fontWeight: 600, cursor: 'pointer', textAlign: 'center' });
    button.addEventListener('click', () => this.clicked());
    return button;
  }

  clicked() {
    let isPrevented = false;
    this.emit('click', { elementType: this._elementType, preventDefault() { isPrevented = true; } });
    if (!isPrevented) this.options.paymentRequest.show();
  }
}
