// The customer portal at /p/session/…: plan, payment methods, billing details and invoices of one customer, as far as the
// session's configuration allows. At /p/login/… a customer comes in by an email address.

import { business, businessName, idOfPage } from '../hosted/data.js';
import { voice } from '../hosted/voice.js';
import { h } from '../shared/dom.js';
import { billingDetails } from './details.js';
import { invoices } from './invoices.js';
import { login } from './login.js';
import { paymentMethods } from './payment-methods.js';
import { subscriptions } from './subscriptions.js';

const page = document.getElementById('page');

/** What the parts of the page share. */
class Portal {
  constructor(session, name) {
    this.session = session;
    this.name = name;
    this.flow = session.flow;
    this.main = h('main', { class: 'Portal-main' });
  }

  get features() { return this.session.configuration.features; }
  isOn(feature) { return Boolean((this.features[feature] || {}).enabled); }

  /** What the flow says of what it is about, such as the subscription. */
  get subject() { return (this.flow && this.flow[this.flow.type]) || {}; }

  async customer() {
    const { value } = await business.get(`/v1/customers/${this.session.customer}`, { expand: ['tax_ids'] });
    return value;
  }

  /** Draws the whole page, or the one thing that the app sent the customer to do. */
  async show() {
    const customer = await this.customer();
    const makers = {
      subscription: () => subscriptions(this, customer),
      payment_method_update: () => (this.isOn('payment_method_update') ? paymentMethods(this, customer) : null),
      customer_update: () => (this.isOn('customer_update') ? billingDetails(this, customer) : null),
      invoice_history: () => (this.isOn('invoice_history') ? invoices(this) : null),
    };
    const wanted = this.flow && (makers[this.flow.type] || makers.subscription);
    const parts = await Promise.all((wanted ? [wanted] : Object.values(makers)).map((make) => make()));
    this.main.replaceChildren(...parts.filter(Boolean));
  }

  /** After the one thing that the customer came for, they see the whole portal, a confirmation, or the app again. */
  async finished() {
    const { after_completion: after } = this.flow || {};
    if (after && after.type === 'redirect') return location.assign(after.redirect.return_url);
    if (after && after.type === 'hosted_confirmation') return this.confirm(after.hosted_confirmation);
    this.flow = null;
    return this.show();
  }

  confirm({ custom_message: message }) {
    const { words } = voice;
    this.main.replaceChildren(h('section', { class: 'Part', 'data-testid': 'portal-done' },
      h('h2', { class: 'Done' }, words.done), h('p', {}, message || words.doneText)));
  }

  wayBack() {
    const { return_url: url } = this.session;
    return url ? h('a', { class: 'Button', href: url, 'data-testid': 'return-link' }, voice.words.returnTo(this.name)) : null;
  }
}

function side(portal) {
  const { words } = voice;
  const { headline, privacy_policy_url: privacy, terms_of_service_url: terms } = portal.session.configuration.business_profile;
  const links = [[privacy, words.privacy], [terms, words.terms]].filter(([url]) => url);
  return h('header', { class: 'Portal-side' }, h('span', { class: 'Mark' }, words.sandbox), h('h1', {}, words.billingOf(portal.name)),
    h('p', {}, headline || words.portalText), portal.wayBack(),
    links.length > 0 ? h('p', { class: 'Links' }, links.map(([url, text]) => h('a', { href: url }, text))) : null);
}

async function start() {
  const isLogin = location.pathname.includes('/p/login/');
  const [{ value, error }, name] = await Promise.all([
    isLogin ? {} : business.post(`/v1/portal_pages/${encodeURIComponent(idOfPage())}`), businessName()]);
  page.removeAttribute('aria-busy');
  if (value) voice.speak(value.locale);
  const { words } = voice;
  document.title = `${words.billingOf(name)} · Nestbox sandbox`;
  if (isLogin) return page.replaceChildren(login(name));
  if (error && error.code === 'session_recoverable') return page.replaceChildren(login(name, { title: words.sessionExpired, way: 'recover' }));
  if (error) {
    const isExpired = error.code === 'session_expired';
    return page.replaceChildren(h('main', { class: 'Portal-main', 'data-testid': isExpired ? 'portal-expired' : 'portal-missing' },
      h('h1', {}, isExpired ? words.sessionExpired : words.noSession), h('p', { class: 'Soft' }, isExpired ? words.sessionExpiredText : error.message)));
  }
  const portal = new Portal(value, name);
  page.replaceChildren(side(portal), portal.main);
  return portal.show();
}

start();
