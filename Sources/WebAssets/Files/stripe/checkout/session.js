// A Checkout Session as Stripe.js shows it: camel case, and each amount in minor units and in words.

import { amountOf, minorUnits } from './money.js';

/**
 * @param {object} page what `/v1/payment_pages/{id}` answers: the session, and what its page needs besides
 * @param {{email, phoneNumber, billingAddress, shippingAddress, taxIdInfo, canConfirm, lastPaymentError}} local what the customer has said so far
 */
export function sessionOf(page, local, language) {
  const currency = page.currency || 'usd';
  const amount = (value) => amountOf(value, currency, language);
  const totals = page.total_details || {};
  const discounts = discountAmounts(page, amount);
  const items = ((page.line_items || {}).data || []).map((item) => lineItemOf(item, page, amount));
  const inclusive = taxesOf(totals, true);
  const exclusive = (totals.amount_tax || 0) - inclusive;
  return {
    id: page.id,
    livemode: page.livemode === true,
    businessName: page.page.business_name || null,
    currency,
    currencyOptions: null,
    minorUnitsAmountDivisor: minorUnits(currency),
    status: statusOf(page),
    canConfirm: local.canConfirm === true && page.status === 'open',
    email: local.email === undefined ? emailOf(page) : local.email,
    phoneNumber: local.phoneNumber === undefined ? (page.page.customer || {}).phone || null : local.phoneNumber,
    billingAddress: local.billingAddress || null,
    shippingAddress: local.shippingAddress || null,
    taxIdInfo: local.taxIdInfo || null,
    lastPaymentError: local.lastPaymentError || null,
    lineItems: items,
    optionalItems: (page.page.optional_items || []).map((item) => optionalItemOf(item, page, amount)),
    recurring: recurringOf(page, items, amount),
    shipping: shippingOf(page, amount),
    shippingOptions: (page.shipping_options || []).map((option) => shippingOptionOf(option, currency, amount)),
    discountAmounts: discounts.length > 0 ? discounts : null,
    savedPaymentMethods: savedMethodsOf(page),
    surcharge: null,
    tax: { status: 'ready' },
    taxAmounts: totals.amount_tax ? [{ ...amount(totals.amount_tax), inclusive: exclusive === 0, displayName: 'Tax' }] : null,
    total: {
      subtotal: amount(page.amount_subtotal),
      taxExclusive: amount(exclusive),
      taxInclusive: amount(inclusive),
      shippingRate: amount(totals.amount_shipping),
      discount: amount(totals.amount_discount),
      surcharge: amount(0),
      appliedBalance: amount(0),
      balanceAppliedToNextInvoice: false,
      total: amount(page.amount_total),
    },
  };
}

function statusOf(page) {
  return page.status === 'complete' ? { type: 'complete', paymentStatus: page.payment_status } : { type: page.status };
}

function emailOf(page) {
  return page.customer_email || (page.customer_details || {}).email || (page.page.customer || {}).email || null;
}

function taxesOf(totals, inclusive) {
  const taxes = (totals.breakdown || {}).taxes || [];
  return taxes.filter(({ rate }) => rate && rate.inclusive === inclusive).reduce((sum, { amount }) => sum + amount, 0);
}

function discountAmounts(page, amount) {
  return (page.page.discounts || []).map((discount) => ({
    ...amount(discount.amount), displayName: discount.name || discount.code || 'Discount', promotionCode: discount.code,
    percentOff: discount.percent_off,
    recurring: discount.duration === 'forever' ? { type: 'forever' } : null,
  }));
}

const productOf = (price) => (price && typeof price.product === 'object' && price.product) || {};

