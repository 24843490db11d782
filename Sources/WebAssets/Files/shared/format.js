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

const parts = { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit' };
const thisYear = new Intl.DateTimeFormat('en-GB', parts);
const anyYear = new Intl.DateTimeFormat('en-GB', { ...parts, year: 'numeric' });

/** A moment; its year is said where it is another than this one. */
export function time(seconds) {
  if (seconds === null || seconds === undefined) return '–';
  const moment = new Date(seconds * 1000);
  return (moment.getFullYear() === new Date().getFullYear() ? thisYear : anyYear).format(moment);
}

/** `requires_payment_method` as words. */
export function words(name) {
  const text = String(name).replaceAll('_', ' ').replace(/\b(api|iban|ip|pdf|url)\b/g, (acronym) => acronym.toUpperCase());
  return text.charAt(0).toUpperCase() + text.slice(1);
}
