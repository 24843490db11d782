// Elements made without an intent promise what the intent will be. Stripe refuses one that is something else.

function refusal(name, provided, expected) {
  const shown = (value) => (value === undefined || value === null ? 'null' : value);
  return {
    type: 'invalid_request_error',
    code: 'invalid_request_error',
    param: name,
    message: `The provided ${name} (${shown(provided)}) does not match the expected ${name} (${shown(expected)}).`,
  };
}

/**
 * @param {object} options those of the group of Elements
 * @param {object} intent as it was retrieved
 * @returns {object | undefined} the error of the first difference
 */
export function deferredMismatch(options, intent) {
  const { mode, amount, currency } = options;
  const isSetup = intent.object === 'setup_intent';
  if (isSetup !== (mode === 'setup')) return refusal('mode', mode, isSetup ? 'setup' : 'payment');
  if (isSetup) return undefined;
  if (currency.toLowerCase() !== intent.currency) return refusal('currency', currency.toLowerCase(), intent.currency);
  if (amount !== intent.amount) return refusal('amount', amount, intent.amount);
  const usage = options.setupFutureUsage || options.setup_future_usage || (mode === 'subscription' ? 'off_session' : null);
  // The invoice of a subscription may leave it to Stripe whether its payment method is kept.
  if (mode === 'payment' && usage !== intent.setup_future_usage) return refusal('setup_future_usage', usage, intent.setup_future_usage);
  const capture = options.captureMethod || options.capture_method;
  const isManual = (method) => method === 'manual';
  if (capture !== undefined && isManual(capture) !== isManual(intent.capture_method)) {
    return refusal('capture_method', capture, intent.capture_method);
  }
  return undefined;
}
