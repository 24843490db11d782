// loadConnectAndInitialize as it was seen to call Connect.js: elements are made before the script is there, setters are
// passed on under names of their own, and the first client secret is asked for at once.

const CONNECT = 'https://connect-js.stripe.com/v1.0/connect.js';

function loadConnect() {
  if (window.StripeConnect && typeof window.StripeConnect.init === 'function') return Promise.resolve(window.StripeConnect);
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = CONNECT;
    script.onload = () => resolve(window.StripeConnect);
    script.onerror = () => reject(new Error('Failed to load Connect.js'));
    document.head.append(script);
  });
}

const SETTERS = ['setOnLoadError', 'setOnLoaderStart', 'setOnExit', 'setOnStepChange', 'setCollectionOptions', 'setOnNotificationsChange', 'setPayment', 'setOnClose',
  'setDefaultFilters', 'setFullTermsOfServiceUrl', 'setOnTaxSettingsUpdated', 'setHideProductTaxCodeSelector', 'setDisplayCountries',
  'setOnAfterTaxRegistrationAdded', 'setOnAfterTaxRegistrationExpired', 'setOnInstantPayoutsPromotionLoaded', 'setOnInstantPayoutCreated'];

function loadConnectAndInitialize(given) {
  const eagerClientSecretPromise = given.fetchClientSecret();
  const instance = loadConnect().then((connect) => connect.init({ ...given, metaOptions: { sdk: true, sdkOptions: { sdkVersion: '0' }, eagerClientSecretPromise } }));
  return {
    create(name) {
      const element = document.createElement(`stripe-connect-${name}`);
      for (const setter of SETTERS) {
        element[setter] = function pass(value) { instance.then(() => this[`${setter}InternalOnly`](value)); };
      }
      instance.then(({ connect }) => {
        if (!element.isConnected && !element.setConnector) {
          document.body.append(element);
          element.remove();
        }
        element.setConnector(connect);
      });
      return element;
    },
    update: (options) => { instance.then((one) => one.update(options)); },
    logout: () => instance.then((one) => one.logout()),
  };
}
