// The customer portal at /p/session/bps_…: plan, payment methods, billing details and invoices of one customer.

import { business, businessName, idOfPage } from '../hosted/data.js';
import { h } from '../shared/dom.js';
import { billingDetails } from './details.js';
import { invoices } from './invoices.js';
import { paymentMethods } from './payment-methods.js';
import { subscriptions } from './subscriptions.js';

const page = document.getElementById('page');

/** What the parts of the page share. */
class Portal {
  constructor(session, name) {
    this.session = session;
    this.name = name;
    this.main = h('main', { class: 'Portal-main' });
  }

  get features() { return (this.session.configuration || {}).features || {}; }
  get flow() { return (this.session.flow || {}).type; }

  async customer() {
    const { value } = await business.get(`/v1/customers/${this.session.customer}`);
    return value;
  }

  /** Draws the whole page, or the one thing that the app sent the customer to do. */
  async show() {
    const customer = await this.customer();
    const parts = await Promise.all([
      subscriptions(this, customer),
      this.isOn('payment_method_update') ? paymentMethods(this, customer) : null,
      this.isOn('customer_update') ? billingDetails(this, customer) : null,
      this.isOn('invoice_history') ? invoices(this) : null,
    ]);
    const wanted = { payment_method_update: 1, subscription_cancel: 0, subscription_update: 0, subscription_update_confirm: 0 }[this.flow];
    const shown = wanted === undefined ? parts : [parts[wanted]];
    this.main.replaceChildren(...shown.filter(Boolean));
  }

  isOn(feature) {
    const found = this.features[feature];
    return !found || found.enabled !== false;
  }

  /** After the one thing that the customer came for, they go back. */
  finished() {
    const { after_completion: after } = this.session.flow || {};
    if (!this.flow) return this.show();
    if (after && after.type === 'redirect') return location.assign(after.redirect.return_url);
    if (this.session.return_url) return location.assign(this.session.return_url);
    return this.show();
  }
}

function side(session, name) {
  const headline = ((session.configuration || {}).business_profile || {}).headline;
  return h('header', { class: 'Portal-side' }, h('span', { class: 'Mark' }, 'Sandbox'), h('h1', {}, `${name} billing`),
    h('p', {}, headline || 'Manage your plan, your payment methods and your invoices.'),
    session.return_url ? h('a', { class: 'Button', href: session.return_url, 'data-testid': 'return-link' }, `Return to ${name}`) : null);
}

async function start() {
  const [{ value, error }, name] = await Promise.all([business.get(`/v1/billing_portal/sessions/${idOfPage()}`, { expand: ['configuration'] }), businessName()]);
  page.removeAttribute('aria-busy');
  if (error) {
    page.replaceChildren(h('main', { class: 'Portal-main' }, h('h1', {}, 'There is no such portal session'), h('p', { class: 'Soft' }, error.message)));
    return;
  }
  document.title = `${name} billing · Nestbox sandbox`;
  const portal = new Portal(value, name);
  page.replaceChildren(side(value, name), portal.main);
  await portal.show();
}

start();
