// A group of Elements: `stripe.elements(…)`.

import { Emitter } from '../base/emitter.js';
import { described, IntegrationError } from '../base/errors.js';
import { languageOf, wordsOf } from '../base/language.js';
import { warnOfUnknown } from '../base/options.js';
import { sandbox } from '../base/origin.js';
import { readSecret } from '../payments/intents.js';
import { ABSENT_ELEMENTS, AbsentElement } from './absent-element.js';
import { AddressElement } from './address-element.js';
import { AuBankAccountElement, BankElement, IbanElement } from './bank-elements.js';
import { CardElement } from './card-element.js';
import { ExpressCheckoutElement, WALLET } from './express-element.js';
import { LinkAuthenticationElement } from './link-element.js';
import { PaymentElement } from './payment-element.js';
import { PaymentRequestButtonElement } from './payment-request-button.js';
import { ContactDetailsElement, CurrencySelectorElement, PaymentMethodMessagingElement, TaxIdElement, TermsElement } from './session-elements.js';
import { CardCvcElement, CardExpiryElement, CardNumberElement } from './split-elements.js';

const ELEMENT_KINDS = {
  address: AddressElement,
  auBankAccount: AuBankAccountElement,
  card: CardElement,
  cardNumber: CardNumberElement,
  cardExpiry: CardExpiryElement,
  cardCvc: CardCvcElement,
  contactDetails: ContactDetailsElement,
  currencySelector: CurrencySelectorElement,
  epsBank: BankElement,
  expressCheckout: ExpressCheckoutElement,
  fpxBank: BankElement,
  iban: IbanElement,
  idealBank: BankElement,
  linkAuthentication: LinkAuthenticationElement,
  p24Bank: BankElement,
  payment: PaymentElement,
  paymentMethodMessaging: PaymentMethodMessagingElement,
  paymentRequestButton: PaymentRequestButtonElement,
  shippingAddress: AddressElement,
  taxId: TaxIdElement,
  terms: TermsElement,
  ...Object.fromEntries(ABSENT_ELEMENTS.map((type) => [type, AbsentElement])),
};

const MODES = ['payment', 'setup', 'subscription'];

/** One Element of each type, but an address for each mode. */
function slotOf(type, { mode } = {}) {
  if (type === 'shippingAddress') return 'address-shipping';
  return type === 'address' ? `address-${mode}` : type;
}

export class Elements extends Emitter {
  constructor(api, given, { locale, developerTools = {} } = {}) {
    super();
    const options = given || {};
    this.api = api;
    this.options = options;
    this.locale = options.locale || locale || 'auto';
    this.fonts = options.fonts || [];
    this.elements = new Map();
    this.submitted = false;
    // Stripe's own switch for its assistant, which fills in test cards as well.
    this.offersTestCards = sandbox.offersTestCards && (developerTools.assistant || {}).enabled !== false;
    warnOfUnknown('elements()', options, 'elements()');
    warnOfUnknown('appearance', options.appearance, 'elements() appearance');
    this.checkOptions();
  }

  checkOptions() {
    const { clientSecret, mode, amount, currency } = this.options;
    const wrong = (what) => new IntegrationError(`Invalid value for elements(): ${what}`);
    if (clientSecret !== undefined) readSecret(clientSecret, 'elements()');
    if (mode === undefined) return;
    if (clientSecret !== undefined) throw wrong('give either `clientSecret` or `mode`, not both.');
    if (!MODES.includes(mode)) throw wrong(`mode should be one of ${MODES.join(', ')}. You specified: ${described(mode)}.`);
    if (mode !== 'setup' && !Number.isInteger(amount)) throw wrong('amount should be an integer, in the smallest unit.');
    if (typeof currency !== 'string' && mode !== 'setup') throw wrong('currency should be a three-letter string.');
  }

  get appearance() { return this.options.appearance || {}; }
  get language() { return languageOf(this.locale); }
  get words() { return wordsOf(this.language); }
  /** What decides which fields and terms there are, rather than how they look. */
  get shape() { return JSON.stringify([this.appearance.labels, this.appearance.inputs, this.reusesMethod, this.language]); }

  /** The ways to pay of the intent, or of the one that is still to come. */
  get methodTypes() {
    const { paymentMethodTypes, payment_method_types: snake, allowedPaymentMethodTypes: allowed } = this.options;
    const given = paymentMethodTypes || snake || allowed || ['card'];
    return this.isDeferred ? given : (this.known || {}).payment_method_types || given;
  }

  /** A Checkout Session says what is paid, see `CheckoutElements`. */
  get isCheckout() { return false; }

  get isDeferred() { return this.options.mode !== undefined; }

  /** The intent behind the client secret; an empty answer for a deferred one. */
  intent() {
    if (this.options.clientSecret === undefined) return Promise.resolve({});
    this.retrieved = this.retrieved || this.retrieve();
    return this.retrieved;
  }

