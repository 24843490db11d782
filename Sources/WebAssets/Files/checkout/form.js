// The form: who buys, where to, how it is paid; and the button.

import { h } from '../shared/dom.js';
import { embedding } from './embedding.js';
import { Methods } from './methods.js';
import { Address, Contact, CustomFields } from '../hosted/sections.js';
import { shippingRates } from './shipping-rates.js';
import { TaxID } from './tax-id.js';

export class CheckoutForm {
  constructor(client, { offersTestCards, showState }) {
    this.client = client;
    this.showState = showState;
    const { page } = client;
    const known = page.page.customer || {};
    const saved = known.shipping || {};
    const allowed = (page.shipping_address_collection || {}).allowed_countries;
    this.contact = new Contact(this, {
      email: page.customer_email || page.page.prefilled_email || known.email || '', phone: known.phone, isFixed: Boolean(page.customer_email || (page.customer && known.email)),
      asksForPhone: (page.phone_number_collection || {}).enabled === true,
    });
    this.shipping = allowed ? new Address(this, 'shipping', {
      title: this.words.shippingAddress, countries: allowed, name: saved.name || known.name, address: saved.address || known.address || {},
    }) : null;
    const { enabled: isTaxed, status: taxStatus } = page.automatic_tax || {};
    this.taxesBilling = Boolean(isTaxed && !allowed && taxStatus === 'requires_location_inputs');
    this.asksForBilling = page.billing_address_collection === 'required' || this.taxesBilling;
    this.billing = new Address(this, 'billing', { title: this.words.billingAddress, namesPerson: false, address: known.address || {} });
    this.isSame = Boolean(this.shipping);
    this.methods = this.asksForPayment ? new Methods(this, page, { offersTestCards, hasBillingAddress: this.asksForBilling }) : null;
    this.custom = new CustomFields(this, page.custom_fields || []);
    this.taxID = (page.tax_id_collection || {}).enabled ? new TaxID(this) : null;
    this.node = h('main', { class: 'Main' });
    this.draw();
    client.on('change', () => this.refresh());
  }

  get words() { return this.client.voice.words; }
  get language() { return this.client.voice.language; }

  /** Nothing is due, and nothing is kept for later. */
  get asksForPayment() {
    const { page } = this.client;
    if (page.mode === 'payment') return page.amount_total > 0;
    return page.payment_method_collection !== 'if_required' || page.amount_total > 0;
  }

  fieldChanged(field) {
    field.refresh();
    if (this.problem) this.problem.textContent = '';
    const section = [this.shipping, this.billing].find((each) => each && each.fields.includes(field));
    if (section && !field.focused) this.addressChanged(section);
  }

  /** Where things go decides what shipping and tax cost. */
  async addressChanged(section) {
    if (section.wrong || (section === this.billing && !this.taxesBilling)) return;
    const text = JSON.stringify(section.value);
    if (text === this.toldAddress) return;
    this.toldAddress = text;
    const { name, address } = section.value;
    if (section === this.billing) {
      await this.client.update({ billing_address: { ...address } });
      return;
    }
    const result = await embedding.shipping({ name, address });
    if (result && result.type === 'reject') {
      this.problem.textContent = result.errorMessage || 'This address cannot be shipped to.';
      this.isRefused = true;
      return;
    }
    this.isRefused = false;
    await (embedding.isEmbedded ? this.client.load() : this.client.update({ shipping_address: { ...address } }));
  }

  draw() {
    const { words } = this;
    this.rates = h('div');
    this.problem = h('p', { class: 'Notice', role: 'alert', 'data-testid': 'checkout-error' });
    this.label = h('span', {}, this.buttonText);
    this.button = h('button', { class: 'Button Button--primary SubmitButton', type: 'submit', 'data-testid': 'hosted-payment-submit-button' }, this.label);
    const form = h('form', { novalidate: true, onsubmit: (event) => this.submit(event), 'aria-label': words.paymentMethod },
      this.contact.build(), this.taxID ? this.taxID.build() : '',
      this.shipping ? this.shipping.build() : '', this.rates,
      this.custom.fields.length > 0 ? this.custom.build() : '',
      this.methods ? this.methods.node : '',
      this.asksForBilling ? this.billingNode() : '',
      this.consents(),
      h('div', { class: 'Section' }, this.problem, this.button, this.small()));
    this.node.replaceChildren(form);
    this.refresh();
  }

  billingNode() {
    if (!this.shipping) return this.billing.build();
    const place = h('div', {}, this.isSame ? '' : this.billing.build());
    const box = h('input', { type: 'checkbox', name: 'billingSameAsShipping', id: 'billing-same', checked: this.isSame, onchange: () => {
      this.isSame = box.checked;
      place.replaceChildren(this.isSame ? '' : this.billing.build());
    } });
    return h('div', { class: 'Section' }, h('label', { class: 'Check', for: 'billing-same' }, box, this.words.sameAddress), place);
  }