function lineItemOf(item, page, amount) {
  const price = item.price || {};
  const product = productOf(price);
  const { recurring } = price;
  return {
    id: item.id,
    name: product.name || item.description,
    description: product.description || null,
    images: product.images || [],
    priceId: price.id || '',
    quantity: item.quantity,
    unitLabel: product.unit_label || null,
    unitAmount: amount(price.unit_amount === null ? undefined : price.unit_amount),
    unitAmountDecimal: null,
    subtotal: amount(item.amount_subtotal),
    discount: amount(item.amount_discount),
    taxExclusive: amount(item.amount_tax),
    taxInclusive: amount(0),
    total: amount(item.amount_total),
    discountAmounts: null,
    taxAmounts: null,
    recurring: recurring ? { interval: recurring.interval, intervalCount: recurring.interval_count, usageType: recurring.usage_type } : null,
    adjustableQuantity: adjustableOf(item.adjustable_quantity),
    isRemovable: (page.page.optional_items || []).some((offer) => offer.price.id === price.id),
  };
}

function adjustableOf(given) {
  return given && given.enabled ? { minimum: given.minimum || 0, maximum: given.maximum || 99 } : null;
}

function optionalItemOf(item, page, amount) {
  const price = typeof item.price === 'object' ? item.price : { id: item.price };
  const product = productOf(price);
  return {
    priceId: price.id, name: product.name || price.id, description: product.description || null, images: product.images || [],
    unitAmount: amount(price.unit_amount), unitAmountDecimal: null, unitLabel: product.unit_label || null, quantity: item.quantity,
    adjustableQuantity: adjustableOf(item.adjustable_quantity),
    recurring: price.recurring ? { interval: price.recurring.interval, intervalCount: price.recurring.interval_count } : null,
    isSelected: ((page.line_items || {}).data || []).some((line) => line.price && line.price.id === price.id),
  };
}

function recurringOf(page, items, amount) {
  const first = items.find(({ recurring }) => recurring);
  if (!first) return null;
  const { subscription = {} } = page.page;
  const sum = (name) => items.filter(({ recurring }) => recurring).reduce((total, item) => total + item[name].minorUnitsAmount, 0);
  const trial = subscription.trial_end ? { trialEnd: subscription.trial_end, trialPeriodDays: subscription.trial_period_days || 0 } : null;
  return {
    interval: first.recurring.interval,
    intervalCount: first.recurring.intervalCount,
    isProrated: false,
    trial,
    dueNext: {
      subtotal: amount(subscription.amount_subtotal === undefined ? sum('subtotal') : subscription.amount_subtotal),
      total: amount(subscription.amount_total === undefined ? sum('total') : subscription.amount_total),
      discount: amount(sum('discount')), taxInclusive: amount(0), taxExclusive: amount(sum('taxExclusive')), billingCycleAnchor: null,
    },
  };
}

function rateOf(option) {
  return typeof option.shipping_rate === 'object' ? option.shipping_rate : { id: option.shipping_rate };
}

function shippingOptionOf(option, currency, amount) {
  const rate = rateOf(option);
  return {
    id: rate.id, currency, displayName: rate.display_name || null, deliveryEstimate: rate.delivery_estimate || null,
    ...amount(option.shipping_amount),
  };
}

function shippingOf(page, amount) {
  const { shipping_cost: cost } = page;
  if (!cost || !cost.shipping_rate) return null;
  const id = typeof cost.shipping_rate === 'object' ? cost.shipping_rate.id : cost.shipping_rate;
  const option = (page.shipping_options || []).find((each) => rateOf(each).id === id);
  const shown = option || { shipping_rate: cost.shipping_rate, shipping_amount: cost.amount_total };
  return { shippingOption: shippingOptionOf(shown, page.currency, amount), taxAmounts: null };
}

function savedMethodsOf(page) {
  const methods = (page.page.saved_payment_methods || []).filter(({ card }) => card);
  return methods.length === 0 ? null : methods.map(({ id, card, billing_details: billingDetails }) => ({
    id, type: 'card', billingDetails,
    card: { brand: card.brand, expMonth: card.exp_month, expYear: card.exp_year, last4: card.last4 },
  }));
}
