// A change of a subscription as the portal's configuration has it made: prorated or not, now or at the period's end.

import { customer } from '../hosted/card-entry.js';
import { business } from '../hosted/data.js';
import { PAYMENT, performAction } from '../stripe/payments/intents.js';

export class PlanChange {
  constructor(portal, subscription) {
    this.rules = portal.features.subscription_update;
    this.subscription = subscription;
    [this.current] = subscription.items.data;
    this.price = this.current.price.id;
    this.quantity = this.current.quantity || 1;
    this.discounts = undefined;
  }

  /** Takes the change that a flow asks for. */
  fixed({ items: [item], discounts }) {
    this.current = this.subscription.items.data.find(({ id }) => id === item.id) || this.current;
    this.price = item.price || this.current.price.id;
    this.quantity = item.quantity || this.current.quantity;
    this.discounts = discounts ? discounts.map(({ coupon, promotion_code: code }) => (code ? { promotion_code: code } : { coupon })) : undefined;
    return true;
  }

  /** @returns {Promise<boolean>} whether the code holds, or there is none */
  async redeem(code) {
    const { value } = code ? await business.get('/v1/promotion_codes', { code, active: true, limit: 1 }) : {};
    const [found] = (value && value.data) || [];
    this.discounts = found ? [{ promotion_code: found.id }] : undefined;
    return Boolean(found) || !code;
  }

  get isOne() { return this.price !== this.current.price.id || this.quantity !== this.current.quantity || Boolean(this.discounts); }
  get asked() { return JSON.stringify([this.price, this.quantity, this.discounts]); }
  get isInvoicedNow() { return this.rules.proration_behavior === 'always_invoice'; }

  get items() { return [{ id: this.current.id, price: this.price, quantity: this.quantity }]; }

  get terms() {
    const endsTrial = this.subscription.status === 'trialing' && this.rules.trial_update_behavior === 'end_trial';
    return {
      proration_behavior: this.rules.proration_behavior, billing_cycle_anchor: endsTrial ? undefined : this.rules.billing_cycle_anchor || undefined,
      trial_end: endsTrial ? 'now' : undefined,
    };
  }

  async preview() {
    if (await this.decide()) return { value: { lines: { data: [] }, amount_due: 0, currency: this.subscription.currency } };
    return business.post('/v1/invoices/create_preview', {
      subscription: this.subscription.id, discounts: this.discounts, subscription_details: { items: this.items, ...this.terms },
    });
  }

  /** Whether the change has to wait for the period's end: it costs less, or comes round sooner. */
  async decide() {
    const conditions = this.rules.schedule_at_period_end.conditions.map(({ type }) => type);
    const { value: price } = await business.get(`/v1/prices/${this.price}`);
    const old = this.current.price;
    const length = ({ interval, interval_count: count }) => ({ day: 1, week: 7, month: 30.4, year: 365 })[interval] * count;
    this.isScheduled = Boolean(price && price.recurring && old.recurring) && (
      (conditions.includes('decreasing_item_amount') && price.unit_amount * this.quantity < old.unit_amount * (this.current.quantity || 1))
      || (conditions.includes('shortening_interval') && length(price.recurring) < length(old.recurring)));
    return this.isScheduled;
  }

  async make() {
    if (this.isScheduled) return this.schedule();
    const done = await this.send({ payment_behavior: 'error_if_incomplete' });
    return done.error && done.error.code === 'subscription_payment_intent_requires_action' ? this.authenticate() : done;
  }

  send(more) {
    return business.post(`/v1/subscriptions/${this.subscription.id}`, { items: this.items, discounts: this.discounts, ...this.terms, ...more });
  }

  /** The change waits for its payment, and the payment for the customer's bank. */
  async authenticate() {
    const { value, error } = await this.send({ payment_behavior: 'pending_if_incomplete', expand: ['latest_invoice.confirmation_secret'] });
    if (error) return { error };
    const secret = value.latest_invoice.confirmation_secret.client_secret;
    const found = await customer.get(`/v1/payment_intents/${secret.split('_secret_')[0]}`, { client_secret: secret });
    return found.error ? found : performAction(customer, PAYMENT, found.value);
  }

  async schedule() {
    const made = await business.post('/v1/subscription_schedules', { from_subscription: this.subscription.id });
    if (made.error) return made;
    const [now] = made.value.phases;
    const itemsOf = (phase) => phase.items.map(({ price, quantity }) => ({ price, quantity }));
    return business.post(`/v1/subscription_schedules/${made.value.id}`, {
      end_behavior: 'release',
      phases: [
        { items: itemsOf(now), start_date: now.start_date, end_date: now.end_date },
        { items: [{ price: this.price, quantity: this.quantity }], discounts: this.discounts, iterations: 1 },
      ],
    });
  }
}
