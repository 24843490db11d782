// The form in which an account's owner tells what Stripe has to know, one field at a time or all at once.

import { h } from '../shared/dom.js';
import { fieldsOf, formOf, testData } from './fields.js';
import { button, complaint, field } from './parts.js';

const STEPS = [
  [/^business_type/, 'business_type'], [/^(business_profile|company|tos_acceptance)/, 'business_details'],
  [/^(individual|representative|person_)/, 'representative_details'], [/^owners/, 'owners'], [/^external_account/, 'external_account'],
];

const stepOf = (name) => (STEPS.find(([pattern]) => pattern.test(name || '')) || [null, 'summary'])[1];

/** What is asked for: what is due, without what the app collects itself. */
function asked(account, { collectionOptions = {} }) {
  const all = account.requirements[collectionOptions.fields === 'eventually_due' ? 'eventually_due' : 'currently_due'];
  const { only, exclude } = collectionOptions.requirements || {};
  return all.filter((name) => (!only || only.includes(name)) && !(exclude || []).includes(name));
}

function input([name, label, kind]) {
  if (!Array.isArray(kind)) return field(label, name, '', kind);
  const id = `field-${name}`;
  return h('div', { class: 'Field' }, h('label', { class: 'Label', for: id }, label),
    h('select', { class: 'Input', id, name, 'data-testid': name }, kind.map((word) => h('option', { value: word }, word.replaceAll('_', ' ')))));
}

function terms({ fullTermsOfServiceUrl, recipientTermsOfServiceUrl, privacyPolicyUrl }) {
  const links = [[fullTermsOfServiceUrl, 'Terms of service'], [recipientTermsOfServiceUrl, 'Recipient terms'], [privacyPolicyUrl, 'Privacy policy']]
    .filter(([url]) => url && /^https?:\/\//.test(url));
  return links.length
    ? h('p', { class: 'TermsText' }, 'By continuing you agree: ', links.map(([href, text]) => [h('a', { href, target: '_blank', rel: 'noopener' }, text), ' '])) : null;
}

/** @returns {Promise<{box: Element, isDone: boolean}>} */
export async function onboardingForm(owner) {
  const { value, error } = await owner.read();
  if (error) throw error;
  const { words, settings } = owner;
  const due = asked(value, settings);
  owner.tell('stepchange', { step: stepOf(due[0]) });
  if (!due.length) return { box: h('p', { 'data-testid': 'onboarding-done' }, words.done), isDone: true };
  const problem = complaint();
  const send = async ({ tos_acceptance: agreed, ...values }) => {
    const answer = await owner.change(settings.skipTermsOfServiceCollection ? values : { ...values, tos_acceptance: agreed });
    if (answer.error) problem.textContent = answer.error.message;
    else await owner.refresh();
  };
  const submit = (event) => {
    event.preventDefault();
    send(formOf(new FormData(event.target), value));
  };
  const box = h('form', { class: 'Form', onsubmit: submit, 'data-testid': 'onboarding-form' }, fieldsOf(due, value.country).map(input), terms(settings),
    h('div', { class: 'Field' }, problem),
    h('div', { class: 'Field Actions' },
      h('button', { class: 'Button Button--primary', type: 'submit', 'data-testid': 'submit' }, words.continue),
      button(words.testData, () => send(testData(value)), { name: 'use-test-data', kind: 'soft' })));
  return { box, isDone: false };
}

/** The form as a part of an app's page. */
export async function onboarding(owner) {
  const { box, isDone } = await onboardingForm(owner);
  return h('div', { class: 'Parts' }, box, h('div', { class: 'Actions' },
    button(isDone ? owner.words.exit : owner.words.later, () => owner.tell('exit'), { name: 'exit', kind: isDone ? 'primary' : 'soft' })));
}
