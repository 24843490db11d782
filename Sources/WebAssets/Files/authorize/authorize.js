// The page at /oauth/authorize, where a platform sends an account's owner to let it act for the account.

import { field } from '../account/parts.js';
import { h } from '../shared/dom.js';
import { sandbox } from '../stripe/base/origin.js';

const sheet = document.getElementById('sheet');
const asked = new URLSearchParams(location.search);
const isExpress = location.pathname.includes('/express/');

/** Goes back to the app, or shows what it would have been told. */
function leave(values) {
  const told = new URLSearchParams(values);
  if (asked.get('state')) told.set('state', asked.get('state'));
  const target = asked.get('redirect_uri');
  if (target && /^https?:\/\//.test(target)) location.assign(`${target}${target.includes('?') ? '&' : '?'}${told}`);
  else sheet.replaceChildren(h('h1', {}, 'The app gave no address to go back to'), h('pre', { 'data-testid': 'told' }, String(told)));
}

async function agree(event) {
  event.preventDefault();
  const scope = asked.get('scope') || 'read_only';
  const { email, country } = Object.fromEntries(new FormData(event.target));
  const response = await fetch(`${sandbox.address}/_sandbox/oauth`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ scope, email, country: country.toUpperCase(), type: isExpress ? 'express' : 'standard' }),
  });
  const answer = await response.json();
  if (response.ok) leave({ scope, code: answer.code });
  else sheet.querySelector('[role=alert]').textContent = answer.error.message;
}

function problem() {
  if (asked.get('response_type') !== 'code') return 'response_type must be code.';
  if (!/^ca_\w+$/.test(asked.get('client_id') || '')) return 'client_id must be the id of a platform’s application, ca_….';
  return ['read_write', 'read_only', null].includes(asked.get('scope')) ? null : 'scope must be read_write or read_only.';
}

function show() {
  const wrong = problem();
  if (wrong) return sheet.replaceChildren(h('h1', {}, 'This link is not complete'), h('p', { role: 'alert', class: 'Soft' }, wrong));
  const what = asked.get('scope') === 'read_write' ? 'see and change everything in your account' : 'see everything in your account';
  return sheet.replaceChildren(
    h('header', {}, h('h1', {}, 'Connect your account'), h('span', { class: 'Mark' }, 'Sandbox')),
    h('p', { class: 'Soft' }, `The platform ${asked.get('client_id')} will be able to ${what}.`),
    h('form', { class: 'Form Panel', onsubmit: agree, 'data-testid': 'authorize-form' },
      field('Email', 'email', asked.get('stripe_user[email]') || 'jenny.rosen@example.com', 'email'),
      field('Country', 'country', asked.get('stripe_user[country]') || 'US'),
      h('p', { role: 'alert', class: 'Notice Field' }),
      h('div', { class: 'Field Actions' },
        h('button', { class: 'Button Button--primary', type: 'submit', 'data-testid': 'authorize' }, 'Connect'),
        h('button', {
          class: 'Button', type: 'button', 'data-testid': 'deny',
          onclick: () => leave({ error: 'access_denied', error_description: 'The user denied your request' }),
        }, 'Refuse'))));
}

show();
