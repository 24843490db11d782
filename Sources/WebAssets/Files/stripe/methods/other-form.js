// Any way to pay that is no card: fields as the table of methods asks for, and what happens after them in words.

import { element } from '../base/dom.js';
import { Field } from '../forms/field.js';
import { sandboxMenu } from '../forms/test-cards.js';
import { detailField } from './detail-fields.js';
import { MethodForm } from './method-form.js';
import { methodName, METHODS, TEST_VALUES } from './methods.js';

const BILLING = ['name', 'email', 'phone', 'line1', 'city', 'state', 'country', 'postal_code'];
const TYPED_ONLY = ['routing_number', 'account_number', 'account_type'];

/** Where a method is at home, so that the form starts there. */
const HOMES = { bacs_debit: 'GB', boleto: 'BR', afterpay_clearpay: 'US', klarna: 'US' };

export class OtherForm extends MethodForm {
  constructor(type, host) {
    super(type, host);
    this.method = METHODS[type] || { name: type, asks: '', flow: 'custom' };
    this.parts = new Map();
    for (const part of this.method.asks.split(' ').filter(Boolean)) {
      this.parts.set(part, BILLING.includes(part) ? this.billingField(part) : this.detailField(part));
    }
    this.arrange();
  }

  get firstCountry() { return HOMES[this.type] || 'US'; }

  detailField(part) {
    const onInput = part === 'connection' ? () => this.host.redraw() : undefined;
    return new Field({ ...detailField(part, this.words, this.host.language), onInput }, this);
  }

  arrange() {
    const isConnected = this.parts.has('connection') && this.parts.get('connection').value === 'connected';
    const wanted = [...this.parts].filter(([part]) => {
      if (BILLING.includes(part)) return this.wantsBilling(part);
      return !(isConnected && TYPED_ONLY.includes(part));
    });
    this.fields = wanted.map(([, field]) => field);
  }

  menu(document) {
    const values = TEST_VALUES[this.type];
    if (!this.host.offersTestCards || !values) return null;
    const groups = [{ group: methodName(this.type, this.words), entries: values.map(([name], index) => [name, String(index)]) }];
    const menu = sandboxMenu(document, { label: 'Sandbox test values', groups, choose: (index) => this.fill(values[Number(index)][1]) });
    return element(document, 'div', { class: 'Sandbox' }, menu);
  }

  notice(document) {
    const { flow } = this.method;
    const name = methodName(this.type, this.words);
    if (flow === 'custom') return this.note(document, this.host.subtitleOf ? this.host.subtitleOf(this.type) : '');
    if (flow === 'redirect') return this.note(document, this.words.redirectNotice(name));
    if (flow === 'voucher') return this.note(document, this.words.voucherNotice(name));
    return flow === 'debit' && this.showsTerms(true) ? this.note(document, this.words.debitNotice(this.business)) : null;
  }

  fill(values) {
    const fillIn = { name: 'Jenny Rosen', email: 'jenny@example.com', addressLine1: '1 Nest Lane', locality: 'Nestville',
      administrativeArea: 'SP', postalCode: '10115' };
    for (const [part, field] of this.parts) {
      if (values[part] !== undefined) field.set(values[part]);
      else if (field.empty && fillIn[field.spec.name]) field.set(fillIn[field.spec.name]);
    }
    this.host.redraw();
  }

  get details() {
    const details = {};
    for (const field of this.fields) {
      const { name } = field.spec;
      if (field.billingPath || ['connection', 'blik_code'].includes(name)) continue;
      const value = ['iban', 'tax_id'].includes(name) ? field.value.replace(/\s/g, '') : field.value;
      details[{ fpx_bank: 'bank', sofort_country: 'country' }[name] || name] = value;
    }
    const connection = this.parts.get('connection');
    if (!connection) return details;
    const isConnected = connection.value === 'connected';
    return { account_holder_type: 'individual', ...(isConnected ? { financial_connections_account: 'fca_sandbox' } : {}), ...details };
  }

  get choices() {
    const code = this.parts.get('blik_code');
    return code ? { blik: { code: code.value } } : undefined;
  }
}
