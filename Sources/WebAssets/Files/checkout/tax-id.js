// “I'm purchasing as a business”: a name and a tax id.

import { h } from '../shared/dom.js';
import { labelledField } from '../stripe/forms/field.js';
import { Section } from '../hosted/sections.js';

/** The types that this form offers, with an example of each. */
const TYPES = {
  eu_vat: 'EU VAT', gb_vat: 'GB VAT', us_ein: 'US EIN', au_abn: 'AU ABN', br_cnpj: 'BR CNPJ', ca_bn: 'CA BN', ch_vat: 'CH VAT', in_gst: 'IN GST',
  jp_trn: 'JP TRN', mx_rfc: 'MX RFC', no_vat: 'NO VAT', nz_gst: 'NZ GST', sg_gst: 'SG GST', za_vat: 'ZA VAT',
};

const types = (owner, name) => owner.field({
  name, label: 'taxId', check: undefined, value: 'eu_vat', options: () => Object.entries(TYPES).map(([value, label]) => ({ value, label })),
});

/** A type and a number, which may stay empty. */
export class TaxIDFields extends Section {
  constructor(owner) {
    super(undefined, owner);
    this.type = types(this, 'taxIdType');
    this.number = this.field({ name: 'taxId', label: 'taxId', autocapitalize: 'characters', check: () => null });
    this.fields = [this.type, this.number];
  }

  build() { return super.build(this.fields); }

  get value() {
    return this.number.empty ? undefined : { type: this.type.value, value: this.number.value.replace(/\s/g, '') };
  }
}

export class TaxID extends Section {
  constructor(owner) {
    super(undefined, owner);
    this.isBusiness = false;
    this.name = this.field({ name: 'businessName', label: owner.words.businessName, autocomplete: 'organization' });
    this.type = types(this, 'taxIdType');
    this.number = this.field({ name: 'taxId', label: 'taxId', autocapitalize: 'characters' });
  }

  build() {
    const place = h('div', { class: 'Form' });
    const box = h('input', { type: 'checkbox', name: 'purchasingAsBusiness', id: 'purchasing-as-business', onchange: () => {
      this.isBusiness = box.checked;
      this.fields = this.isBusiness ? [this.name, this.type, this.number] : [];
      place.replaceChildren(...this.fields.map((field) => labelledField(document, field, field.spec.name, { half: field !== this.name })));
    } });
    return h('section', { class: 'Section', 'data-testid': 'tax-id-section' },
      h('label', { class: 'Check', for: 'purchasing-as-business' }, box, this.owner.words.businessPurchase), place);
  }

  get value() {
    return this.isBusiness ? { type: this.type.value, value: this.number.value.replace(/\s/g, ''), business_name: this.name.value } : undefined;
  }
}
