// What can be done with a Checkout Session from a browser: load, change, confirm. The hosted page and Stripe.js share it.

import { Emitter } from '../base/emitter.js';
import { localized } from '../base/language.js';
import { leaveFor, performAction, PAYMENT, SETUP } from '../payments/intents.js';
import { sessionOf } from './session.js';

/** `cs_test_…` of a client secret, a URL's part or an id. */
export function sessionID(text) {
  const match = /cs_(?:test|live)_[A-Za-z0-9]+/.exec(text);
  return match ? match[0] : text;
}

export class CheckoutClient extends Emitter {
  /** @param {{language: string, words: object}} voice */
  constructor(api, id, voice) {
    super();
    this.api = api;
    this.path = `/v1/payment_pages/${encodeURIComponent(id)}`;
    this.voice = voice;
    this.local = {};
  }

  get session() {
    return sessionOf(this.page, this.local, this.voice.language);
  }

  async load() {
    return this.take(await this.api.get(this.path));
  }

  /** Changes what the server has to know, such as a quantity, and takes its answer. */
  async update(parameters) {
    return this.take(await this.api.post(this.path, parameters));
  }

  /** Keeps what the customer says until it is sent with the confirmation. */
  remember(values) {
    const before = JSON.stringify(this.local);
    Object.assign(this.local, values);
    if (this.page && JSON.stringify(this.local) !== before) this.emit('change', this.session);
  }

  take({ value, error }) {
    if (error) return { error };
    this.page = { ...value.session, page: value.page };
    this.emit('change', this.session);
    return { value: this.page };
  }

  /**
   * Pays: asks the customer's bank where it must, and says how it ended.
   * @param {object} parameters those of `/v1/payment_pages/{id}/confirm`
   * @returns {Promise<{value: object} | {error: object}>}
   */
  async confirm(parameters) {
    const { type = 'card' } = parameters.payment_method_data || {};
    // A card's challenge is shown in the page; other ways to pay have pages of their own, and come back here.
    const way = type === 'card' ? { use_stripe_sdk: true } : { return_url: this.home };
    const answer = await this.api.post(`${this.path}/confirm`, { ...way, ...parameters, expected_amount: this.page.amount_total || 0 });
    if (answer.error) return this.failed(answer.error);
    this.take(answer);
    const { intent } = this.page.page;
    if (this.page.status !== 'open' || !intent || intent.status !== 'requires_action') return { value: this.page };
    const kind = intent.object === 'setup_intent' ? SETUP : PAYMENT;
    const { error } = await performAction(this.api, kind, intent);
    await this.load();
    if (error && this.page.status === 'open') return this.failed(error);
    return { value: this.page };
  }

  failed(given) {
    const error = localized(given, this.voice.words);
    this.remember({ lastPaymentError: { message: error.message } });
    return { error };
  }

  /** Where a bank or a wallet sends the customer back to: this page, which then knows how it ended. */
  get home() {
    const address = this.page.url || this.page.return_url || location.href.split('#')[0];
    return address.replaceAll('{CHECKOUT_SESSION_ID}', this.page.id);
  }

  /** Where the customer goes once the session is complete; undefined where they stay. */
  get destination() {
    const { success_url: success, return_url: back, redirect_on_completion: redirect } = this.page;
    // A payment link without a page to go on to: the confirmation is shown here.
    if (redirect === 'never' || this.page.page.after_completion) return undefined;
    const url = success || back;
    return url || undefined;
  }

  /** Where the customer goes who does not want to pay. */
  get wayBack() { return this.page && !this.page.payment_link ? this.page.cancel_url : undefined; }

  leave(destination = this.destination) {
    return leaveFor(destination.replaceAll('{CHECKOUT_SESSION_ID}', this.page.id));
  }
}
