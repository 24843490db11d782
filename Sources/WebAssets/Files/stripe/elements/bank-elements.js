// The elements for one bank detail: an IBAN, an Australian bank account, the bank of a redirect.

import { element } from '../base/dom.js';
import { checkIBAN, formatIBAN } from '../forms/checks.js';
import { digitsOf } from '../forms/cards.js';
import { Field } from '../forms/field.js';
import { LineElement } from './card-element.js';

/** `elements.create('iban', {supportedCountries, placeholderCountry})`. */
export class IbanElement extends LineElement {
  constructor(group, type, options) {
    super(group, type, options);
    const country = options.placeholderCountry || 'DE';
    this.fields = [new Field({
      name: 'iban', ariaLabel: 'IBAN', placeholder: `${country}00 0000 0000 0000 0000 00`, format: formatIBAN, check: checkIBAN,
      autocapitalize: 'characters',
    }, this)];
  }

  get title() { return 'Secure IBAN input frame'; }

  build(document) {
    return element(document, 'div', { class: 'Line' }, this.cell(document, this.fields[0], 'iban'));
  }

  describe() {
    const iban = this.details.iban;
    return { ...super.describe(), country: iban.length >= 2 ? iban.slice(0, 2) : undefined, bankName: '' };
  }

  get details() { return { iban: this.fields[0].value.replace(/\s/g, '') }; }
}

export class AuBankAccountElement extends LineElement {
  constructor(group, type, options) {
    super(group, type, options);
    const part = (name, label, placeholder, length) => new Field({
      name, ariaLabel: label, placeholder, numeric: true, format: (text) => digitsOf(text).slice(0, length[1]),
      check: (text) => (text.length >= length[0] ? null : 'incomplete'), isFull: (text) => text.length === length[1],
    }, this);
    this.bsb = part('bsb', 'BSB', 'BSB', [6, 6]);
    this.account = part('accountNumber', 'Account number', 'Account number', [5, 9]);
    this.fields = [this.bsb, this.account];
  }

  get title() { return 'Secure bank account input frame'; }

  build(document) {
    return element(document, 'div', { class: 'Line' },
      this.cell(document, this.bsb, 'bsb'), this.cell(document, this.account, 'account'));
  }

  describe() { return { ...super.describe(), bankName: '', branchName: '' }; }

  get details() { return { bsb_number: this.bsb.value, account_number: this.account.value }; }
}

const BANKS = {
  epsBank: { erste_bank_und_sparkassen: 'Erste Bank und Sparkassen', raiffeisen_bankengruppe_osterreich: 'Raiffeisen', bank_austria: 'Bank Austria' },
  fpxBank: { maybank2u: 'Maybank2U', cimb: 'CIMB Clicks', public_bank: 'Public Bank', rhb: 'RHB Bank' },
  idealBank: { abn_amro: 'ABN AMRO', ing: 'ING', rabobank: 'Rabobank', sns_bank: 'SNS', triodos_bank: 'Triodos Bank', bunq: 'bunq' },
  p24Bank: { ing: 'ING', mbank_mtransfer: 'mBank', santander_przelew24: 'Santander', ipko: 'iPKO' },
};

/** A menu of banks: `idealBank`, `epsBank`, `p24Bank`, `fpxBank`. */
export class BankElement extends LineElement {
  constructor(group, type, options) {
    super(group, type, options);
    this.fields = [new Field({
      name: 'bank', ariaLabel: 'Bank', value: options.value || '', check: (text) => (text === '' ? 'incomplete' : null),
      options: () => [{ value: '', label: this.words.select }, ...Object.entries(BANKS[type]).map(([value, label]) => ({ value, label }))],
    }, this)];
  }

  get title() { return 'Secure bank input frame'; }
  get empty() { return this.fields[0].empty; }

  build(document) {
    return element(document, 'div', { class: 'Line' }, this.cell(document, this.fields[0], 'bank'));
  }

  describe() { return { ...super.describe(), value: this.fields[0].value }; }

  get details() { return { bank: this.fields[0].value }; }
}
