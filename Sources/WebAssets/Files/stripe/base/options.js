// Which options Stripe.js knows. Others are most likely misspelt, and draw a warning, as Stripe's do.

const GROUP = `fonts locale appearance loader customerOptions customerSessionClientSecret customPaymentMethods syncAddressCheckbox
  paymentMethodCreation clientSecret mode currency amount setupFutureUsage setup_future_usage captureMethod capture_method onBehalfOf
  on_behalf_of paymentMethodTypes payment_method_types excludedPaymentMethodTypes allowedPaymentMethodTypes
  paymentMethodConfiguration payment_method_configuration paymentMethodOptions payment_method_options externalPaymentMethodTypes
  adaptivePricing savedPaymentMethod`;
const LINE = 'classes style disabled';

const KNOWN = {
  'elements()': GROUP,
  'elements.update()': GROUP,
  payment: 'defaultValues business paymentMethodOrder fields readOnly terms wallets layout applePay',
  'payment layout': `type defaultCollapsed radios spacedAccordionItems visibleAccordionItemsCount paymentMethodLogoPosition`,
  card: `${LINE} value hidePostalCode iconStyle hideIcon disableLink preferredNetwork`,
  cardNumber: `${LINE} placeholder showIcon iconStyle disableLink preferredNetwork`,
  cardExpiry: `${LINE} placeholder`,
  cardCvc: `${LINE} placeholder`,
  iban: `${LINE} supportedCountries placeholderCountry hideIcon iconStyle`,
  auBankAccount: `${LINE} hideIcon iconStyle`,
  idealBank: `${LINE} value hideIcon`,
  epsBank: `${LINE} value`,
  p24Bank: `${LINE} value`,
  fpxBank: `${LINE} value accountHolderType`,
  address: `mode allowedCountries autocomplete blockPoBox contacts defaultValues fields validation display`,
  shippingAddress: `mode allowedCountries autocomplete blockPoBox contacts defaultValues fields validation display`,
  linkAuthentication: 'defaultValues',
  expressCheckout: `allowedShippingCountries applePay billingAddressRequired business buttonHeight buttonTheme buttonType
    emailRequired layout lineItems paymentMethodOrder paymentMethods phoneNumberRequired shippingAddressRequired shippingRates wallets`,
  paymentRequestButton: `${LINE} paymentRequest`,
  paymentMethodMessaging: 'amount currency paymentMethodTypes paymentMethodOrder paymentMethods countryCode logoColor metaData',
  appearance: 'disableAnimations theme variables rules labels inputs',
};

/** Of a type of Element, a group, or a part of either; each name is warned of once. */
export function warnOfUnknown(kind, options, place = `elements.create('${kind}')`) {
  if (!options || typeof options !== 'object' || !KNOWN[kind]) return;
  const known = KNOWN[kind].split(/\s+/);
  for (const name of Object.keys(options)) {
    if (known.includes(name)) continue;
    console.warn(`Unrecognized ${place} parameter: ${name} is not a recognized parameter. `
      + 'This may cause issues with your integration in the future.');
  }
}
