import { h } from '../shared/dom.js';

/**
 * Asks in a dialog. Resolves to what was filled in, or to null if the dialog was left.
 * @param {{title: string, text?: string, confirm?: string, danger?: boolean, fields?: {name: string, label: string,
 *   value?: string, type?: string, options?: string[], required?: boolean, hint?: string}[]}} question
 */
export function ask({ title, text, confirm = 'OK', danger = false, fields = [] }) {
  return new Promise((resolve) => {
    const inputs = fields.map(({ label, options, hint, value = '', ...attributes }) => h('label', {}, label,
      options
        ? h('select', { ...attributes }, options.map((option) => h('option', { value: option }, option)))
        : h('input', { type: 'text', autocomplete: 'off', ...attributes, value }),
      hint && h('small', {}, hint)));
    const form = h('form', { method: 'dialog' },
      h('h2', {}, title), text && h('p', {}, text), inputs,
      h('div', { class: 'buttons' },
        h('button', { class: 'button', type: 'button', onclick: () => dialog.close() }, 'Cancel'),
        h('button', { class: `button ${danger ? 'danger' : 'primary'}`, value: 'yes' }, confirm)));
    const dialog = h('dialog', { class: 'ask', 'aria-label': title }, form);
    dialog.addEventListener('close', () => {
      resolve(dialog.returnValue === 'yes' ? Object.fromEntries(new FormData(form)) : null);
      dialog.remove();
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** Says for a moment what was done, or why it was not. */
export function tell(text, isBad = false) {
  const toast = h('p', { class: `toast${isBad ? ' bad' : ''}` }, text);
  document.getElementById('toasts').append(toast);
  setTimeout(() => toast.remove(), isBad ? 8000 : 4000);
}

/** A button that does something, and tells of it. */
export function action(label, run, { danger = false, primary = false, small = false } = {}) {
  const classes = ['button', danger && 'danger', primary && 'primary', small && 'small'].filter(Boolean).join(' ');
  const button = h('button', {
    class: classes,
    type: 'button',
    onclick: async () => {
      button.disabled = true;
      try {
        const done = await run();
        if (done) tell(done);
      } catch (error) {
        tell(error.message, true);
      } finally {
        button.disabled = false;
      }
    },
  }, label);
  return button;
}
