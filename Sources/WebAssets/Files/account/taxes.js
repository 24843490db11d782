// Where an account's owner collects taxes, and from where the business sells.

import { h } from '../shared/dom.js';
import { badge, button, complaint, field, form, table } from './parts.js';

const BEHAVIORS = ['exclusive', 'inclusive', 'inferred_by_currency'];
// Kinds of registration that say nothing but the country; the others say more.
const SIMPLE = ['AE', 'AU', 'CH', 'GB', 'JP', 'NO', 'NZ', 'SG', 'ZA'];
const EUROPEAN = ['AT', 'BE', 'DE', 'DK', 'ES', 'FI', 'FR', 'GR', 'IE', 'IT', 'LU', 'NL', 'PL', 'PT', 'SE'];

const select = (label, name, options, chosen) => h('div', { class: 'Field' }, h('label', { class: 'Label', for: `field-${name}` }, label),
  h('select', { class: 'Input', id: `field-${name}`, name, 'data-testid': name },
    options.map((value) => h('option', { value, selected: value === chosen }, value.replaceAll('_', ' ')))));

export async function taxSettings(owner) {
  const { value, error } = await owner.api.get('/v1/tax/settings');
  if (error) throw error;
  const { words, settings } = owner;
  const address = (value.head_office && value.head_office.address) || {};
  const countries = settings.displayHeadOfficeCountries || [address.country || 'US', ...SIMPLE, ...EUROPEAN, 'CA', 'US'];
  const problem = complaint();
  const send = async (data) => {
    const given = Object.fromEntries([...data].filter(([, text]) => text));
    const { tax_behavior: behavior, tax_code: code, ...office } = given;
    const answer = await owner.api.post('/v1/tax/settings', {
      defaults: { tax_behavior: behavior, ...(code ? { tax_code: code } : {}) }, head_office: { address: office },
    });
    problem.textContent = answer.error ? answer.error.message : '';
    if (answer.error) return;
    owner.tell('taxsettingsupdated', { id: owner.id });
    await owner.refresh();
  };
  const fields = [
    select(words.country, 'country', [...new Set(countries)], address.country), field(words.line, 'line1', address.line1 || ''),
    field(words.city, 'city', address.city || ''), field(words.state, 'state', address.state || ''), field(words.postalCode, 'postal_code', address.postal_code || ''),
    select(words.taxBehavior, 'tax_behavior', BEHAVIORS, value.defaults.tax_behavior),
    settings.hideProductTaxCodeSelector ? null : field(words.taxCode, 'tax_code', value.defaults.tax_code || ''),
  ];
  return h('section', { 'aria-label': words.taxes, 'data-testid': 'tax-settings' }, h('h2', {}, words.taxes), badge(value.status), problem,
    form(fields.filter(Boolean), words.save, 'tax-form', send));
}

function options(country, state) {
  if (country === 'US') return { us: { type: 'state_sales_tax', state } };
  if (country === 'CA') return { ca: { type: 'standard' } };
  if (EUROPEAN.includes(country)) return { [country.toLowerCase()]: { type: 'standard', standard: { place_of_supply_scheme: 'standard' } } };
  return { [country.toLowerCase()]: { type: 'standard' } };
}

export async function taxRegistrations(owner) {
  const { value, error } = await owner.api.get('/v1/tax/registrations', { limit: 20 });
  if (error) throw error;
  const { words } = owner;
  const problem = complaint();
  const note = async (answer, event) => {
    problem.textContent = answer.error ? answer.error.message : '';
    if (answer.error) return;
    owner.tell(event, { id: answer.value.id });
    await owner.refresh();
  };
  const add = async (data) => {
    const { country, state } = Object.fromEntries(data);
    const answer = await owner.api.post('/v1/tax/registrations', { country, country_options: options(country, state), active_from: 'now' });
    await note(answer, 'aftertaxregistrationadded');
  };
  const expire = async (id) => note(await owner.api.post(`/v1/tax/registrations/${id}`, { expires_at: 'now' }), 'aftertaxregistrationexpired');
  const line = (one) => [
    one.country_options.us ? `US ${one.country_options.us.state}` : one.country, badge(one.status), owner.date(one.active_from),
    one.status === 'expired' ? '' : button(words.end, () => expire(one.id), { name: 'expire', kind: 'soft' }),
  ];
  return h('section', { 'aria-label': words.registrations, 'data-testid': 'tax-registrations' }, h('h2', {}, words.registrations),
    table(words.registrations, [words.country, words.status, words.date, ''], value.data.map(line), words.none), problem,
    form([
      select(words.country, 'country', owner.settings.displayCountries || ['US', 'CA', ...EUROPEAN, ...SIMPLE]), field(words.state, 'state'),
    ], words.addRegistration, 'registration-form', add));
}
