// Embedded Checkout: the hosted page in a frame of the app's page.

import { findContainer } from '../elements/element.js';
import { described, IntegrationError } from '../base/errors.js';
import { element, pin } from '../base/dom.js';
import { sandbox } from '../base/origin.js';
import { leaveFor } from '../payments/intents.js';
import { sessionID } from './client.js';

let current = null;

/** `stripe.createEmbeddedCheckoutPage` and, as it was called before, `initEmbeddedCheckout`. */
export async function embeddedCheckout(api, options = {}) {
  const { clientSecret, fetchClientSecret } = options;
  if (clientSecret === undefined && typeof fetchClientSecret !== 'function') {
    throw new IntegrationError('Embedded Checkout expects `clientSecret` or `fetchClientSecret`.');
  }
  if (current) throw new IntegrationError('You cannot have multiple Embedded Checkout objects.');
  const checkout = new EmbeddedCheckout(api, options);
  current = checkout;
  try {
    checkout.open(await (clientSecret === undefined ? fetchClientSecret() : clientSecret));
  } catch (error) {
    current = null;
    throw error;
  }
  return { mount: (target) => checkout.mount(target), unmount: () => checkout.unmount(), destroy: () => checkout.destroy() };
}

class EmbeddedCheckout {
  constructor(api, options) {
    this.api = api;
    this.options = options;
  }

  open(secret) {
    if (typeof secret !== 'string' || !secret.startsWith('cs_')) {
      throw new IntegrationError(`The client secret of a Checkout Session should start with cs_. You specified: ${described(secret)}.`);
    }
    this.id = sessionID(secret);
    const query = new URLSearchParams({ embedded: 'true', key: this.api.key });
    this.address = `${sandbox.address}/c/pay/${this.id}?${query}`;
  }

  mount(target) {
    if (this.destroyed) throw new IntegrationError('This Embedded Checkout has been destroyed.');
    const container = findContainer(target);
    this.unmount();
    this.frame = element(document, 'iframe', {
      name: 'embedded-checkout', title: 'Secure checkout frame', src: this.address, allow: 'payment *', frameborder: 0,
    });
    pin(this.frame, { display: 'block', width: '100%', height: '600px', border: 0, background: 'transparent', 'color-scheme': 'light' });
    container.replaceChildren(this.frame);
    this.listening = new AbortController();
    window.addEventListener('message', (event) => this.heard(event), { signal: this.listening.signal });
  }

  unmount() {
    if (!this.frame) return;
    this.listening.abort();
    this.frame.remove();
    this.frame = null;
  }

  destroy() {
    this.unmount();
    this.destroyed = true;
    if (current === this) current = null;
  }

  async heard({ source, origin, data }) {
    if (!this.frame || source !== this.frame.contentWindow || origin !== sandbox.origin || !data) return;
    const { onComplete, onShippingDetailsChange, onAnalyticsEvent } = this.options;
    if (data.checkout === 'height') pin(this.frame, { height: `${data.height}px` });
    if (data.checkout === 'leave') location.assign(data.url);
    if (data.checkout === 'complete' && onComplete) onComplete();
    if (data.checkout === 'analytics' && onAnalyticsEvent) onAnalyticsEvent(data.event);
    if (data.checkout !== 'shipping') return;
    const result = onShippingDetailsChange
      ? await onShippingDetailsChange({ checkoutSessionId: this.id, shippingDetails: data.shippingDetails }) : { type: 'accept' };
    if (this.frame) this.frame.contentWindow.postMessage({ checkout: 'shippingResult', token: data.token, result }, sandbox.origin);
  }
}

/** As it was before version 8: `stripe.redirectToCheckout({sessionId})`. */
export function redirectToCheckout(api, { sessionId } = {}) {
  if (typeof sessionId !== 'string') throw new IntegrationError('stripe.redirectToCheckout() expects a `sessionId`.');
  return leaveFor(`${sandbox.address}/c/pay/${sessionID(sessionId)}?${new URLSearchParams({ key: api.key })}`);
}
