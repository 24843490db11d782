// `confirm()` of custom Checkout: from the group's Elements, or a saved card, to the end of the session.

import { paymentMethodOfElements, shippingOfElements } from '../payments/payment-details.js';

const failure = (error) => ({
  type: 'error',
  error: error.decline_code || error.code === 'card_declined'
    ? { message: error.message, code: 'paymentFailed', paymentFailed: { declineCode: error.decline_code || null } }
    : { message: error.message, code: null },
});

export async function confirmCheckout(client, group, given = {}) {
  const { local, page } = client;
  const { paymentMethod, redirect = 'always', returnUrl, savePaymentMethod } = given;
  if (!paymentMethod && page.amount_total > 0) {
    const { error } = await group.submit();
    if (error) return failure(error);
    if (!group.payer) return failure({ message: 'Mount a Payment Element, or give a paymentMethod.' });
  }
  const email = given.email || local.email;
  const phone = given.phoneNumber || local.phoneNumber;
  const billing = given.billingAddress || local.billingAddress;
  const shipping = given.shippingAddress || local.shippingAddress || shippingOfElements(group);
  const added = { billing_details: { email: email || undefined, phone: phone || undefined, ...(billing ? { name: billing.name || undefined, address: billing.address } : {}) } };
  const { error } = await client.confirm({
    email: email || undefined,
    phone: phone || undefined,
    shipping: shipping ? { name: shipping.name, address: shipping.address } : undefined,
    tax_id: local.taxIdInfo ? { ...local.taxIdInfo.taxId } : undefined,
    return_url: returnUrl,
    save_payment_method: savePaymentMethod,
    ...(paymentMethod ? { payment_method: paymentMethod } : {}),
    ...(!paymentMethod && group.payer ? { payment_method_data: paymentMethodOfElements(group, added) } : {}),
  });
  if (error) return failure(error);
  const destination = returnUrl || client.destination;
  if (client.page.status === 'complete' && redirect === 'always' && destination) return client.leave(destination);
  return { type: 'success', session: client.session };
}
