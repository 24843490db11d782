// What can be said about a card without asking anybody.

const BRANDS = [
  { brand: 'visa', pattern: /^4/, lengths: [16], groups: [4, 4, 4, 4] },
  { brand: 'mastercard', pattern: /^(5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, lengths: [16], groups: [4, 4, 4, 4] },
  { brand: 'amex', pattern: /^3[47]/, lengths: [15], groups: [4, 6, 5], cvc: 4 },
  { brand: 'diners', pattern: /^3[689]/, lengths: [14], groups: [4, 6, 4] },
  { brand: 'diners', pattern: /^30/, lengths: [16], groups: [4, 4, 4, 4] },
  { brand: 'jcb', pattern: /^35/, lengths: [16], groups: [4, 4, 4, 4] },
  { brand: 'discover', pattern: /^(6011|64[4-9]|65)/, lengths: [16], groups: [4, 4, 4, 4] },
  { brand: 'unionpay', pattern: /^(62|81)/, lengths: [16, 17, 18, 19], groups: [4, 4, 4, 4, 3] },
];

const UNKNOWN_BRAND = { brand: 'unknown', lengths: [16, 17, 18, 19], groups: [4, 4, 4, 4, 3] };

export const digitsOf = (text) => text.replace(/\D/g, '');

export function brandOf(number) {
  return BRANDS.find(({ pattern }) => pattern.test(digitsOf(number))) || UNKNOWN_BRAND;
}

function passesLuhn(digits) {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = index % 2 === 1 ? Number(digit) * 2 : Number(digit);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

export function formatNumber(text) {
  const { lengths, groups } = brandOf(text);
  let digits = digitsOf(text).slice(0, Math.max(...lengths));
  const parts = groups.map((size) => {
    const part = digits.slice(0, size);
    digits = digits.slice(size);
    return part;
  });
  return parts.filter((part) => part !== '').join(' ');
}

/** @returns {string | null} the code of what is wrong, null for nothing */
export function checkNumber(text) {
  const digits = digitsOf(text);
  const { lengths } = brandOf(digits);
  if (lengths.includes(digits.length) && passesLuhn(digits)) return null;
  return digits.length < Math.max(...lengths) ? 'incomplete_number' : 'invalid_number';
}

/** `deleting` keeps the slash from coming back under the backspace key. */
export function formatExpiry(text, deleting = false) {
  const pasted = /^\s*(\d{1,2})\s*\/\s*20(\d{2})\s*$/.exec(text);
  const typed = pasted ? `${pasted[1]}/${pasted[2]}` : text;
  let digits = digitsOf(typed);
  if (/^[2-9]/.test(digits) || /^\s*\d\s*\//.test(typed) || /^1[3-9]/.test(digits)) digits = `0${digits}`;
  if (digits.startsWith('00')) digits = '0';
  const month = digits.slice(0, 2);
  const year = digits.slice(2, 4);
  if (month.length < 2 || (deleting && year === '')) return month;
  return `${month} / ${year}`;
}

/** @returns {{month: number, year: number}} */
export function readExpiry(text) {
  const digits = digitsOf(text);
  return { month: Number(digits.slice(0, 2)), year: 2000 + Number(digits.slice(2, 4)) };
}

export function checkExpiry(text, now = new Date()) {
  if (digitsOf(text).length < 4) return 'incomplete_expiry';
  const { month, year } = readExpiry(text);
  if (year < now.getFullYear()) return 'invalid_expiry_year_past';
  if (year > now.getFullYear() + 50) return 'invalid_expiry_year';
  return year === now.getFullYear() && month < now.getMonth() + 1 ? 'invalid_expiry_month_past' : null;
}

export const cvcLength = (number) => brandOf(number).cvc || 3;

/** A test card's number names a country outside the United States in its digits 7 to 9 (ISO 3166 numeric). */
export function isForeign(number) {
  const country = /^4000(?:00|05)(\d{3})/.exec(digitsOf(number));
  return country !== null && !['000', '840'].includes(country[1]);
}

const DEBIT = ['4000056655665556', '5200828282828210', '6011981111111113'];
const PREPAID = ['5105105105105100'];

/** Of test cards, which all are credit cards but these. */
export function fundingOf(number) {
  const digits = digitsOf(number);
  if (DEBIT.includes(digits)) return 'debit';
  return PREPAID.includes(digits) ? 'prepaid' : 'credit';
}

/** Five digits are a ZIP; a code with letters, or one from abroad, may be shorter. */
export function checkPostalCode(text, foreign) {
  const code = text.replace(/[\s-]/g, '');
  return code.length >= (foreign || /[a-z]/i.test(code) ? 3 : 5) ? null : 'incomplete_zip';
}
