// What Stripe.js can do and this sandbox cannot. Each says so in the shape that its callers expect, and breaks nothing.

const OUT_OF_SCOPE = [
  'collectBankAccountForPayment', 'collectBankAccountForSetup', 'collectBankAccountToken', 'collectFinancialConnectionsAccounts',
  'createEphemeralKeyNonce', 'createFinancialAccountDisclosure', 'createIssuingDisclosure', 'processOrder', 'redirectToCheckout',
  'retrieveOrder', 'retrieveSource', 'verifyIdentity',
];

const OUT_OF_SCOPE_TYPES = [
  'Affirm', 'AfterpayClearpay', 'Alipay', 'AmazonPay', 'AuBecsDebit', 'BacsDebit', 'Bancontact', 'Blik', 'Boleto', 'CashApp',
  'CashappPay', 'Cashapp', 'CustomerBalance', 'Eps', 'Fpx', 'Giropay', 'GrabPay', 'Ideal', 'Klarna', 'Konbini', 'Multibanco',
  'MobilePay', 'Oxxo', 'P24', 'PayByBank', 'PayNow', 'PayPal', 'Paynow', 'Paypal', 'Payto', 'Pix', 'PromptPay', 'RevolutPay',
  'SepaDebit', 'Sofort', 'Swish', 'Twint', 'UsBankAccount', 'WechatPay', 'Zip', 'AcssDebit',
];

function outOfScopeMethods() {
  const types = OUT_OF_SCOPE_TYPES.flatMap((type) => [`confirm${type}Payment`, `confirm${type}Setup`]);
  const methods = [...OUT_OF_SCOPE, ...types].map((name) => [
    name, () => Promise.resolve({ error: outOfScope(`stripe.${name}()`) }),
  ]);
  return {
    ...Object.fromEntries(methods),
    paymentRequest,
    initCheckout: () => checkout('stripe.initCheckout()'),
    initCheckoutElementsSdk: () => checkout('stripe.initCheckoutElementsSdk()'),
    initCheckoutFormSdk: () => checkout('stripe.initCheckoutFormSdk()'),
    initEmbeddedCheckout: () => embeddedCheckout('stripe.initEmbeddedCheckout()'),
    createEmbeddedCheckoutPage: () => embeddedCheckout('stripe.createEmbeddedCheckoutPage()'),
  };
}

/** Apps ask first whether a wallet is there. None is. */
function paymentRequest() {
  return Object.assign(new Emitter(), {
    canMakePayment: () => Promise.resolve(null),
    isShowing: () => false,
    show() {},
    abort() {},
    update() {},
  });
}

/** Own properties only, for the React wrapper spreads it; thenable no more than Stripe's is. */
function checkout(method) {
  const error = outOfScope(method);
  const fail = () => Promise.resolve({ type: 'error', error });
  const sdk = { error, loadActions: fail, on() {}, changeAppearance() {}, loadFonts() {} };
  return sandbox.version === 'acacia' || sandbox.version === 'basil' || sandbox.version === 3 ? Promise.resolve(sdk) : sdk;
}

function embeddedCheckout(method) {
  const error = outOfScope(method);
  return Promise.resolve({
    error,
    mount(target) { findContainer(target).textContent = error.message; },
    unmount() {},
    destroy() {},
  });
}