  async retrieve() {
    const { kind, id, secret } = readSecret(this.options.clientSecret, 'elements()');
    const answer = await this.api.get(`${kind.path}/${id}`, { client_secret: secret });
    if (answer.error || !['succeeded', 'canceled'].includes(answer.value.status)) {
      this.known = answer.value;
      return answer;
    }
    return {
      error: {
        type: 'invalid_request_error',
        code: kind.unexpectedState,
        message: `This ${kind.title} is in a terminal state and cannot be used to initialize Elements.`,
        [kind.field]: answer.value,
      },
    };
  }

  get total() {
    return this.isDeferred ? this.options : this.known || {};
  }

  /** Whether the form should tell the customer that the card will be charged again. */
  get reusesMethod() {
    const intent = this.known;
    if (this.isDeferred) return this.options.mode !== 'payment' || Boolean(this.options.setupFutureUsage);
    return Boolean(intent && (intent.object === 'setup_intent' || intent.setup_future_usage));
  }

  kindOf(type) {
    return Object.hasOwn(ELEMENT_KINDS, type) ? ELEMENT_KINDS[type] : undefined;
  }

  create(type, given) {
    const options = { ...(type === 'shippingAddress' ? { mode: 'shipping' } : {}), ...given };
    const Kind = this.kindOf(type);
    if (!Kind) {
      throw new IntegrationError(`A valid Element name must be provided. Valid Elements are:\n  ${
        Object.keys(ELEMENT_KINDS).filter((name) => !ABSENT_ELEMENTS.includes(name)).join(', ')}; you passed: ${described(type)}.`);
    }
    warnOfUnknown(type, given);
    if (type === 'payment' && typeof options.layout === 'object') warnOfUnknown('payment layout', options.layout, "elements.create('payment') layout");
    const slot = slotOf(type, options);
    if (this.elements.has(slot)) throw new IntegrationError(`Can only create one Element of type ${type}.`);
    if (['payment', 'expressCheckout'].includes(type) && this.options.clientSecret === undefined && !this.isDeferred && !this.isCheckout) {
      throw new IntegrationError(
        `In order to create a ${type} element, you must pass a clientSecret or mode when creating the Elements group.`,
      );
    }
    if (type === 'address' && !['shipping', 'billing'].includes(options.mode)) {
      throw new IntegrationError("Invalid value for elements.create('address'): mode should be 'shipping' or 'billing'.");
    }
    const made = new Kind(this, type, options);
    made.slot = slot;
    this.elements.set(slot, made);
    return made;
  }

  /** Takes a type, or a component of React Stripe.js, which carries it. */
  getElement(type, { mode } = {}) {
    const name = typeof type === 'string' ? type : type && type.__elementType;
    if (typeof name !== 'string') throw new IntegrationError('elements.getElement() expects the type of an Element.');
    if (name === 'address' && mode === undefined) return this.address('shipping') || this.address('billing') || null;
    return this.elements.get(slotOf(name, { mode })) || null;
  }

  address(mode) {
    return this.elements.get(slotOf('address', { mode }));
  }

  forget(made) {
    if (this.elements.get(made.slot) === made) this.elements.delete(made.slot);
  }

  update(options) {
    const { appearance, locale, fonts, ...rest } = options || {};
    warnOfUnknown('elements.update()', options, 'elements.update()');
    if (fonts) this.fonts = fonts;
    const before = this.shape;
    this.options = { ...this.options, ...rest, appearance: appearance || this.options.appearance };
    if (locale) this.locale = locale;
    this.checkOptions();
    for (const each of this.elements.values()) {
      if (!each.ready) continue;
      if (this.shape !== before) {
        each.frame.speak(this.language);
        each.rebuild();
      }
      if (fonts) each.frame.loadFonts(fonts);
      each.restyle();
    }
    return Promise.resolve().then(() => this.emit('update-end', {}));
  }

  async fetchUpdates() {
    this.retrieved = undefined;
    const { error } = await this.intent();
    const payment = this.elements.get('payment');
    if (payment && payment.ready) {
      payment.offer();
      payment.redraw();
    }
    return error ? { error } : {};
  }

  /** Checks all that is filled in and says, in the form and in the answer, what is missing. */
  async submit() {
    const payment = this.payer;
    const others = [this.elements.get('linkAuthentication'), this.address('shipping'), this.address('billing')];
    const asked = [...others, payment].filter((each) => each && each.container);
    for (const each of asked) each.demand();
    const wrong = asked.find((each) => each.incompleteness);
    if (wrong) {
      wrong.focus();
      return { error: wrong.incompleteness };
    }
    this.submitted = true;
    return payment ? { selectedPaymentMethod: payment instanceof ExpressCheckoutElement ? WALLET : payment.selected } : {};
  }

  /** The Element that knows how the customer pays: the wallet once it was used, else the form. */
  get payer() {
    const express = this.elements.get('expressCheckout');
    const payment = this.elements.get('payment');
    return express && express.container && (express.card || !payment) ? express : payment;
  }
}
