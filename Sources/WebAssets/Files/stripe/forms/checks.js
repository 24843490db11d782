// What can be said about a text without asking the API.

export function checkEmail(text) {
  if (text.trim() === '') return 'incomplete_email';
  if (/^[^\s@]+@[^\s@]+\.[^\s@.]{2,}$/.test(text.trim())) return null;
  return /@[^\s@]+\.[^\s@]+$/.test(text) ? 'invalid_email' : 'incomplete_email';
}

const IBAN_LENGTHS = {
  AT: 20, BE: 16, BG: 22, CH: 21, CY: 28, CZ: 24, DE: 22, DK: 18, EE: 20, ES: 24, FI: 18, FR: 27, GB: 22, GI: 23, GR: 27, HR: 21,
  HU: 28, IE: 22, IS: 26, IT: 27, LI: 21, LT: 20, LU: 20, LV: 21, MC: 27, MT: 31, NL: 18, NO: 15, PL: 28, PT: 25, RO: 24, SE: 24,
  SI: 19, SK: 24, SM: 27,
};

export function formatIBAN(text) {
  return text.toUpperCase().replace(/[^A-Z0-9]/g, '').slice(0, 34).replace(/(.{4})(?=.)/g, '$1 ');
}

/** Its length is that of its country, and the number that its letters and digits make is 1 more than a multiple of 97. */
export function checkIBAN(text) {
  const iban = text.replace(/\s/g, '');
  const length = IBAN_LENGTHS[iban.slice(0, 2)];
  if (iban.length >= 2 && !length) return 'invalid_iban';
  if (!length || iban.length < length) return 'incomplete_iban';
  const digits = [...(iban.slice(4) + iban.slice(0, 4))].map((each) => parseInt(each, 36)).join('');
  const rest = [...digits].reduce((found, digit) => (found * 10 + Number(digit)) % 97, 0);
  return iban.length === length && rest === 1 ? null : 'invalid_iban';
}
