// The page at /setup/e/acct_…/…: an account's owner tells what Stripe has to know, one field at a time or all at once.

import { business, businessName } from '../hosted/data.js';
import { h } from '../shared/dom.js';
import { fieldsOf, formOf, testData } from './fields.js';

const sheet = document.getElementById('sheet');
const account = location.pathname.split('/').find((part) => part.startsWith('acct_')) || '';
const way = new URLSearchParams(location.hash.slice(1));
const path = `/v1/accounts/${encodeURIComponent(account)}`;

/** Only addresses of the web are gone to. */
function leave(name) {
  const target = way.get(name);
  if (target && /^https?:\/\//.test(target)) location.assign(target);
  else load();
}

async function send(changes) {
  const { error } = await business.post(path, changes);
  if (error) return show(await business.get(path), error.message);
  return load();
}

function field([name, label, kind]) {
  const id = `field-${name}`;
  return h('label', { for: id, class: 'Line' }, h('span', {}, label),
    h('input', { id, name, type: kind, 'data-testid': name, autocomplete: 'off' }));
}

function form(due) {
  const fields = fieldsOf(due);
  const submit = (event) => {
    event.preventDefault();
    send(formOf(new FormData(event.target)));
  };
  return h('form', { class: 'Form', onsubmit: submit, 'data-testid': 'onboarding-form' }, fields.map(field),
    h('div', { class: 'Actions' },
      h('button', { class: 'Button', type: 'submit', 'data-testid': 'submit' }, 'Continue'),
      h('button', { class: 'Button Button--soft', type: 'button', 'data-testid': 'use-test-data', onclick: () => send(testData(seen)) }, 'Use test data')));
}

let seen;

function show({ value, error }, complaint, name) {
  sheet.removeAttribute('aria-busy');
  if (error) return sheet.replaceChildren(h('h1', {}, 'There is no such account'), h('p', { class: 'Soft' }, error.message));
  seen = value;
  const due = value.requirements.currently_due;
  const done = due.length === 0;
  return sheet.replaceChildren(
    h('header', {}, h('h1', {}, name ? `Get paid by ${name}` : 'Get paid'), h('span', { class: 'Mark' }, 'Sandbox')),
    h('p', { class: 'Soft' }, account),
    complaint ? h('p', { role: 'alert', class: 'Badge Badge--bad' }, complaint) : null,
    done
      ? h('p', { 'data-testid': 'onboarding-done' }, 'Nothing is missing: you can be paid.')
      : form(due),
    h('div', { class: 'Actions' },
      h('button', { class: 'Button', type: 'button', 'data-testid': 'return', onclick: () => leave('return_url') }, done ? 'Return' : 'Save for later'),
      h('button', { class: 'Button Button--soft', type: 'button', 'data-testid': 'refresh', onclick: () => leave('refresh_url') }, 'Start again')));
}

async function load() {
  const [answer, name] = await Promise.all([business.get(path), businessName()]);
  show(answer, null, name);
}

load();
