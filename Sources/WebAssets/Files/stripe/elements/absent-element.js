// Elements that Stripe has and this sandbox has not. They say so in their place, and break nothing on the page around them.

import { element } from '../base/dom.js';
import { outOfScope } from '../base/errors.js';
import { StripeElement } from './element.js';

export const ABSENT_ELEMENTS = [
  'affirmMessage', 'afterpayClearpayMessage', 'cart', 'issuingAddToWalletButton', 'issuingCardCopyButton', 'issuingCardCvcDisplay',
  'issuingCardExpiryDisplay', 'issuingCardNumberDisplay', 'issuingCardPinDisplay', 'linkSignup',
];

export class AbsentElement extends StripeElement {
  get title() { return `Not in this sandbox: ${this._elementType}`; }
  get complete() { return false; }
  get empty() { return true; }

  async prepare() {
    const note = element(this.frame.document, 'p', { class: 'TermsText' }, `The ${this._elementType} Element is not in this sandbox.`);
    this.frame.show(note, this.sheet);
    return { error: outOfScope(`The ${this._elementType} Element`) };
  }
}
