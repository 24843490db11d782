// The page in a frame of an app: it tells how high it is, what happened, and where the app's page goes next.

const isEmbedded = window.parent !== window && new URLSearchParams(location.search).get('embedded') === 'true';

const tell = (message) => window.parent.postMessage(message, '*');

let asked = 0;

export const embedding = {
  isEmbedded,

  start() {
    if (!isEmbedded) return;
    document.documentElement.classList.add('embedded', 'light');
    new ResizeObserver(() => tell({ checkout: 'height', height: Math.ceil(document.body.getBoundingClientRect().height) })).observe(document.body);
  },

  rendered(client) {
    if (!isEmbedded) return;
    const { id, currency, amount_total: amount } = client.page;
    tell({ checkout: 'analytics', event: {
      checkoutSession: id, eventType: 'checkoutRendered', details: { currency, amount }, clientMetadata: {}, timestamp: Date.now(),
    } });
  },

  complete() {
    if (isEmbedded) tell({ checkout: 'complete' });
  },

  leave(url) {
    if (isEmbedded) tell({ checkout: 'leave', url });
    else location.assign(url);
  },

  /** Asks the app whether it ships there. */
  shipping(shippingDetails) {
    if (!isEmbedded) return Promise.resolve({ type: 'accept' });
    asked += 1;
    const token = asked;
    return new Promise((resolve) => {
      const hear = ({ source, data }) => {
        if (source !== window.parent || !data || data.checkout !== 'shippingResult' || data.token !== token) return;
        window.removeEventListener('message', hear);
        resolve(data.result);
      };
      window.addEventListener('message', hear);
      tell({ checkout: 'shipping', token, shippingDetails });
    });
  },
};
