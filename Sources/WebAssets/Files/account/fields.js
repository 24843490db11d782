// What requirements ask for, as fields of a form and as test data.

import { hasRouting, testBank } from './banks.js';

const LABELS = {
  'business_profile.url': ['Website', 'url'], 'business_profile.mcc': ['Category (MCC)', 'text'],
  'business_profile.product_description': ['What you sell', 'text'], 'business_profile.support_phone': ['Support phone', 'tel'],
  business_type: ['Business type', ['individual', 'company', 'non_profit', 'government_entity']], email: ['Email', 'email'],
};

const PERSON = {
  first_name: 'Jenny', last_name: 'Rosen', email: 'jenny@example.com', phone: '+16505550123', 'dob.day': '1', 'dob.month': '1',
  'dob.year': '1901', id_number: '000000000', ssn_last_4: '0000', 'address.line1': 'address_full_match', 'address.city': 'San Francisco',
  'address.state': 'CA', 'address.postal_code': '94107', nationality: 'US', political_exposure: 'none', 'relationship.title': 'CEO',
  'verification.document': 'file_identity_document_success', full_name_aliases: '',
};

const COMPANY = {
  name: 'Nest Books', phone: '+16505550123', tax_id: '000000000', 'address.line1': 'address_full_match', 'address.city': 'San Francisco',
  'address.state': 'CA', 'address.postal_code': '94107', owners_provided: 'true', business_vat_id_number: '000000000',
};

const PROFILE = { url: 'https://shop.example.com', mcc: '5734', product_description: 'Books', support_phone: '+16505550123' };

/** What a requirement's name is as a parameter. */
const parameter = (name) => name
  .replace(/^representative\./, 'individual.').replace(/\.verification\.document$/, '.verification.document.front')
  .replace(/\.business_vat_id_number$/, '.vat_id').replace(/\.relationship\.executive$/, '.relationship.executive');

function label(name) {
  if (LABELS[name]) return LABELS[name];
  const words = name.replace(/^(individual|representative|company|business_profile|owners)\./, '').replace(/^dob\./, 'date of birth: ').replace(/[._]/g, ' ');
  return [words.charAt(0).toUpperCase() + words.slice(1), /dob/.test(name) ? 'number' : 'text'];
}

/** A field for each requirement; a bank account is two, the terms are agreed to by going on. */
export function fieldsOf(due, country) {
  return due.flatMap((name) => {
    if (name.startsWith('tos_acceptance') || name.startsWith('owners.')) return [];
    if (name === 'external_account') {
      const number = ['external_account.account_number', 'Account number', 'text'];
      return hasRouting(country) ? [['external_account.routing_number', 'Routing number', 'text'], number] : [number];
    }
    return [[parameter(name), ...label(name)]];
  });
}

/** `a.b` as nested parameters. */
function nested(pairs) {
  const tree = {};
  for (const [name, value] of pairs) {
    if (value === '' || value === undefined) continue;
    const parts = name.split('.');
    const last = parts.pop();
    parts.reduce((node, part) => (node[part] ??= {}), tree)[last] = value;
  }
  return tree;
}

const terms = () => ({ date: String(Math.floor(Date.now() / 1000)), ip: '127.0.0.1' });

function bank(given, country, currency) {
  return { object: 'bank_account', country, currency, ...given };
}

/** What was typed in, as the parameters of an account. */
export function formOf(data, account) {
  const tree = nested([...data.entries()]);
  if (tree.external_account) tree.external_account = bank(tree.external_account, account.country, account.default_currency);
  return { ...tree, tos_acceptance: terms() };
}

/** Everything that is missing, with the values that Stripe's test mode verifies. */
export function testData(account) {
  const due = account.requirements.currently_due;
  const type = account.business_type || 'individual';
  const country = account.country;
  const pairs = [];
  if (due.includes('business_type')) pairs.push(['business_type', type]);
  for (const name of due) {
    const [, area, rest] = name.match(/^(individual|company|business_profile)\.(.*)$/) || [];
    if (area === 'individual') pairs.push([parameter(name), PERSON[rest]]);
    if (area === 'company') pairs.push([parameter(name), COMPANY[rest]]);
    if (area === 'business_profile') pairs.push([name, PROFILE[rest]]);
  }
  if (type === 'individual' && due.some((name) => /^(business_type|representative)/.test(name))) {
    for (const [name, value] of Object.entries(PERSON)) {
      if (!/verification|relationship|nationality|political|aliases/.test(name)) pairs.push([`individual.${name}`, value]);
    }
  }
  const tree = nested(pairs);
  if (due.includes('external_account')) tree.external_account = bank(testBank(country), country, account.default_currency);
  return { ...tree, tos_acceptance: terms() };
}
