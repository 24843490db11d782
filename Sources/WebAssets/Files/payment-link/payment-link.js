// The page at /pay/…: makes a Checkout Session and goes on to its page, or says why it does not.

import { customer } from '../hosted/card-entry.js';
import { idOfPage } from '../hosted/data.js';
import { voice } from '../hosted/voice.js';
import { h } from '../shared/dom.js';

const sheet = document.getElementById('sheet');
const query = new URLSearchParams(location.search);
// A link can fix the email address, or only propose it.
const parameters = {
  client_reference_id: query.get('client_reference_id'),
  locale: query.get('locale'),
  prefilled_email: query.get('prefilled_email') || query.get('locked_prefilled_email'),
  prefilled_promo_code: query.get('prefilled_promo_code'),
};

async function start() {
  const { value, error } = await customer.post(`/v1/payment_link_pages/${encodeURIComponent(idOfPage())}`, parameters);
  if (value) return location.replace(value.url);
  const { words } = voice;
  sheet.removeAttribute('aria-busy');
  const isThere = error.code === 'payment_link_inactive';
  document.title = `${isThere ? words.linkInactive : words.noLink} · Nestbox sandbox`;
  sheet.replaceChildren(
    h('header', {}, h('h1', { 'data-testid': isThere ? 'link-inactive' : 'link-missing' }, isThere ? words.linkInactive : words.noLink), h('span', { class: 'Mark' }, words.sandbox)),
    h('p', { class: 'Soft' }, error.message));
  return undefined;
}

start();