  consents() {
    const { page } = this.client;
    const { terms_of_service: terms, promotions } = page.consent_collection || {};
    const texts = page.custom_text || {};
    const check = (name, text) => {
      const box = h('input', { type: 'checkbox', name, id: name });
      return { box, node: h('label', { class: 'Check', for: name }, box, text) };
    };
    this.terms = terms === 'required' ? check('termsOfServiceConsentCheckbox', (texts.terms_of_service_acceptance || {}).message || this.words.agreeTerms) : null;
    this.promotions = promotions === 'auto' ? check('promotionalConsentCheckbox', this.words.promotionsConsent) : null;
    const offersSaving = page.mode === 'payment' && page.customer && (page.saved_payment_method_options || {}).payment_method_save === 'enabled';
    this.saving = offersSaving ? check('savePaymentMethod', this.words.savePaymentDetails) : null;
    const shown = [this.saving, this.promotions, this.terms].filter(Boolean);
    return shown.length > 0 ? h('div', { class: 'Section' }, shown.map(({ node }) => node)) : '';
  }

  small() {
    const { page } = this.client;
    const submit = ((page.custom_text || {}).submit || {}).message;
    const after = ((page.custom_text || {}).after_submit || {}).message;
    const business = page.page.business_name || this.words.thisBusiness;
    const lines = [submit, page.mode === 'subscription' ? `${this.words.subscriptionTerms(business)} ${this.words.subscriptionTermsEnd}` : null, after];
    return lines.filter(Boolean).map((line) => h('p', { class: 'Small' }, line));
  }

  get buttonText() {
    const { page, session } = this.client;
    const { words } = this;
    if (page.mode === 'setup') return words.save;
    if (page.mode === 'subscription') return session.recurring && session.recurring.trial ? words.startTrial : words.subscribe;
    const named = { book: words.book, donate: words.donate, subscribe: words.subscribe }[page.submit_type];
    return named || words.payAmount(session.total.total.amount);
  }

  refresh() {
    if (!this.isBusy) this.label.textContent = this.buttonText;
    this.rates.replaceChildren(shippingRates(this.client));
  }

  get sections() {
    return [
      this.contact, this.taxID, this.shipping, this.custom, this.methods, this.asksForBilling && !this.isSame ? this.billing : null,
    ].filter(Boolean);
  }

  async submit(event) {
    event.preventDefault();
    if (this.isBusy) return;
    this.sections.forEach((section) => section.demand());
    const wrong = this.sections.map((section) => section.wrong).find(Boolean);
    if (wrong) {
      wrong.input.focus();
      return;
    }
    if (this.terms && !this.terms.box.checked) {
      this.problem.textContent = this.words.acceptTerms;
      this.terms.box.focus();
      return;
    }
    if (this.isRefused) return;
    this.busy(true);
    const { error } = await this.client.confirm(this.parameters);
    if (error) {
      this.busy(false);
      this.problem.textContent = error.message;
      return;
    }
    if (this.client.page.status === 'complete') this.done();
    else this.busy(false);
  }

  get parameters() {
    const contact = { email: this.contact.email.value.trim(), phone: this.contact.phone.value || undefined };
    const shipping = this.shipping ? this.shipping.value : undefined;
    const billing = this.asksForBilling ? (this.isSame && shipping ? shipping : this.billing.value) : undefined;
    return {
      email: contact.email,
      phone: contact.phone,
      shipping,
      ...(this.methods ? this.methods.parameters({ ...contact, name: shipping && shipping.name, address: billing && billing.address }) : {}),
      custom_fields: this.custom.value,
      tax_id: this.taxID ? this.taxID.value : undefined,
      consent: this.terms || this.promotions ? {
        terms_of_service: this.terms && this.terms.box.checked ? 'accepted' : undefined,
        promotions: this.promotions ? (this.promotions.box.checked ? 'opt_in' : 'opt_out') : undefined,
      } : undefined,
      save_payment_method: this.saving ? this.saving.box.checked : undefined,
    };
  }

  tell(message) { this.problem.textContent = message; }

  busy(isBusy) {
    this.isBusy = isBusy;
    this.button.disabled = isBusy;
    this.button.setAttribute('aria-busy', String(isBusy));
    this.button.replaceChildren(...(isBusy ? [h('span', { class: 'Spinner', 'aria-hidden': 'true' })] : []), this.label);
    this.label.textContent = isBusy ? this.words.processing : this.buttonText;
  }

  done() {
    this.button.classList.add('SubmitButton--done');
    this.button.replaceChildren(h('span', {}, '✓'), h('span', { class: 'Visually-hidden' }, this.words.done));
    const { destination } = this.client;
    embedding.complete();
    if (destination) embedding.leave(destination.replaceAll('{CHECKOUT_SESSION_ID}', this.client.page.id));
    else this.showState('paid');
  }
}
