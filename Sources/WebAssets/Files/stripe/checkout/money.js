// Amounts as people write them, in their language.

/** How many of the smallest unit make one: 100 for dollars, 1 for yen, 1000 for dinars. */
export function minorUnits(currency) {
  const { maximumFractionDigits } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions();
  return 10 ** maximumFractionDigits;
}

export function formatAmount(amount, currency, language = 'en') {
  return new Intl.NumberFormat(language, { style: 'currency', currency }).format(amount / minorUnits(currency));
}

/** @returns {{minorUnitsAmount: number, amount: string}} */
export function amountOf(amount, currency, language) {
  return { minorUnitsAmount: amount || 0, amount: formatAmount(amount || 0, currency, language) };
}
