// Elements from before the Payment Element: one line for the whole card, or one line for each part of it.

import { declarations, insertRule } from '../base/appearance.js';
import { element } from '../base/dom.js';
import { brandIcon } from '../base/icons.js';
import { cardParameters, cvcField, expiryField, numberField } from '../forms/card-fields.js';
import { brandOf, checkPostalCode, cvcLength, digitsOf, isForeign } from '../forms/cards.js';
import { Field } from '../forms/field.js';
import { testCardMenu, testExpiry } from '../forms/test-cards.js';
import { StripeElement } from './element.js';

const LINE_SHEET = `
* { box-sizing: border-box; }
html, body { margin: 0; padding: 0; background: transparent; }
body { font: 16px/1.2em -apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; }
.Line { display: flex; align-items: center; gap: 10px; min-height: 1.2em; overflow: hidden; }
.Line > svg { flex: none; width: 28px; height: 18px; }
.Cell { flex: 1 1 0; min-width: 0; }
.Line--card .Cell--number { flex: 1 1 10.5em; }
.Line--card .Cell--expiry { flex: 0 0 4.6em; }
.Line--card .Cell--cvc { flex: 0 0 3em; }
.Line--card .Cell--postal { flex: 0 0 4.2em; }
.Input { display: block; width: 100%; padding: 0; margin: 0; border: 0; outline: 0; background: transparent; font: inherit;
  line-height: inherit; color: #30313d; letter-spacing: inherit; appearance: none; }
.Input--ltr { direction: ltr; }
[dir=rtl] .Input--ltr { text-align: right; }
.Input::placeholder { color: #757680; opacity: 1; }
.LastFour { display: none; }
.Error { position: absolute; display: block; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.SandboxMenu { appearance: none; flex: none; position: sticky; right: 0; width: 52px; padding: 0 7px; border: 1px dashed #b7791f; border-radius: 999px;
  color: #7a4d0b; background: #fff8e6; font: 500 11px/16px system-ui, sans-serif; cursor: pointer; }
.SandboxMenu:focus-visible { outline: 2px solid #b7791f; outline-offset: -2px; }
.SandboxMenu option, .SandboxMenu optgroup { color: #30313d; background: #fff; }
@media (max-width: 480px) {
  .Line--card .Cell--number { flex: 1 0 10.5em; }
  .Line--card.Line--folded .Cell--number { flex: 1 1 2.6em; }
  .Line--card.Line--folded .Cell--number input { position: absolute; opacity: 0; width: 1px; }
  .Line--card.Line--folded .LastFour { display: block; cursor: text; }
  .Line--card { gap: 8px; }
}`;

const STYLE_SELECTORS = { base: '.Input', complete: '.Input--complete', empty: '.Input--empty', invalid: '.Input--invalid' };

/** The `style` option: `base`, `complete`, `empty` and `invalid`, each with properties and pseudo classes or elements. */
function lineSheet(window, style = {}) {
  const sheet = new window.CSSStyleSheet();
  sheet.replaceSync(LINE_SHEET);
  const states = { ...style, invalid: { color: '#c0123c', ...style.invalid } };
  for (const [state, selector] of Object.entries(STYLE_SELECTORS)) {
    for (const [name, value] of Object.entries(states[state] || {})) {
      if (name === 'iconColor') continue;
      const pseudo = name.startsWith(':');
      const rule = pseudo ? declarations(value) : declarations({ [name]: value });
      insertRule(sheet, `${selector}${pseudo ? name : ''} { ${rule} }`);
    }
  }
  const { fontSize, fontFamily, lineHeight } = style.base || {};
  insertRule(sheet, `body { ${declarations({ fontSize, fontFamily, lineHeight })} }`);
  return sheet;
}

export class LineElement extends StripeElement {
  changed() {
    super.changed();
    const network = this.brand === undefined || this.brand === 'unknown' ? null : this.brand;
    if (network === (this.network || null)) return;
    this.network = network;
    this.emit('networkschange', { elementType: this._elementType, networks: network && [network] });
  }

  get sheet() { return lineSheet(this.frame.window, this.options.style); }

  describe() {
    return { ...super.describe(), error: this.shownError };
  }

