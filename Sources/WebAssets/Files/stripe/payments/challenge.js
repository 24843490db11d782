// The bank's challenge: the sandbox's own page in a dialog.

import { element } from '../base/dom.js';
import { sandbox } from '../base/origin.js';
import { isDarkPage, Overlay } from '../base/overlay.js';

/** Resolves when the customer has completed, failed or closed the challenge; what became of it, the intent tells. */
export function challenge(api, intent) {
  const query = new URLSearchParams({
    client_secret: intent.client_secret, key: api.key, theme: isDarkPage() ? 'dark' : 'light',
  });
  const page = `${sandbox.address}/_sandbox/3ds/${intent.id}?${query}`;
  return new Promise((resolve) => {
    const finish = () => {
      overlay.close();
      resolve();
    };
    const cancel = () => api.finishChallenge(intent, 'failed').then(finish);
    const overlay = new Overlay({
      title: '3-D Secure',
      cancel,
      build: (inner) => {
        const frame = element(inner, 'iframe', {
          id: 'challengeFrame', name: 'stripe-challenge-frame', class: 'Panel-frame', title: '3-D Secure challenge', src: page,
        });
        inner.defaultView.addEventListener('message', ({ source, origin, data }) => {
          if (source !== frame.contentWindow || origin !== sandbox.origin || !data) return;
          if (data.challenge === 'finished') finish();
          if (data.challenge === 'cancelled') cancel();
        });
        return frame;
      },
    });
  });
}
