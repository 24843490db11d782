// Link: an email address, and no more is asked.

import { MethodForm } from './method-form.js';

export class LinkForm extends MethodForm {
  constructor(host) {
    super('link', host);
    this.fields = [this.billingField('email')];
  }
}
