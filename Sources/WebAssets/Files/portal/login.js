// Coming in without a session, or with one that has expired: by the email address of a customer.

import { business, idOfPage } from '../hosted/data.js';
import { voice } from '../hosted/voice.js';
import { h } from '../shared/dom.js';

export function login(name, { title = voice.words.billingOf(name), way = 'login' } = {}) {
  const { words } = voice;
  const problem = h('p', { class: 'Notice', role: 'alert' });
  const enter = async (event) => {
    event.preventDefault();
    const email = new FormData(event.target).get('email').trim();
    const { value, error } = await business.post(`/v1/portal_pages/${encodeURIComponent(idOfPage())}/${way}`, { email });
    if (value) location.assign(value.url);
    else problem.textContent = error.message;
  };
  return h('main', { class: 'Portal-main' }, h('h1', {}, title), h('p', { class: 'Soft' }, words.logInText),
    h('form', { class: 'Panel', onsubmit: enter, 'aria-label': words.logIn },
      h('div', { class: 'Field' }, h('label', { class: 'Label', for: 'email' }, words.email),
        h('input', { class: 'Input', id: 'email', name: 'email', type: 'email', autocomplete: 'email', required: true })),
      problem, h('div', { class: 'Buttons' }, h('button', { class: 'Button Button--primary', type: 'submit', 'data-testid': 'log-in' }, words.logIn))));
}
