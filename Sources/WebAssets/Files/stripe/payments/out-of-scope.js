// What Stripe.js can do and this sandbox cannot. Each says so in the shape that its callers expect, and breaks nothing.

import { outOfScope } from '../base/errors.js';

const OUT_OF_SCOPE = [
  'collectBankAccountForPayment', 'collectBankAccountForSetup', 'collectBankAccountToken', 'collectFinancialConnectionsAccounts',
  'createEphemeralKeyNonce', 'createFinancialAccountDisclosure', 'createIssuingDisclosure', 'createRadarSession', 'processOrder', 'retrieveOrder',
  'retrieveSource', 'verifyIdentity',
];

export function outOfScopeMethods() {
  const methods = OUT_OF_SCOPE.map((name) => [
    name, () => Promise.resolve({ error: outOfScope(`stripe.${name}()`) }),
  ]);
  return Object.fromEntries(methods);
}
