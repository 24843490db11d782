// What a voucher or a QR code asks the customer to do: a page of the sandbox's in a dialog, which can be closed.

import { element } from '../base/dom.js';
import { Overlay } from '../base/overlay.js';

const ADDRESSES = ['hosted_voucher_url', 'hosted_instructions_url', 'hosted_verification_url', 'url'];

/** Whether the action sends the customer away, and where to: `alipay_handle_redirect` and the like. */
export function redirectOf(action) {
  if (action.type === 'redirect_to_url') return action.redirect_to_url.url;
  if (!action.type.includes('handle_redirect')) return undefined;
  const details = action[action.type] || {};
  return details.url || details.hosted_instructions_url || details.mobile_auth_url;
}

/** Resolves once the customer has closed the dialog; at once where there is nothing to show. */
export function showInstructions(action) {
  const details = action[action.type] || {};
  const address = ADDRESSES.map((name) => details[name]).find(Boolean);
  if (!address || action.type === 'verify_with_microdeposits') return Promise.resolve();
  return new Promise((resolve) => {
    const close = () => {
      overlay.close();
      resolve();
    };
    const overlay = new Overlay({
      title: 'Payment instructions',
      cancel: close,
      build: (inner) => {
        const frame = element(inner, 'iframe', { class: 'Panel-frame', title: 'Payment instructions', src: address });
        inner.defaultView.addEventListener('message', ({ source, data }) => {
          if (source === frame.contentWindow && data && data.challenge) close();
        });
        return frame;
      },
    });
  });
}
