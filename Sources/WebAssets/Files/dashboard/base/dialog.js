import { h } from '../../shared/dom.js';

/**
 * Asks in a dialog, which stays, with what was typed, until `run` has accepted the answers or it is left.
 * @param {{title: string, text?: string, confirm?: string, danger?: boolean, fields?: {name: string, label: string,
 *   value?: string, type?: string, options?: (string | [string, string])[], required?: boolean, hint?: string}[],
 *   run?: (answers: object) => Promise<T>}} question
 * @returns {Promise<T | null>} what `run` gave, or null if the dialog was left
 */
export function ask({ title, text, confirm = 'OK', danger = false, fields = [], run = async () => true }) {
  return new Promise((resolve) => {
    const problem = h('p', { class: 'problem', role: 'alert', hidden: true });
    const submit = h('button', { class: `button ${danger ? 'danger' : 'primary'}` }, confirm);
    let result = null;
    const form = h('form', {
      onsubmit: async (event) => {
        event.preventDefault();
        submit.disabled = true;
        problem.hidden = true;
        try {
          result = await run(Object.fromEntries(new FormData(form)));
          dialog.close();
        } catch (error) {
          problem.textContent = error.message;
          problem.hidden = false;
        } finally {
          submit.disabled = false;
        }
      },
    },
    h('h2', {}, title), text && h('p', {}, text), fields.map(field), problem,
    h('div', { class: 'buttons' },
      h('button', { class: 'button', type: 'button', onclick: () => dialog.close() }, 'Cancel'), submit));
    const dialog = h('dialog', { class: 'ask', 'aria-label': title }, form);
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(result);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** A labelled input, a choice where it has `options`. */
export function field({ label, options, hint, value = '', ...attributes }) {
  const choices = (options || []).map((option) => {
    const [key, name] = [option].flat();
    return h('option', { value: key }, name || key);
  });
  const input = options
    ? h('select', attributes, choices)
    : h('input', { type: 'text', autocomplete: 'off', ...attributes, value });
  if (options && value) input.value = value;
  return h('label', {}, label, input, hint && h('small', {}, hint));
}

let timer;

/** Says what was done, or why it was not, in the one place for that. */
export function tell(text, isBad = false) {
  const notice = document.getElementById('notice');
  clearTimeout(timer);
  notice.textContent = text;
  notice.className = isBad ? 'bad' : '';
  document.body.classList.toggle('has-notice', text !== '');
  if (text !== '') timer = setTimeout(() => tell(''), isBad ? 12_000 : 5000);
}

/** A button that does something, and tells of it. */
export function action(label, run, { danger = false, primary = false, small = false, ...attributes } = {}) {
  const classes = ['button', danger && 'danger', primary && 'primary', small && 'small'].filter(Boolean).join(' ');
  const button = h('button', {
    class: classes,
    type: 'button',
    ...attributes,
    onclick: async () => {
      button.disabled = true;
      try {
        const done = await run();
        if (done) tell(done);
      } catch (error) {
        tell(error.message, true);
      } finally {
        button.disabled = false;
        focusAgain(button);
      }
    },
  }, label);
  return button;
}

/** A button that was disabled while it worked has lost the focus, and may be drawn anew. */
function focusAgain(button) {
  if (document.activeElement !== document.body) return;
  const same = [...document.querySelectorAll('#view button')].find((each) => each.textContent === button.textContent);
  const place = button.isConnected ? button : same;
  if (place) place.focus({ preventScroll: true });
}
