/** An amount in the smallest unit of its currency, as people write it. */
export function money(amount, currency) {
  if (amount === null || amount === undefined || !currency) return '–';
  try {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency });
    return format.format(amount / 10 ** format.resolvedOptions().maximumFractionDigits);
  } catch (_) {
    return `${amount} ${currency}`;
  }
}

/** The same, short enough for a scale: `$1.5K`. */
export function shortMoney(amount, currency) {
  const { maximumFractionDigits } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions();
  const format = new Intl.NumberFormat('en', { style: 'currency', currency, notation: 'compact', maximumFractionDigits: 1 });
  return format.format(amount / 10 ** maximumFractionDigits);
}

const moment = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit',
});

export function time(seconds) {
  return seconds === null || seconds === undefined ? '–' : moment.format(new Date(seconds * 1000));
}

/** `requires_payment_method` as words. */
export function words(name) {
  const text = String(name).replaceAll('_', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
