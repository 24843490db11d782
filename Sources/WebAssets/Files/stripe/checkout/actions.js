// The actions of custom Checkout: what an app calls as its customer types and chooses.

import { checkEmail } from '../forms/checks.js';

const success = (client) => ({ type: 'success', session: client.session });
const failure = (message, code = null, more = {}) => ({ type: 'error', error: { message, code, ...more } });

/** @param {import('./client.js').CheckoutClient} client */
export function checkoutActions(client, elements, confirm) {
  /** A change that the server decides on. */
  const ask = async (parameters, code = null) => {
    const { error } = await client.update(parameters);
    return error ? failure(error.message, code) : success(client);
  };
  const keep = (values) => {
    client.remember(values);
    return Promise.resolve(success(client));
  };
  return {
    getSession: () => client.session,
    applyPromotionCode: (code) => ask({ promotion_code: code }, 'invalidCode'),
    removePromotionCode: () => ask({ promotion_code: '' }),
    updateLineItemQuantity: ({ lineItem, quantity }) => ask({ line_items: [{ id: lineItem, quantity }] }),
    addOptionalLineItem: (price) => ask({ optional_items: [{ price, quantity: 1 }] }),
    removeOptionalLineItem: (price) => ask({ optional_items: [{ price, quantity: 0 }] }),
    updateShippingOption: (option) => ask({ shipping_option: option }),
    updateShippingAddress: async (contact) => {
      if (contact && contact.address) {
        const { error } = await client.update({ shipping_address: contact.address });
        if (error) return failure(error.message);
      }
      return keep({ shippingAddress: contact });
    },
    updateBillingAddress: (contact) => keep({ billingAddress: contact }),
    updatePhoneNumber: (phoneNumber) => keep({ phoneNumber }),
    updateEmail: (email) => {
      const code = email === null ? null : checkEmail(email);
      if (code === null) return keep({ email });
      const names = { incomplete_email: 'incompleteEmail', invalid_email: 'invalidEmail' };
      return Promise.resolve(failure(client.voice.words[code], names[code]));
    },
    updateTaxIdInfo: (taxIdInfo) => keep({ taxIdInfo }),
    runServerUpdate: async (work) => {
      try {
        await work();
      } catch (error) {
        return failure(error.message || 'The server update failed.');
      }
      const { error } = await client.load();
      return error ? failure(error.message) : success(client);
    },
    validateElements: () => Promise.resolve(validate(client, elements)),
    confirm,
  };
}

const ELEMENT_NAMES = { 'address-shipping': 'shippingAddress', 'address-billing': 'billingAddress' };

function validate(client, elements) {
  const mounted = [...elements.elements.entries()].filter(([, each]) => each.container && 'incompleteness' in each);
  if (mounted.length === 0) return failure('There are no Elements to validate.', 'no_elements', { validation_errors: [] });
  for (const [, each] of mounted) each.demand();
  const wrong = mounted.filter(([, each]) => each.incompleteness).map(([slot, each]) => (
    { element: ELEMENT_NAMES[slot] || slot, message: each.incompleteness.message }));
  return wrong.length === 0 ? success(client) : failure(wrong[0].message, 'validation_error', { validation_errors: wrong });
}
