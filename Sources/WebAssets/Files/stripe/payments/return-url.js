// Where the customer comes back to. Stripe takes http and https, and the schemes of apps.

import { described, IntegrationError } from '../base/errors.js';

/** Throws for what is no absolute URL, and for those that would run as a script. */
export function checkReturnURL(url, method) {
  const wrong = (what) => new IntegrationError(`Invalid value for ${method}: return_url should be ${what}. You specified: ${described(url)}.`);
  let parsed;
  try {
    parsed = new URL(url);
  } catch (_) {
    throw wrong('an absolute URL, such as https://example.com/done');
  }
  if (['javascript:', 'data:', 'blob:', 'vbscript:', 'about:', 'file:'].includes(parsed.protocol)) throw wrong('an http or https URL');
}
