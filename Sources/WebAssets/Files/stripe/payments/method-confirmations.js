// `stripe.confirmIdealPayment` and its kind: the name of each, and the way to pay that it confirms.

/** Names as Stripe.js spells them; those for setups have a `Setup` as well. */
const NAMES = {
  payment: {
    AcssDebit: 'acss_debit', Affirm: 'affirm', AfterpayClearpay: 'afterpay_clearpay', Alipay: 'alipay', AmazonPay: 'amazon_pay',
    AuBecsDebit: 'au_becs_debit', BacsDebit: 'bacs_debit', Bancontact: 'bancontact', Billie: 'billie', Blik: 'blik', Boleto: 'boleto',
    Card: 'card', Cashapp: 'cashapp', CustomerBalance: 'customer_balance', Eps: 'eps', Fpx: 'fpx', Giropay: 'giropay',
    GrabPay: 'grabpay', Ideal: 'ideal', Klarna: 'klarna', Konbini: 'konbini', Mobilepay: 'mobilepay', Multibanco: 'multibanco',
    Oxxo: 'oxxo', P24: 'p24', PayByBank: 'pay_by_bank', PayNow: 'paynow', PayPal: 'paypal', Payto: 'payto', Pix: 'pix',
    PromptPay: 'promptpay', RevolutPay: 'revolut_pay', SepaDebit: 'sepa_debit', Sofort: 'sofort', Swish: 'swish', Twint: 'twint',
    Upi: 'upi', UsBankAccount: 'us_bank_account', WechatPay: 'wechat_pay', Zip: 'zip',
  },
  setup: {
    AcssDebit: 'acss_debit', AmazonPay: 'amazon_pay', AuBecsDebit: 'au_becs_debit', BacsDebit: 'bacs_debit', Bancontact: 'bancontact',
    Card: 'card', Cashapp: 'cashapp', Ideal: 'ideal', Klarna: 'klarna', PayPal: 'paypal', Payto: 'payto', RevolutPay: 'revolut_pay',
    SepaDebit: 'sepa_debit', Sofort: 'sofort', Upi: 'upi', UsBankAccount: 'us_bank_account',
  },
};

/**
 * @param {(mode: 'payment' | 'setup', type: string, method: string) => Function} make
 * @returns {Object<string, Function>} the methods by their names
 */
export function methodConfirmations(make) {
  const suffixes = { payment: 'Payment', setup: 'Setup' };
  return Object.fromEntries(Object.entries(NAMES).flatMap(([mode, names]) => (
    Object.entries(names).map(([name, type]) => {
      const method = `confirm${name}${suffixes[mode]}`;
      return [method, make(mode, type, `stripe.${method}()`)];
    }))));
}
