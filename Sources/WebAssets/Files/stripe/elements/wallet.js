// The sheet of the sandbox's wallet: what is paid, with which test card, and to where.

import { element } from '../base/dom.js';
import { Overlay } from '../base/overlay.js';
import { cardParameters } from '../forms/card-fields.js';
import { cvcLength } from '../forms/cards.js';
import { TEST_CARDS, testExpiry } from '../forms/test-cards.js';

const WALLET_ADDRESS = {
  line1: '1 Nest Lane', line2: null, city: 'San Francisco', state: 'CA', postal_code: '94111', country: 'US',
};

export class Wallet {
  constructor(express, options) {
    this.express = express;
    this.options = options;
    this.rate = (options.shippingRates || [])[0];
    this.lineItems = options.lineItems || [];
    this.overlay = new Overlay({
      title: 'Sandbox Wallet', build: (document) => this.build(document), cancel: () => this.cancel(),
    });
  }

  build(document) {
    this.lines = element(document, 'ul', { class: 'Lines' });
    this.problem = element(document, 'p', { class: 'Problem', role: 'alert' });
    this.card = this.menu(document, 'Test card', TEST_CARDS.flatMap(({ cards }) => cards)
      .map(([name, number]) => ({ value: number, label: `${name} · ${number.slice(-4)}` })));
    this.pay = element(document, 'button', { type: 'button', class: 'Pay' }, 'Pay');
    this.pay.addEventListener('click', () => this.agree());
    this.showLines(document);
    const body = element(document, 'div', { class: 'Panel-body' }, this.lines, this.card.label);
    if (this.options.shippingAddressRequired) this.addShipping(document, body);
    body.append(this.problem, this.pay);
    return body;
  }

  menu(document, name, options) {
    const select = element(document, 'select', { 'aria-label': name },
      ...options.map(({ value, label }) => element(document, 'option', { value }, label)));
    return { select, label: element(document, 'label', { class: 'Choice' }, name, select) };
  }

  showLines(document) {
    const { amount, currency } = this.express.group.total;
    const lines = this.lineItems.map(({ name, amount: part }) => [name, part]);
    if (this.rate) lines.push([this.rate.displayName, this.rate.amount]);
    const row = ([name, sum], total) => element(document, 'li', { class: total ? 'Total' : null },
      element(document, 'span', {}, name), element(document, 'span', {}, formatMoney(sum, currency)));
    this.lines.replaceChildren(...lines.map((line) => row(line, false)));
    if (amount !== undefined) this.lines.append(row(['Total', amount], true));
  }

  addShipping(document, body) {
    body.append(element(document, 'p', { class: 'Choice' },
      `Ships to ${Object.values(WALLET_ADDRESS).filter(Boolean).join(', ')}`));
    this.shipping = this.menu(document, 'Shipping', []);
    this.shipping.select.addEventListener('change', () => {
      this.rate = this.rates.find(({ id }) => id === this.shipping.select.value);
      this.ask('shippingratechange', { shippingRate: this.rate });
    });
    this.offerRates(this.options.shippingRates || []);
    body.append(this.shipping.label);
    const { allowedShippingCountries: allowed } = this.options;
    if (allowed && allowed.length > 0 && !allowed.includes(WALLET_ADDRESS.country)) {
      this.problem.textContent = 'This address cannot be shipped to.';
      this.pay.disabled = true;
      return;
    }
    const { line1, line2, ...coarse } = WALLET_ADDRESS;
    this.ask('shippingaddresschange', { name: 'Jenny Rosen', address: coarse });
  }

  /** The app may answer an address with other rates; the first of them is chosen. */
  offerRates(rates) {
    const { select, label } = this.shipping;
    this.rates = rates;
    [this.rate] = rates;
    select.replaceChildren(...rates.map(({ id, displayName }) => (
      element(select.ownerDocument, 'option', { value: id }, displayName))));
    label.hidden = rates.length === 0;
  }

  /** Paying waits until the app has answered a change. */
  ask(event, payload) {
    this.showLines(this.lines.ownerDocument);
    if (!this.express.hasListener(event)) return;
    this.pay.disabled = true;
    const settle = (refused) => (changes = {}) => {
      this.pay.disabled = refused;
      this.problem.textContent = refused ? 'This address cannot be shipped to.' : '';
      if (changes.lineItems) this.lineItems = changes.lineItems;
      if (changes.shippingRates) this.offerRates(changes.shippingRates);
      this.showLines(this.lines.ownerDocument);
    };
    this.express.emit(event, { elementType: 'expressCheckout', ...payload, resolve: settle(false), reject: settle(true) });
  }

  agree() {
    const { emailRequired, phoneNumberRequired, billingAddressRequired, shippingAddressRequired } = this.options;
    const number = this.card.select.value;
    const billingDetails = {
      name: 'Jenny Rosen',
      email: emailRequired ? 'jenny@example.com' : undefined,
      phone: phoneNumberRequired ? '+14155550123' : undefined,
      address: billingAddressRequired === false ? undefined : WALLET_ADDRESS,
    };
    const shippingAddress = shippingAddressRequired ? { name: 'Jenny Rosen', address: WALLET_ADDRESS } : undefined;
    const card = cardParameters({ number, expiry: testExpiry(), cvc: '1234'.slice(0, cvcLength(number)) });
    this.overlay.close();
    this.express.agree(card, { billingDetails, shippingAddress, shippingRate: shippingAddress && this.rate });
  }

  cancel() {
    this.overlay.close();
    this.express.emit('cancel', { elementType: 'expressCheckout' });
  }
}

function formatMoney(amount, currency = 'usd') {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  return format.format(amount / 10 ** format.resolvedOptions().maximumFractionDigits);
}
