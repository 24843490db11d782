// One input: its text, what is wrong with it, and its place in a frame. The text outlives the frame.

import { element } from '../base/dom.js';
import { validationError } from '../base/errors.js';

/**
 * @typedef {object} FieldSpec
 * @property {string} name the input's name, which end-to-end tests look for
 * @property {string} label the key of its label among the words of the form's language
 * @property {string} [hint] the key of its placeholder; `placeholder` is the text itself
 * @property {(text: string) => string | null} check the code of what is wrong, null for nothing
 * @property {(text: string, deleting: boolean) => string} [format]
 * @property {() => {value: string, label: string}[]} [options] makes it a menu
 * @property {() => void} [onInput] is called in place of its owner
 */

export class Field {
  /**
   * @param {FieldSpec} spec
   * @param {{words: object, fieldChanged: (field: Field, event: string) => void}} owner
   */
  constructor(spec, owner) {
    this.spec = spec;
    this.owner = owner;
    this.value = spec.value || '';
    this.visited = false;
    this.demanded = false;
    this.focused = false;
  }

  get words() { return this.owner.words; }

  get label() {
    const text = this.words[this.spec.label] || this.spec.label;
    return this.spec.isOptional ? `${text} (${this.words.optional})` : text;
  }

  get placeholder() {
    return this.spec.placeholder === undefined ? this.words[this.spec.hint] : this.spec.placeholder;
  }

  get empty() {
    return this.value === '';
  }

  get code() {
    return this.spec.check ? this.spec.check(this.value) : null;
  }

  get complete() {
    return this.code === null;
  }

  /** The code to show now: none for a field that has not been filled in yet. */
  get shownCode() {
    const code = this.code;
    if (code === null || !code.startsWith('incomplete')) return code;
    if (this.demanded) return code;
    return this.visited && !this.focused && !this.empty ? code : null;
  }

  build(document, id) {
    const { spec } = this;
    const shared = {
      id, name: spec.name, class: `Input${spec.numeric ? ' Input--ltr' : ''}`, 'aria-label': spec.ariaLabel,
      autocomplete: spec.autocomplete, disabled: spec.disabled,
    };
    this.input = spec.options
      ? element(document, 'select', shared)
      : element(document, 'input', {
        ...shared, type: spec.type || 'text', inputmode: spec.numeric ? 'numeric' : spec.inputMode, placeholder: this.placeholder,
        spellcheck: 'false', autocorrect: 'off', autocapitalize: spec.autocapitalize || 'none', 'aria-invalid': 'false',
      });
    this.error = element(document, 'p', { class: 'Error', id: `${id}-error`, role: 'alert' });
    this.input.setAttribute('aria-describedby', this.error.id);
    if (spec.options) this.fillMenu();
    this.input.value = this.value;
    this.input.addEventListener(spec.options ? 'change' : 'input', (event) => this.typed(event));
    this.input.addEventListener('focus', () => this.setFocused(true));
    this.input.addEventListener('blur', () => this.setFocused(false));
    this.refresh();
    return this.input;
  }

  fillMenu() {
    const { ownerDocument } = this.input;
    this.input.replaceChildren(...this.spec.options().map(
      ({ value, label }) => element(ownerDocument, 'option', { value }, label),
    ));
  }

  typed(event) {
    const { input } = this;
    if (this.spec.format) {
      const significant = (text) => text.replace(/[^\p{L}\p{N}]/gu, '').length;
      const before = significant(input.value.slice(0, input.selectionStart));
      const atEnd = input.selectionStart === input.value.length;
      const deleting = String(event.inputType).startsWith('delete');
      const text = this.spec.format(input.value, deleting);
      if (text !== input.value) {
        input.value = text;
        let caret = atEnd ? text.length : 0;
        while (!atEnd && caret < text.length && significant(text.slice(0, caret)) < before) caret += 1;
        if (this.focused) input.setSelectionRange(caret, caret);
      }
    }
    this.value = input.value;
    this.demanded = false;
    this.tell('input');
  }

  set(value) {
    this.value = this.spec.format ? this.spec.format(value, false) : value;
    this.demanded = false;
    if (this.input) this.input.value = this.value;
    this.refresh();
  }

  setFocused(focused) {
    this.focused = focused;
    if (!focused) this.visited = true;
    this.tell(focused ? 'focus' : 'blur');
  }

  tell(event) {
    if (event === 'input' && this.spec.onInput) this.spec.onInput();
    else this.owner.fieldChanged(this, event);
  }

  /** Shows what is wrong, even in a field that has not been touched. */
  demand() {
    this.demanded = true;
    this.refresh();
  }

  refresh() {
    if (!this.input) return;
    const code = this.shownCode;
    this.input.classList.toggle('Input--invalid', code !== null);
    this.input.classList.toggle('Input--empty', this.empty);
    this.input.classList.toggle('Input--complete', this.complete);
    this.input.setAttribute('aria-invalid', String(code !== null));
    const message = code === null ? '' : validationError(code, this.words).message;
    if (this.error.textContent !== message) this.error.textContent = message;
  }
}

/** A field with its label above (or inside) and its error below. */
export function labelledField(document, field, id, { half = false, icon } = {}) {
  const input = field.build(document, id);
  return element(
    document,
    'div',
    { class: `Field${half ? ' Field--half' : ''}` },
    element(document, 'div', { class: icon ? 'WithIcon' : null },
      element(document, 'label', { class: 'Label', for: id }, field.label), input, icon),
    field.error,
  );
}
