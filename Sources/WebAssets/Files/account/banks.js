// Stripe's test bank accounts: https://docs.stripe.com/connect/testing#account-numbers

const NUMBERS = {
  AU: ['110000', '000123456'], BR: ['110-0000', '000123456789'], CA: ['11000-000', '000123456789'], GB: ['108800', '00012345'],
  HK: ['110-000', '000123-456'], IN: ['HDFC0000261', '000123456789'], JP: ['1100000', '0001234'], SG: ['1100-000', '000123456'],
  US: ['110000000', '000123456789'],
};

const OF_IBANS = 'AT BE BG CH CY CZ DE DK EE ES FI FR GR HR HU IE IT LI LT LU LV MT NL NO PL PT RO SE SI SK'.split(' ');

/** Whether a country's accounts have the number of a bank besides their own. */
export const hasRouting = (country) => country in NUMBERS;

export function testBank(country) {
  if (OF_IBANS.includes(country)) return { account_number: `${country}89370400440532013000` };
  const [routing, number] = NUMBERS[country] || [undefined, '000123456'];
  return { ...(routing && { routing_number: routing }), account_number: number };
}
