// The cards that a customer has saved before: one is chosen, and each can be changed or removed.

import { element } from '../base/dom.js';
import { MethodForm } from './method-form.js';

export class SavedForm extends MethodForm {
  /** @param {SavedMethods} saved */
  constructor(host, saved) {
    super('saved', host);
    this.saved = saved;
    this.editing = null;
  }

  get fields() { return []; }
  set fields(_) {}

  build(document) {
    return [element(document, 'div', { class: 'SavedList', role: 'radiogroup', 'aria-label': this.words.savedMethods },
      ...this.saved.methods.map((method) => this.row(document, method)))];
  }

  row(document, method) {
    const { card } = method;
    const name = `${card.brand.charAt(0).toUpperCase()}${card.brand.slice(1)} •••• ${card.last4}`;
    const radio = element(document, 'input', { type: 'radio', name: 'savedMethod', id: `saved-${method.id}`, value: method.id, 'data-testid': 'saved-payment-method' });
    radio.checked = method.id === this.saved.chosen;
    radio.addEventListener('change', () => {
      this.saved.chosen = method.id;
      this.host.changed();
    });
    const label = element(document, 'label', { for: radio.id }, radio, element(document, 'span', {}, name),
      element(document, 'span', { class: 'SavedExpiry' }, `${String(card.exp_month).padStart(2, '0')}/${card.exp_year % 100}`));
    const button = (text, testID, act) => {
      const made = element(document, 'button', { type: 'button', class: 'SavedButton', 'data-testid': testID, 'aria-label': `${text}: ${name}` }, text);
      made.addEventListener('click', act);
      return made;
    };
    const isEdited = this.editing === method.id;
    return element(document, 'div', { class: 'SavedRow' }, label,
      isEdited ? null : button(this.words.edit, 'edit-saved', () => this.edit(method.id)),
      this.saved.mayRemove && !isEdited ? button(this.words.remove, 'remove-saved', () => this.remove(method)) : null,
      isEdited ? this.editor(document, method, button) : null);
  }

  edit(id) {
    this.editing = id;
    this.host.redraw();
  }

  editor(document, { id, card }, button) {
    const input = element(document, 'input', { class: 'Input', name: 'savedExpiry', 'aria-label': this.words.expirationDate, inputmode: 'numeric', placeholder: this.words.expiryHint });
    input.value = `${String(card.exp_month).padStart(2, '0')}/${card.exp_year % 100}`;
    const save = async () => {
      const [month, year] = input.value.split('/').map((part) => Number(part.trim()));
      if (!(month >= 1 && month <= 12 && year >= 0)) return input.focus();
      await this.saved.change(id, { card: { exp_month: month, exp_year: 2000 + (year % 100) } });
      return this.edit(null);
    };
    return element(document, 'div', { class: 'SavedEditor' }, input, button(this.words.save, 'save-saved', save), button(this.words.cancel, 'cancel-saved', () => this.edit(null)));
  }

  async remove(method) {
    await this.saved.remove(method.id);
    this.host.savedChanged();
  }

  get parameters() { return { payment_method: this.saved.chosen }; }
}
