// What @stripe/stripe-js and @stripe/react-stripe-js do, in the order in which they do it.

const RELEASES = { 1: 'v3', 2: 'v3', 3: 'v3', 4: 'v3', 5: 'v3', 6: 'acacia', 7: 'basil', 8: 'clover', 9: 'dahlia' };

/** `loadStripe` of that major version. */
function loadStripe(major, ...parameters) {
  const release = RELEASES[major];
  return new Promise((resolve, reject) => {
    const start = () => {
      if (!window.Stripe) return reject(new Error('Stripe.js not available'));
      const expected = release === 'v3' ? 3 : release;
      if (/^pk_test/.test(parameters[0]) && window.Stripe.version !== expected) {
        console.warn(`Stripe.js@${window.Stripe.version} was loaded, but @stripe/stripe-js@${major} expected ${expected}`);
      }
      const stripe = window.Stripe.apply(undefined, parameters);
      if (stripe && stripe._registerWrapper) {
        stripe._registerWrapper({ name: 'stripe-js', version: `${major}.0.0`, startTime: Date.now() });
      }
      resolve(stripe);
    };
    if (window.Stripe) return start();
    const path = release === 'v3' ? '/v3' : `/${release}/stripe.js`;
    const script = document.createElement('script');
    script.src = `https://js.stripe.com${path}`;
    script.addEventListener('load', start);
    script.addEventListener('error', () => reject(new Error('Failed to load Stripe.js')));
    document.head.appendChild(script);
  });
}

/** The check that `<Elements stripe={…}>` makes. */
function isStripe(candidate) {
  return candidate !== null && typeof candidate === 'object'
    && ['elements', 'createToken', 'createPaymentMethod', 'confirmCardPayment'].every((name) => typeof candidate[name] === 'function');
}

function registerWithStripe(stripe) {
  if (!stripe || !stripe._registerWrapper || !stripe.registerAppInfo) return;
  stripe._registerWrapper({ name: 'react-stripe-js', version: '6.8.2' });
  stripe.registerAppInfo({ name: 'react-stripe-js', version: '6.8.2', url: 'https://stripe.com/docs/stripe-js/react' });
}

/** An element component in React's StrictMode: mounted, destroyed and mounted again; listeners come last. */
class StrictComponent {
  constructor(elements, type, options, node) {
    this.events = [];
    this.create = () => {
      this.element = elements.create(type, options);
      this.element.mount(node);
    };
    this.create();
    this.element.destroy();
    this.create();
    this.listeners = [];
    for (const event of ['ready', 'change', 'focus', 'blur', 'escape', 'click', 'loaderror', 'loaderstart', 'networkschange',
      'confirm', 'cancel', 'shippingaddresschange', 'shippingratechange', 'savedpaymentmethodremove']) {
      if (event === 'click' && type !== 'expressCheckout') continue;
      const listener = (payload) => {
        this.events.push([event, payload]);
        if (event === 'click') payload.resolve({});
      };
      this.element.on(event, listener);
      this.listeners.push([event, listener]);
    }
  }

  /** A changed prop: React Stripe.js updates only where the element can. */
  setOptions(options) {
    if (this.element.update) this.element.update(options);
  }

  /** A changed callback: the old listener goes, the new one comes. */
  rerender() {
    for (const [event, listener] of this.listeners) {
      this.element.off(event, listener);
      this.element.on(event, listener);
    }
  }

  /** Effects are cleaned up in this order: first destroyed, then unsubscribed. */
  unmount() {
    this.element.destroy();
    for (const [event, listener] of this.listeners) this.element.off(event, listener);
  }

  payloads(event) {
    return this.events.filter(([name]) => name === event).map(([, payload]) => payload);
  }
}

const component = (type) => Object.assign(() => null, { __elementType: type });
