// What all Elements have in common: mounting, events, focus, and the classes on their container.

import { appearanceSheet, isDark } from '../base/appearance.js';
import { Emitter } from '../base/emitter.js';
import { IntegrationError, validationError } from '../base/errors.js';
import { Frame } from '../base/frame.js';

const STATE_CLASSES = {
  base: 'StripeElement',
  complete: 'StripeElement--complete',
  empty: 'StripeElement--empty',
  focus: 'StripeElement--focus',
  invalid: 'StripeElement--invalid',
  webkitAutofill: 'StripeElement--webkit-autofill',
};

export class StripeElement extends Emitter {
  constructor(group, type, options) {
    super();
    this.group = group;
    this._elementType = type;
    this.options = options;
    this.fields = [];
    this.container = null;
    this.frame = null;
    this.focused = false;
    this.destroyed = false;
    this.lastChange = '';
  }

  mount(target) {
    this.assertAlive();
    const container = findContainer(target);
    if (this.container === container) return;
    if (this.container) this.unmount();
    if (container.childNodes.length > 0) {
      console.warn('This Element will be mounted to a DOM element that contains child nodes.');
      container.replaceChildren();
    }
    this.container = container;
    const dark = isDark(this.group.appearance);
    const frame = new Frame(container, { title: this.title, language: this.group.language, bleed: this.bleed, dark });
    this.frame = frame;
    this.showState();
    this.listenToLabels();
    frame.loaded.then(() => this.frame === frame && this.load(frame));
  }

  unmount() {
    this.assertAlive();
    if (!this.container) return;
    this.labels.abort();
    this.toggleClasses(() => false);
    this.frame.remove();
    this.frame = null;
    this.container = null;
    this.ready = false;
    this.focused = false;
  }

  destroy() {
    this.assertAlive();
    this.unmount();
    this.destroyed = true;
    this.group.forget(this);
  }

  update(options) {
    this.assertAlive();
    this.options = { ...this.options, ...options };
    if (this.ready) this.restyle();
    return this;
  }

  focus() {
    this.assertAlive();
    if (!this.ready) {
      this.wantsFocus = true;
      return this;
    }
    const field = this.fields.find((each) => each.shownCode !== null) || this.fields.find((each) => !each.complete);
    this.focusField(field || this.fields[0]);
    return this;
  }

  blur() {
    this.assertAlive();
    const active = this.frame && this.frame.document && this.frame.document.activeElement;
    if (active) active.blur();
    return this;
  }

  clear() {
    this.assertAlive();
    for (const field of this.fields) {
      field.visited = false;
      field.set(field.spec.value || '');
    }
    this.changed();
    return this;
  }

  // What the kinds of Elements say about themselves.

  get words() { return this.group.words; }
  get title() { return 'Secure input frame'; }
  get bleed() { return 0; }
  get sheet() { return appearanceSheet(this.frame.window, this.group.appearance); }
  get complete() { return this.fields.every((field) => field.complete); }
  get empty() { return this.fields.every((field) => field.empty || field.spec.options); }
  describe() { return { complete: this.complete, empty: this.empty }; }
  async prepare() { return {}; }

  // The frame's life.

  async load(frame) {
    if (this.loaderstarts) this.emit('loaderstart', { elementType: this._elementType });
    const { error } = await this.prepare();
    if (this.frame !== frame) return;
    if (error) {
      this.emit('loaderror', { elementType: this._elementType, error });
      if (!this.hasListener('loaderror')) console.error(`The ${this._elementType} Element could not be loaded: ${error.message}`);
      return;
    }
    frame.loadFonts(this.group.fonts);
    frame.show(this.build(frame.document), this.sheet);
    this.listenToFrame(frame.document);
    this.ready = true;
    this.emit('ready', this.readyEvent);
    if (this.announcesFirst || !this.empty) this.changed();
    else this.lastChange = JSON.stringify(this.change);
    if (this.wantsFocus) this.focus();
    this.wantsFocus = false;
  }

  get readyEvent() {
    return { elementType: this._elementType };
  }

  /** Draws the fields anew, as they are; the one with the caret keeps it. */
  rebuild() {
    const focused = this.fields.find((field) => field.focused);
    this.frame.document.body.replaceChildren(this.build(this.frame.document));
    if (focused && focused.input.isConnected) this.focusField(focused);
  }

