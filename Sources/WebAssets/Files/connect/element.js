// One element of Connect.js: a frame of the sandbox's, which fills as soon as the element is on the page and knows its
// instance.

import { COMMON, COMPONENTS, tagOf } from './components.js';
import { source } from './source.js';

const lowered = (text) => text.charAt(0).toLowerCase() + text.slice(1);

function elementOf(name) {
  class ConnectElement extends HTMLElement {
    constructor() {
      super();
      this.settings = {};
      this.listeners = {};
    }

    /** Called by the instance, and by the loader of `@stripe/connect-js`. */
    setConnector(connector) {
      this.connector = connector;
      this.mount();
    }

    connectedCallback() {
      if (!this.style.display) this.style.display = 'block';
      this.mount();
    }

    disconnectedCallback() { this.unmount(); }

    mount() {
      if (!this.connector || !this.isConnected || this.frame || this.connector.isLoggedOut) return;
      this.frame = this.ownerDocument.createElement('iframe');
      Object.assign(this.frame, { src: `${source.address}/connect-js/${name}`, title: name.replaceAll('-', ' ') });
      Object.assign(this.frame.style, { display: 'block', width: '100%', height: '80px', border: '0', colorScheme: 'auto' });
      this.hear = ({ data, source: sender }) => {
        if (this.frame && sender === this.frame.contentWindow && data && data.connect) this.heard(data.connect, data.detail);
      };
      window.addEventListener('message', this.hear);
      this.connector.elements.add(this);
      this.replaceChildren(this.frame);
    }

    unmount() {
      if (!this.frame) return;
      window.removeEventListener('message', this.hear);
      this.connector.elements.delete(this);
      this.frame.remove();
      this.frame = null;
    }

    send(message) {
      if (this.frame) this.frame.contentWindow.postMessage(message, source.origin);
    }

    call(listener, detail) {
      if (this.listeners[listener]) this.listeners[listener](detail);
    }

    heard(message, detail) {
      if (message === 'height') this.frame.style.height = `${detail.height}px`;
      if (message === 'ready') this.open();
      if (message === 'loaderror') this.call('loaderror', { elementTagName: name, error: detail });
      else if (message !== 'height' && message !== 'ready' && message !== 'shown') this.call(message, detail);
    }

    async open() {
      this.call('loaderstart', { elementTagName: name });
      const { publishableKey, appearance, locale } = this.connector;
      try {
        const secret = await this.connector.secret();
        this.send({ connect: 'open', publishableKey, secret, appearance: appearance || {}, locale, settings: this.settings });
      } catch (error) {
        const message = error && error.message ? error.message : String(error);
        this.call('loaderror', { elementTagName: name, error: { type: 'account_session_create_error', message } });
      }
    }
  }

  for (const setter of [...COMMON, ...COMPONENTS[name]]) {
    const set = setter.startsWith('On')
      ? function listen(listener) { this.listeners[setter.slice(2).toLowerCase()] = listener; }
      : function choose(value) {
        this.settings = { ...this.settings, [lowered(setter)]: value };
        this.send({ connect: 'update', settings: this.settings });
      };
    // The loader has setters of its own in front of these.
    ConnectElement.prototype[`set${setter}`] = set;
    ConnectElement.prototype[`set${setter}InternalOnly`] = set;
  }
  return ConnectElement;
}

export function defineElements() {
  for (const name of Object.keys(COMPONENTS)) {
    if (!customElements.get(tagOf(name))) customElements.define(tagOf(name), elementOf(name));
  }
}
