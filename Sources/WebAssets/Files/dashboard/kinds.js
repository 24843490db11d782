// The kinds of objects, known by the beginning of their ids: where they are read, and where the dashboard shows them.

export const KINDS = [
  {
    prefix: 'pi_', path: 'payment_intents', title: 'Payment', route: 'payments',
    expand: ['latest_charge', 'payment_method'],
  },
  { prefix: 'ch_', path: 'charges', title: 'Charge', route: 'payments' },
  { prefix: 'py_', path: 'charges', title: 'Charge', route: 'payments' },
  { prefix: 'seti_', path: 'setup_intents', title: 'Setup', route: 'setups', expand: ['payment_method'] },
  { prefix: 'cus_', path: 'customers', title: 'Customer', route: 'customers' },
  { prefix: 'evt_', path: 'events', title: 'Event', route: 'events' },
  { prefix: 'pm_', path: 'payment_methods', title: 'Payment method', route: 'object' },
  { prefix: 're_', path: 'refunds', title: 'Refund', route: 'object' },
  { prefix: 'pyr_', path: 'refunds', title: 'Refund', route: 'object' },
  { prefix: 'du_', path: 'disputes', title: 'Dispute', route: 'object' },
  { prefix: 'dp_', path: 'disputes', title: 'Dispute', route: 'object' },
  { prefix: 'txn_', path: 'balance_transactions', title: 'Balance transaction', route: 'object' },
  { prefix: 'mandate_', path: 'mandates', title: 'Mandate', route: 'object' },
  { prefix: 'tok_', path: 'tokens', title: 'Token', route: 'object' },
  { prefix: 'we_', path: 'webhook_endpoints', title: 'Webhook endpoint', route: 'object' },
];

export function kindOf(id) {
  return /^[a-z]+_[A-Za-z0-9]{8,64}$/.test(id) ? KINDS.find(({ prefix }) => id.startsWith(prefix)) : undefined;
}

export function linkTo(id) {
  const kind = kindOf(id);
  return kind ? `#/${kind.route}/${id}` : undefined;
}