  restyle() {
    this.frame.style(this.sheet, { dark: isDark(this.group.appearance) });
  }

  listenToFrame(document) {
    document.addEventListener('focusin', () => this.setFocused(true));
    document.addEventListener('focusout', (event) => event.relatedTarget || this.setFocused(false));
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.emit('escape', { elementType: this._elementType });
      if (event.key === 'Enter' && event.target.tagName === 'INPUT') this.submitForm();
      if (event.key === 'Backspace' && event.target.value === '') this.stepBack(event);
    });
  }

  /** A label of the page that names the container puts the caret into it. */
  listenToLabels() {
    this.labels = new AbortController();
    const { container } = this;
    container.ownerDocument.addEventListener('click', (event) => {
      const label = event.target.closest && event.target.closest('label');
      if (label && container.id !== '' && label.htmlFor === container.id) this.focus();
    }, { signal: this.labels.signal });
  }

  submitForm() {
    const form = this.container.closest('form');
    if (form) form.requestSubmit();
  }

  setFocused(focused) {
    if (this.focused === focused || this.destroyed) return;
    this.focused = focused;
    this.showState();
    this.emit(focused ? 'focus' : 'blur', { elementType: this._elementType });
  }

  /** What every field of the Element calls. */
  fieldChanged(field, event) {
    field.refresh();
    if (event === 'input' && field.spec.isFull && field.spec.isFull(field.value)) this.stepForward(field);
    this.changed();
  }

  get shownFields() {
    return this.fields.filter((field) => field.input && field.input.isConnected);
  }

  focusField(field) {
    if (!field || !field.input) return;
    this.frame.node.focus();
    field.input.focus();
  }

  stepForward(field) {
    if (!field.focused || field.input.selectionStart !== field.input.value.length) return;
    const next = this.shownFields[this.shownFields.indexOf(field) + 1];
    if (next && next.empty) this.focusField(next);
  }

  stepBack(event) {
    const index = this.shownFields.findIndex((field) => field.input === event.target);
    const previous = this.shownFields[index - 1];
    // The parts of a card are typed in one go, other fields are not.
    if (!previous || !previous.spec.isFull) return;
    event.preventDefault();
    this.focusField(previous);
    previous.input.setSelectionRange(previous.value.length, previous.value.length);
  }

  changed() {
    this.showState();
    const payload = this.change;
    const text = JSON.stringify(payload);
    if (text === this.lastChange) return;
    this.lastChange = text;
    this.emit('change', payload);
  }

  get change() {
    return { elementType: this._elementType, ...this.describe() };
  }

  /** The first thing that is wrong, whether or not the form shows it yet. */
  get incompleteness() {
    const field = this.fields.find((each) => !each.complete);
    return field ? validationError(field.code, this.words) : null;
  }

  get shownError() {
    const field = this.fields.find((each) => each.shownCode !== null);
    return field ? validationError(field.shownCode, this.words) : undefined;
  }

  /** Shows all that is missing, as on submit. */
  demand() {
    for (const field of this.fields) field.demand();
    this.changed();
  }

  showState() {
    const states = {
      base: true,
      complete: this.complete,
      empty: this.empty,
      focus: this.focused,
      invalid: this.shownError !== undefined,
    };
    this.toggleClasses((state) => Boolean(states[state]));
  }

  toggleClasses(isOn) {
    if (!this.container) return;
    const classes = { ...STATE_CLASSES, ...this.options.classes };
    for (const [state, names] of Object.entries(classes)) {
      for (const name of names.split(/\s+/).filter(Boolean)) this.container.classList.toggle(name, isOn(state));
    }
  }

  assertAlive() {
    if (this.destroyed) {
      throw new IntegrationError('This Element has already been destroyed. Please create a new one.');
    }
  }
}

export function findContainer(target) {
  if (typeof target === 'string') {
    const found = document.querySelector(target);
    if (found) return found;
    throw new IntegrationError(
      `The selector you specified (${target}) applies to no DOM elements that are currently on the page.\n`
      + 'Make sure the element exists on the page before calling mount().',
    );
  }
  if (target && target.nodeType === Node.ELEMENT_NODE) return target;
  throw new IntegrationError('Invalid DOM element. Make sure to call mount() with a valid DOM element or selector.');
}
