// Connect.js: parts of a connected account's dashboard for an app's own pages.

import { COMPONENTS, tagOf } from './components.js';
import { defineElements } from './element.js';

/** What all elements of an instance share. */
function connectorOf({ publishableKey, fetchClientSecret, appearance, locale, metaOptions = {} }) {
  let secret = metaOptions.eagerClientSecretPromise;
  // Elements tell of a failure themselves.
  if (secret) secret.catch(() => {});
  return {
    publishableKey,
    appearance,
    locale,
    elements: new Set(),
    isLoggedOut: false,
    /** Asked for once; after a failure, once more for each element. */
    secret() {
      secret = secret || Promise.resolve().then(fetchClientSecret);
      secret.catch(() => { secret = null; });
      return secret;
    },
    forget() { secret = null; },
  };
}

function check({ publishableKey, fetchClientSecret }) {
  if (typeof publishableKey !== 'string' || !publishableKey.startsWith('pk_')) {
    throw new Error('StripeConnect.init() needs a publishableKey, such as pk_test_nestbox.');
  }
  if (typeof fetchClientSecret !== 'function') throw new Error('StripeConnect.init() needs the function fetchClientSecret.');
}

function init(given) {
  check(given || {});
  const connector = connectorOf(given);
  return {
    connect: connector,
    create(name) {
      if (!COMPONENTS[name]) throw new Error(`Connect.js has no component ${name}. There are: ${Object.keys(COMPONENTS).join(', ')}.`);
      const element = document.createElement(tagOf(name));
      element.setConnector(connector);
      return element;
    },
    update({ appearance, locale } = {}) {
      Object.assign(connector, { appearance: appearance || connector.appearance, locale: locale || connector.locale });
      for (const element of connector.elements) element.send({ connect: 'update', appearance, locale });
    },
    debugInstance() { return Promise.resolve(this); },
    async logout() {
      connector.isLoggedOut = true;
      connector.forget();
      for (const element of [...connector.elements]) element.unmount();
    },
  };
}

defineElements();
const { onLoad } = window.StripeConnect || {};
window.StripeConnect = Object.assign(window.StripeConnect || {}, { init });
if (typeof onLoad === 'function') onLoad();
