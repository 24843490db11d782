// The page at /c/pay/cs_…: loads the session, and shows the form or why there is none.

import { Api } from '../stripe/base/api.js';
import { isRightToLeft } from '../stripe/base/language.js';
import { CheckoutClient, sessionID } from '../stripe/checkout/client.js';
import { embedding } from './embedding.js';
import { CheckoutForm } from './form.js';
import { showState } from './states.js';
import { Summary } from './summary.js';
import { voiceFor } from './words.js';

const page = document.getElementById('page');
const query = new URLSearchParams(location.search);
const id = sessionID(location.pathname);
const api = new Api(query.get('key') || 'pk_test_nestbox');

function speak({ language }) {
  document.documentElement.lang = language;
  document.documentElement.dir = isRightToLeft(language) ? 'rtl' : 'ltr';
}

/** The business's own colours, as far as they can be read on them. */
function brand({ branding_settings: settings, page: { branding } }) {
  const colour = (settings && settings.button_color) || (branding && branding.secondary_color);
  if (!colour || !/^#[0-9a-f]{6}$/i.test(colour)) return;
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  const isLight = red * 0.299 + green * 0.587 + blue * 0.114 > 150;
  const { style } = document.documentElement;
  style.setProperty('--accent', colour);
  style.setProperty('--accent-ink', isLight ? '#14161f' : '#fff');
}

async function start() {
  const client = new CheckoutClient(api, id, voiceFor(query.get('locale') || 'auto'));
  const { error } = await client.load();
  page.removeAttribute('aria-busy');
  if (error) {
    speak(client.voice);
    return showState(page, client, 'missing', error.message);
  }
  if (!query.has('locale')) client.voice = voiceFor(client.page.locale || 'auto');
  speak(client.voice);
  // Back from a bank or a wallet, the customer goes on to where the business wants them.
  if (client.page.status === 'complete' && query.has('redirect_status') && client.destination) return client.leave();
  if (client.page.status !== 'open') return showState(page, client, client.page.status);
  brand(client.page);
  document.title = `${client.page.page.business_name || 'Checkout'} · Nestbox sandbox`;
  const summary = new Summary(client);
  const form = new CheckoutForm(client, { offersTestCards: query.get('test-cards') !== 'off', showState: (state) => showState(page, client, state) });
  page.replaceChildren(summary.node, form.node);
  client.on('change', () => summary.refresh());
  if (query.get('redirect_status') === 'failed') form.tell(client.voice.words.authentication_failure);
  embedding.rendered(client);
  return undefined;
}

embedding.start();
start();
