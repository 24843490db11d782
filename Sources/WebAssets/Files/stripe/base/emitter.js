import { IntegrationError } from './errors.js';

/** Listeners by event name. Removing one that is not there is no error, whenever it happens. */
export class Emitter {
  constructor() {
    this.listeners = new Map();
  }

  on(event, listener) {
    if (typeof event !== 'string') throw new IntegrationError('on() expects the name of an event.');
    if (typeof listener !== 'function') throw new IntegrationError(`on('${event}') expects a function.`);
    this.listeners.set(event, [...(this.listeners.get(event) || []), listener]);
    return this;
  }

  once(event, listener) {
    const first = (payload) => {
      this.off(event, first);
      listener(payload);
    };
    first.listener = listener;
    return this.on(event, first);
  }

  off(event, listener) {
    const others = (each) => each !== listener && each.listener !== listener;
    this.listeners.set(event, listener ? (this.listeners.get(event) || []).filter(others) : []);
    return this;
  }

  hasListener(event) {
    return (this.listeners.get(event) || []).length > 0;
  }

  /** A listener that throws is reported as the page's own error; the other listeners are still called. */
  emit(event, payload) {
    for (const listener of this.listeners.get(event) || []) {
      try {
        listener(payload);
      } catch (error) {
        setTimeout(() => { throw error; });
      }
    }
  }
}
