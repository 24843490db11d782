// Which service and method of an SDK a request is, from the pattern of its endpoint.

/** Last words of a path that say what is done, where none of the usual methods fits. */
const VERBS = new Set([
  'confirm', 'capture', 'cancel', 'attach', 'detach', 'verify', 'apply_customer_balance', 'increment_authorization',
  'verify_microdeposits', 'search', 'finalize', 'pay', 'send', 'void', 'mark_uncollectible', 'add_lines', 'remove_lines',
  'update_lines', 'attach_payment', 'advance', 'expire', 'close', 'approve', 'reverse', 'reject', 'resume', 'migrate', 'accept',
  'create_preview', 'deactivate', 'reactivate', 'fund_cash_balance', 'ping', 'enable', 'disable', 'validate', 'release', 'fail',
  'create_from_calculation', 'create_reversal', 'find', 'preview', 'pdf', 'delete', 'activate', 'archive', 'unarchive',
]);

/** Verbs that an SDK's language would not allow, or that it names in full. */
const VERB_NAMES = {
  'invoices.finalize': 'finalize_invoice', 'invoices.send': 'send_invoice', 'invoices.void': 'void_invoice',
  'customers.sources.verify': 'verify', 'credit_grants.void': 'void_grant', 'credit_notes.void': 'void_credit_note',
  'quotes.finalize': 'finalize_quote', 'secrets.delete': 'delete_where',
};

/** Sections of the API, of which each SDK has an object of its own. */
const SECTIONS = new Set(['checkout', 'billing_portal', 'test_helpers', 'billing', 'tax', 'entitlements', 'apps', 'radar', 'core']);

const SERVICES = {
  sources: 'payment_sources', lines: 'line_items', invoiceitems: 'invoice_items', line_items: 'line_items',
};
const PATHS = { 'apple_pay.domains': ['apple_pay_domains'], account: ['accounts'], 'credit_notes.preview.lines': ['credit_notes', 'preview_lines'] };

/** What an SDK has no method for: paths of old versions, and those that only Stripe's own pages ask for. */
const WITHOUT = [
  /^\S+ \/v1\/(accounts|customers)\/\{\w+\}\/(bank_accounts|cards|people|subscriptions|unreject)/, /^\S+ \/v1\/charges\/\{\w+\}\/(dispute|refunds?)/,
  /^\S+ \/v1\/(\w+_pages|elements|balance\/history|invoices\/upcoming)/, /^GET \/v1\/customers\/\{\w+\}\/discount/, /^GET \/v1\/files\/\{\w+\}\/contents/,
  /^GET \/v1\/sources\/\{\w+\}\/(source_transactions|mandate_notifications)/, /^POST \/v1\/application_fees\/\{\w+\}\/refund$/, /^POST \/v1\/confirmation_tokens/,
  /^POST \/v1\/subscriptions\/\{\w+\}\/pause/, /^POST \/v1\/account_sessions\/claim/, /^POST \/oauth\//,
  /^\S+ \/v1\/subscription_items\/\{\w+\}\/usage_record/,
];

export const isInSDKs = ({ method, operation }) => Boolean(operation) && !WITHOUT.some((pattern) => pattern.test(`${method} ${operation.pattern}`));

/** Singular names: `tax_ids` is `tax_id`. */
export function singular(name) {
  const irregular = { cash_balance: 'cash_balance', funding_instructions: 'funding_instructions', balance: 'balance', topups: 'topup', settings: 'settings', addresses: 'address', data: 'data', taxes: 'tax' };
  if (irregular[name]) return irregular[name];
  if (name.endsWith('ies')) return `${name.slice(0, -3)}y`;
  if (/(ss|us)$/.test(name)) return name;
  return name.replace(/s$/, '');
}

/**
 * @returns {{version: string, section: string[], services: string[], method: string, ids: string[], parameters: object,
 *   enums: Set<string>, maps: Set<string>}} `services` from the outer to the inner: customers, tax_ids
 */
export function callOf({ method, operation }) {
  const { pattern, path: ids, parameters, enums = [], maps = [] } = operation;
  const [version, ...segments] = pattern.split('/').filter(Boolean);
  const isID = (segment) => segment.startsWith('{');
  const endsWithID = isID(segments.at(-1));
  let names = segments.filter((segment) => !isID(segment));
  const last = names.at(-1);
  const section = names.length > 1 && SECTIONS.has(names[0]) ? [names.shift()] : [];
  const isVerb = !endsWithID && VERBS.has(last) && (segments.length > 1);
  const result = { version, section, ids, parameters, enums: new Set(enums), maps: new Set(maps) };
  if (method === 'DELETE' && last === 'discount') return { ...result, services: [names[0]], method: 'delete_discount' };
  if (isVerb) names = names.slice(0, -1);
  const services = PATHS[names.join('.')] || names.map((name, index) => ((index > 0 || name === 'invoiceitems') && SERVICES[name]) || name);
  if (isVerb) return { ...result, services, method: VERB_NAMES[[...names, last].join('.')] || last };
  return { ...result, services, method: methodOf(method, endsWithID, names, segments) };
}

function methodOf(method, endsWithID, names, segments) {
  if (method === 'DELETE') return names.length === 1 && names[0] === 'subscriptions' ? 'cancel' : 'delete';
  const isSingle = ['balance', 'cash_balance', 'account', 'balance_settings', 'settings', 'credit_balance_summary'].includes(names.at(-1));
  if (method === 'GET') return names.join() === 'account' ? 'retrieve_current' : endsWithID || isSingle ? 'retrieve' : 'list';
  return endsWithID || (isSingle && segments.length > 0) ? 'update' : 'create';
}

export const camel = (name) => name.replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase());
export const pascal = (name) => camel(name).replace(/^./, (letter) => letter.toUpperCase());

/** The class that belongs to a call: `PaymentIntent`, or `CustomerTaxId` within another. */
export const className = (services) => services.map((name) => pascal(singular(name))).join('');
