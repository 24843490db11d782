// The page at /setup/e/acct_…/…, where account links lead.

import { onboardingForm } from '../account/onboarding.js';
import { Owner } from '../account/owner.js';
import { button } from '../account/parts.js';
import { business, businessName } from '../hosted/data.js';
import { h } from '../shared/dom.js';

const sheet = document.getElementById('sheet');
const account = location.pathname.split('/').find((part) => part.startsWith('acct_')) || '';
const way = new URLSearchParams(location.hash.slice(1));
const owner = new Owner({ key: business.key, account });
owner.refresh = load;

/** Only addresses of the web are gone to. */
function leave(name) {
  const target = way.get(name);
  if (target && /^https?:\/\//.test(target)) location.assign(target);
  else load();
}

async function load() {
  try {
    const [{ box, isDone }, name] = await Promise.all([onboardingForm(owner), businessName()]);
    sheet.replaceChildren(
      h('header', {}, h('h1', {}, name ? `Get paid by ${name}` : 'Get paid'), h('span', { class: 'Mark' }, 'Sandbox')),
      h('p', { class: 'Soft' }, account),
      h('div', { class: 'Panel' }, box),
      h('div', { class: 'Actions' },
        button(isDone ? 'Return' : owner.words.later, () => leave('return_url'), { name: 'return', kind: 'soft' }),
        button('Start again', () => leave('refresh_url'), { name: 'refresh', kind: 'soft' })));
  } catch (error) {
    sheet.replaceChildren(h('h1', {}, 'There is no such account'), h('p', { class: 'Soft' }, error.message));
  }
  sheet.removeAttribute('aria-busy');
}

load();
