// The Link Authentication Element: an email address. Link itself is not in the sandbox.

import { element } from '../base/dom.js';
import { checkEmail } from '../forms/checks.js';
import { Field, labelledField } from '../forms/field.js';
import { StripeElement } from './element.js';

export class LinkAuthenticationElement extends StripeElement {
  constructor(group, type, options) {
    super(group, type, options);
    this.fields = [new Field({
      name: 'email', label: 'email', type: 'email', autocomplete: 'email', placeholder: 'you@example.com',
      value: (options.defaultValues || {}).email, check: checkEmail,
    }, this)];
  }

  get title() { return 'Secure email input frame'; }
  get bleed() { return 4; }
  get loaderstarts() { return true; }
  get email() { return this.fields[0].value.trim(); }

  build(document) {
    const labels = this.group.appearance.labels === 'floating' ? ' Labels--floating' : '';
    return element(document, 'div', { class: `Form${labels}` },
      labelledField(document, this.fields[0], 'linkAuthentication-emailInput'));
  }

  describe() {
    return { ...super.describe(), value: { email: this.email } };
  }
}
