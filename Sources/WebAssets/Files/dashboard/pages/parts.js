// What the pages of some kinds show besides facts: an endpoint's deliveries, an account's needs, a subscription's time line.

import { accountPart } from './account.js';
import { endpointPart, eventPart } from './endpoint.js';
import { subscriptionPart, testClockPart } from './subscription.js';

const PARTS = {
  webhook_endpoint: endpointPart, 'v2.core.event_destination': endpointPart, event: eventPart, account: accountPart,
  subscription: subscriptionPart, 'test_helpers.test_clock': testClockPart,
};

/**
 * @param found the answer about an object
 * @returns {{node: Node, load: (found) => Promise<void>} | undefined}
 */
export function partsOf(found, reload) {
  const make = PARTS[found.kind];
  return make && !found.object.deleted ? make(found, reload) : undefined;
}
