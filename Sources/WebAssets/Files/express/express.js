// The page at /express/acct_…/…, where a login link leads: balance, payouts and settings of one account.

import { banner } from '../account/banner.js';
import { management } from '../account/management.js';
import { Owner } from '../account/owner.js';
import { payments } from '../account/payments.js';
import { payouts } from '../account/payouts.js';
import { business, businessName } from '../hosted/data.js';
import { h } from '../shared/dom.js';

const page = document.getElementById('page');
const account = location.pathname.split('/').find((part) => part.startsWith('acct_')) || '';
const owner = new Owner({ key: business.key, account, locale: navigator.language });
owner.refresh = load;

async function load() {
  try {
    const [name, ...parts] = await Promise.all([businessName(), ...[banner, payouts, payments, management].map((part) => part(owner))]);
    page.replaceChildren(
      h('header', {}, h('h1', {}, name), h('span', { class: 'Mark' }, 'Sandbox')), h('p', { class: 'Soft' }, account),
      h('div', { class: 'Panel Parts' }, parts));
  } catch (error) {
    page.replaceChildren(h('h1', {}, 'There is no such account'), h('p', { class: 'Soft' }, error.message));
  }
  page.removeAttribute('aria-busy');
}

load();
