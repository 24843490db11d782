// The ways to pay that the forms know, besides cards: what each is called, asks for, and does afterwards.

/**
 * @typedef {object} Method
 * @property {string} name as its makers write it, or a key among the words
 * @property {string} [asks] parts of the billing details, and details of its own
 * @property {'redirect' | 'debit' | 'voucher' | 'inline'} flow what follows the confirmation
 * @property {string} colour of its icon
 */

const redirect = (name, colour, asks = '') => ({ name, colour, asks, flow: 'redirect' });
const voucher = (name, colour, asks = '') => ({ name, colour, asks, flow: 'voucher' });
const debit = (name, colour, asks) => ({ name, colour, asks: `name email ${asks}`, flow: 'debit' });

const FULL_ADDRESS = 'line1 city country postal_code';

/** @type {Object<string, Method>} */
export const METHODS = {
  acss_debit: debit('Pre-authorized debit', '#2b5f8f', 'institution_number transit_number account_number'),
  affirm: redirect('Affirm', '#4a4af4'),
  afterpay_clearpay: redirect('Afterpay', '#1d8f6d', `name email ${FULL_ADDRESS}`),
  alipay: redirect('Alipay', '#1677ff'),
  alma: redirect('Alma', '#c8401e'),
  amazon_pay: redirect('Amazon Pay', '#3b3f46'),
  au_becs_debit: debit('BECS Direct Debit', '#1f6f5c', 'bsb_number account_number'),
  bacs_debit: debit('Bacs Direct Debit', '#27445c', `sort_code account_number ${FULL_ADDRESS}`),
  bancontact: redirect('Bancontact', '#005498', 'name'),
  billie: redirect('Billie', '#2b1d4f', 'email'),
  bizum: redirect('Bizum', '#0a7c8c', 'phone'),
  blik: { name: 'BLIK', colour: '#2b2b33', asks: 'blik_code', flow: 'inline' },
  boleto: voucher('Boleto', '#3b3f46', `name email tax_id ${FULL_ADDRESS} state`),
  cashapp: redirect('Cash App Pay', '#0b7a3b'),
  crypto: redirect('Crypto', '#4453d6'),
  customer_balance: voucher('bankTransfer', '#3b5b7e', 'email'),
  eps: redirect('EPS', '#8a1f57', 'name'),
  fpx: redirect('FPX', '#1f3d7a', 'fpx_bank'),
  giropay: redirect('giropay', '#003a7d', 'name'),
  grabpay: redirect('GrabPay', '#00753a'),
  ideal: redirect('iDEAL', '#b3005f', 'name'),
  kakao_pay: redirect('Kakao Pay', '#5a4600'),
  klarna: redirect('Klarna', '#8a3b5d', 'email country'),
  konbini: voucher('Konbini', '#a1433a', 'name email'),
  kr_card: redirect('Korean cards', '#3b5b7e'),
  mb_way: redirect('MB WAY', '#b3261e', 'phone'),
  mobilepay: redirect('MobilePay', '#3f4bb3'),
  multibanco: voucher('Multibanco', '#2f5f9e', 'email'),
  naver_pay: redirect('Naver Pay', '#02763a'),
  nz_bank_account: debit('NZ bank account', '#27445c', 'bank_code branch_code account_number suffix'),
  oxxo: voucher('OXXO', '#a3161c', 'name email'),
  p24: redirect('Przelewy24', '#a3123c', 'name email'),
  pay_by_bank: redirect('Pay by Bank', '#27445c'),
  payco: redirect('PAYCO', '#b32a1f'),
  paynow: voucher('PayNow', '#7c1f6e'),
  paypal: redirect('PayPal', '#003087'),
  paypay: redirect('PayPay', '#b3141f'),
  payto: debit('PayTo', '#3d2a6b', 'pay_id'),
  pix: voucher('Pix', '#0f7268'),
  promptpay: voucher('PromptPay', '#1c3f6e', 'email'),
  revolut_pay: redirect('Revolut Pay', '#191c20'),
  samsung_pay: redirect('Samsung Pay', '#1428a0'),
  satispay: redirect('Satispay', '#b3261e'),
  scalapay: redirect('Scalapay', '#8c4a4f', 'email'),
  sepa_debit: debit('SEPA Debit', '#10398e', 'iban'),
  sequra: redirect('seQura', '#1d7a5f', 'email'),
  sofort: redirect('Sofort', '#8a3b5d', 'sofort_country'),
  sunbit: redirect('Sunbit', '#8a5a00'),
  swish: redirect('Swish', '#2d7a35'),
  twint: redirect('TWINT', '#262626'),
  upi: redirect('UPI', '#5a6b1f'),
  us_bank_account: debit('usBankAccount', '#27445c', 'connection routing_number account_number account_type'),
  wechat_pay: redirect('WeChat Pay', '#067a3e'),
  zip: redirect('Zip', '#3d2a6b'),
};

/** Values that the sandbox's menu fills in. */
export const TEST_VALUES = {
  acss_debit: [['Succeeds', { institution_number: '000', transit_number: '11000', account_number: '000123456789' }]],
  au_becs_debit: [['Succeeds', { bsb_number: '000000', account_number: '000123456' }]],
  bacs_debit: [['Succeeds', { sort_code: '108800', account_number: '00012345' }]],
  blik: [['Succeeds', { blik_code: '123456' }]],
  boleto: [['Succeeds', { tax_id: '00000000000' }]],
  sepa_debit: [
    ['Succeeds', { iban: 'DE89370400440532013000' }],
    ['Fails', { iban: 'DE62370400440532013001' }],
    ['Is disputed', { iban: 'DE35370400440532013002' }],
  ],
  us_bank_account: [
    ['Connected, succeeds', { connection: 'connected' }],
    ['Micro-deposits, succeeds', { connection: 'typed', routing_number: '110000000', account_number: '000123456789' }],
    ['Micro-deposits, account closed', { connection: 'typed', routing_number: '110000000', account_number: '000111111113' }],
    ['Micro-deposits, no account', { connection: 'typed', routing_number: '110000000', account_number: '000111111116' }],
    ['Micro-deposits, insufficient funds', { connection: 'typed', routing_number: '110000000', account_number: '000222222227' }],
  ],
};

export function methodName(type, words) {
  if (type === 'card') return words.card;
  if (type === 'link') return 'Link';
  if (type === 'saved') return words.saved;
  if (isCustom(type)) return words.customMethod;
  const { name } = METHODS[type] || { name: type };
  return words[name] || name;
}

/** The form knows it; an intent may name others, such as those of card readers. */
export const hasForm = (type) => ['card', 'link'].includes(type) || isCustom(type) || Object.hasOwn(METHODS, type);

/** A way to pay that the app brings along: `customPaymentMethods`. The sandbox knows no more of it than its id. */
const isCustom = (type) => type.startsWith('cpmt_');

/** Two letters for an icon. */
export function methodInitials(type) {
  const { name } = METHODS[type] || { name: type };
  const words = name.split(/[\s_-]+|(?<=[a-z])(?=[A-Z])/).filter(Boolean);
  return words.length > 1 ? (words[0][0] + words[1][0]).toUpperCase() : name.slice(0, 2).toUpperCase();
}

export const methodColour = (type) => (type === 'link' ? '#0b6b3a' : (METHODS[type] || { colour: '#3b3f46' }).colour);
