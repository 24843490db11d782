// What the parts of an account's pages share: whose account it is, what they may do, and in which language.

import { Api } from '../stripe/base/api.js';
import { wordsOf } from './words.js';

export class Owner {
  /**
   * @param {{key: string, account: string, features?: object, locale?: string, settings?: object, tell?: Function}} given
   *   `features` is what an account session allows; without it all is allowed. `tell(name, detail)` hears of what happens.
   */
  constructor({ key, account, features, locale, settings = {}, tell = () => {} }) {
    this.id = account;
    this.platform = new Api(key);
    this.api = new Api(key, { stripeAccount: account });
    this.features = features;
    this.settings = settings;
    this.tell = tell;
    this.speak(locale);
  }

  speak(locale) {
    this.locale = locale || 'en';
    this.words = wordsOf(this.locale);
  }

  may(feature) { return this.features ? this.features[feature] === true : true; }

  money(amount, currency) {
    const format = new Intl.NumberFormat(this.locale, { style: 'currency', currency });
    return format.format(amount / 10 ** format.resolvedOptions().maximumFractionDigits);
  }

  date(seconds) {
    if (!seconds) return '–';
    return new Intl.DateTimeFormat(this.locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(seconds * 1000));
  }

  get path() { return `/v1/accounts/${encodeURIComponent(this.id)}`; }

  read() { return this.platform.get(this.path); }

  change(values) { return this.platform.post(this.path, values); }
}