  update(options) {
    super.update(options);
    for (const field of this.shownFields) field.input.disabled = Boolean(this.options.disabled);
    return this;
  }

  cell(document, field, name) {
    field.spec.disabled = this.options.disabled;
    return element(document, 'div', { class: `Cell Cell--${name}` }, field.build(document, name), field.error);
  }

  /** Fills in a test card, at the wish of the sandbox's menu. */
  menu(document) {
    return this.group.offersTestCards ? testCardMenu(document, { label: 'Test ▾', choose: (number) => this.fill(number) }) : null;
  }
}

export class CardElement extends LineElement {
  constructor(group, type, options) {
    super(group, type, options);
    const named = (what) => `Credit or debit card ${what}`;
    this.number = numberField(this, { name: 'cardnumber', placeholder: undefined, hint: 'cardNumber', ariaLabel: named('number') });
    this.expiry = expiryField(this, { name: 'exp-date', ariaLabel: named('expiration date') });
    this.cvc = cvcField(this, () => this.number.value, { name: 'cvc', ariaLabel: named('CVC/CVV') });
    this.postal = new Field({
      name: 'postal', label: 'zip', hint: 'zip', ariaLabel: 'ZIP', autocomplete: 'billing postal-code',
      value: (options.value || {}).postalCode,
      check: (text) => checkPostalCode(text, isForeign(this.number.value)),
    }, this);
    this.arrange();
  }

  get title() { return 'Secure card payment input frame'; }

  arrange() {
    this.fields = [this.number, this.expiry, this.cvc];
    if (!this.options.hidePostalCode) this.fields.push(this.postal);
  }

  build(document) {
    this.icon = brandIcon(document, 'unknown');
    this.lastFour = element(document, 'span', { class: 'Input LastFour', 'aria-hidden': 'true' });
    this.lastFour.addEventListener('mousedown', (event) => {
      event.preventDefault();
      this.focusField(this.number);
    });
    this.line = element(document, 'div', { class: 'Line Line--card' }, this.options.hideIcon ? null : this.icon);
    const number = this.cell(document, this.number, 'number');
    number.append(this.lastFour);
    this.line.append(number, this.cell(document, this.expiry, 'expiry'), this.cell(document, this.cvc, 'cvc'));
    if (!this.options.hidePostalCode) this.line.append(this.cell(document, this.postal, 'postal'));
    const menu = this.menu(document);
    if (menu) this.line.append(menu);
    this.showBrand();
    return this.line;
  }

  get brand() { return brandOf(this.number.value).brand; }

  describe() {
    const value = { postalCode: this.options.hidePostalCode ? '' : this.postal.value };
    return { ...super.describe(), value, brand: this.brand };
  }

  changed() {
    if (this.line) this.showBrand();
    super.changed();
  }

  /** On a narrow line a finished number folds into its last four digits, to make room for the rest. */
  showBrand() {
    const icon = brandIcon(this.line.ownerDocument, this.brand);
    this.icon.replaceWith(icon);
    this.icon = icon;
    const digits = digitsOf(this.number.value);
    this.lastFour.textContent = digits.slice(-4);
    this.lastFour.classList.toggle('Input--invalid', this.number.shownCode !== null);
    this.line.classList.toggle('Line--folded', brandOf(digits).lengths.includes(digits.length) && !this.number.focused);
  }

  update(options) {
    const before = JSON.stringify([this.options.hidePostalCode, this.options.hideIcon]);
    super.update(options);
    if (options.value) this.postal.set(options.value.postalCode || '');
    this.arrange();
    const after = JSON.stringify([this.options.hidePostalCode, this.options.hideIcon]);
    if (this.ready && before !== after) this.rebuild();
    if (this.ready) this.changed();
    return this;
  }

  fill(number) {
    this.number.set(number);
    this.expiry.set(testExpiry());
    this.cvc.set('1234'.slice(0, cvcLength(number)));
    if (this.postal.empty) this.postal.set('42424');
    this.changed();
  }

  get cardParameters() {
    return cardParameters({ number: this.number.value, expiry: this.expiry.value, cvc: this.cvc.value });
  }

  get postalCode() {
    return this.options.hidePostalCode || this.postal.empty ? undefined : this.postal.value;
  }
}
