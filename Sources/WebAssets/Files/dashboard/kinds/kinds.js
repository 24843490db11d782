// The kinds of objects, as the sandbox declares them, and what people call them.

import { look } from '../base/api.js';
import { to } from '../base/route.js';
import { words } from '../../shared/format.js';

/** Names that do not follow from Stripe's own. */
const TITLES = {
  payment_intent: ['Payment', 'Payments'], setup_intent: ['Setup', 'Setups'], balance_transaction: ['Balance transaction'],
  'checkout.session': ['Checkout session'], 'test_helpers.test_clock': ['Test clock'], invoiceitem: ['Invoice item'],
  payment_source: ['Source'], tax_id: ['Tax ID'], topup: ['Top-up'], file_link: ['File link'],
  capability: ['Capability', 'Capabilities'], webhook_endpoint: ['Webhook endpoint'],
  'billing.meter': ['Meter'], 'billing.meter_event': ['Meter event'], 'entitlements.feature': ['Feature'],
  'billing_portal.session': ['Portal session'], 'billing_portal.configuration': ['Portal configuration'],
  'tax.calculation': ['Tax calculation'], 'tax.transaction': ['Tax transaction'], 'tax.registration': ['Tax registration'],
  'v2.core.event_destination': ['Event destination'], 'v2.core.event': ['Thin event'],
};

let kinds = [];
let byPrefix = new Map();

/** Asks the sandbox what kinds there are, and how many of each. */
export async function loadKinds() {
  ({ kinds } = await look('kinds'));
  byPrefix = new Map();
  for (const { object, prefixes } of kinds) {
    for (const prefix of prefixes) if (!byPrefix.has(prefix)) byPrefix.set(prefix, object);
  }
  return kinds;
}

export const isKind = (object) => kinds.some((kind) => kind.object === object);

export const titleOfKind = (object) => (TITLES[object] || [words(object.split('.').at(-1))])[0];

export function titleOfKinds(object) {
  const title = titleOfKind(object);
  const plural = /(s|x|ch)$/.test(title) ? `${title}es` : title.replace(/y$/, 'ie').concat('s');
  return (TITLES[object] || [])[1] || plural;
}

/** The kind that an id is of, by the longest prefix that fits. */
export function kindOfID(id) {
  if (!/^[a-z0-9_]+_[A-Za-z0-9]{3,}$/.test(id)) return undefined;
  for (let end = id.lastIndexOf('_'); end > 0; end = id.lastIndexOf('_', end - 1)) {
    const object = byPrefix.get(id.slice(0, end + 1));
    if (object) return object;
  }
  return undefined;
}

/** The page of an id; nothing where it does not tell its kind. */
export function linkTo(id) {
  if (/^req_[A-Za-z0-9]+$/.test(id)) return to(['requests', id]);
  const object = kindOfID(id);
  return object && to([object, id]);
}

/** The page of an object, whose kind is known. */
export const pageOf = (object) => to([isKind(object.object) ? object.object : kindOfID(object.id) || object.object, object.id]);
