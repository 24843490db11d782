// The SDKs of languages whose parameters are classes: Go, Java, .NET.

import { camel, className, pascal, singular } from './operation.js';
import { double, hasAny, listed } from './literal.js';

const isHash = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);
const under = (path, name) => (path ? `${path}.${name}` : name);

/** The call's own word in the names of classes. */
const method = (call) => pascal(call.method);

// MARK: Go

/** Go writes these in capitals. */
const initials = (name) => pascal(name).replace(/(Id|Url|Ip|Api|Iban|Sepa|Ach|Uri|Sms|Ssn)(s?)(?=[A-Z]|$)/g, (_, word, plural) => word.toUpperCase() + plural);

/** In Go, what contains a collection is one of the parameters. */
const OWNERS = { transfers: 'id', application_fees: 'id', meters: 'id' };

/** What Go calls a collection within another, where that is not the collection's own name. */
const COLLECTIONS = {
  'products.features': 'product_features', 'transfers.reversals': 'transfer_reversals', 'application_fees.refunds': 'fee_refunds',
  'customers.balance_transactions': 'customer_balance_transactions', 'invoices.line_items': 'invoice_line_items',
  'customers.cash_balance_transactions': 'customer_cash_balance_transactions', 'meters.event_summaries': 'meter_event_summaries',
};

/** Where Go has a method of the outer service. */
const OUTER = {
  'sessions.line_items list': 'list_line_items', 'payment_links.line_items list': 'list_line_items',
  'calculations.line_items list': 'list_line_items', 'transactions.line_items list': 'list_line_items', 'invoices.line_items list': 'list_lines',
  'customers.funding_instructions create': 'create_funding_instructions',
};

/** What Go has under other services, or not at all. */
const WITHOUT = /^(accounts\.external_accounts|customers\.cash_balance |sources verify|accounts retrieve_current)/;

export const isInGo = ({ services, method: name }) => !WITHOUT.test(`${services.join('.')} ${name}`);

function goNames(call) {
  const path = call.services.join('.');
  const outer = OUTER[`${path} ${call.method}`];
  if (outer) return { name: call.services[0], does: outer };
  if (call.version === 'v2') return { name: call.services.join('_'), does: call.method };
  // Without an id it retrieves the account of the key.
  if (path === 'accounts' && call.method === 'retrieve') return { name: path, does: call.method, runs: 'get_by_id' };
  return { name: COLLECTIONS[path] || call.services.at(-1), does: call.method };
}

export function go(call, { origin, key, account }) {
  const { name, does, runs = does } = goNames(call);
  const isCreation = does === 'create_funding_instructions';
  const isOwned = !isCreation && call.services.length > 1;
  const prefix = call.version === 'v2' ? 'V2' : '';
  const resource = prefix + [...call.section, singular(name)].map(initials).join('');
  const service = `${call.version.toUpperCase()}${[...call.section, name].map(initials).join('')}`;
  const container = call.version === 'v2' ? 'account_id' : OWNERS[call.services[0]] || singular(call.services[0]);
  const owner = isOwned ? { [container]: call.ids[0] } : {};
  const ids = call.ids.slice(isOwned ? 1 : 0).map(double);
  const parameters = { ...owner, ...listed(call.parameters) };
  const type = `stripe.${resource}${pascal(does)}`;
  const indent = (text) => text.replaceAll('\n', '\n  ');
  const typed = goStruct(parameters, type, '', call);
  const acting = account ? `\nparams.SetStripeAccount(${double(account)})` : '';
  const isList = call.method === 'list' || call.method === 'search';
  const run = isList
    ? `for item, err := range sc.${service}.${pascal(runs)}(ctx, params) {\n  if err != nil {\n    log.Fatal(err)\n  }\n  fmt.Println(item.ID)\n}`
    : `result, err := sc.${service}.${initials(runs)}(${['ctx', ...ids, 'params'].join(', ')})`;
  return [
    `import (\n  "context"\n  ${isList ? '"fmt"\n  "log"\n  ' : ''}"github.com/stripe/stripe-go/v86"\n)`, '',
    `ctx := context.Background()`,
    `backends := stripe.NewBackendsWithConfig(&stripe.BackendConfig{URL: stripe.String(${double(origin)})})`,
    `sc := stripe.NewClient(${double(key)}, stripe.WithBackends(backends))`, '',
    `params := &${indent(typed).replaceAll('\n  ', '\n')}${acting}`, run,
  ].join('\n');
}

function goStruct(value, type, path, call, name = `${type}Params`, indent = '') {
  const inner = `${indent}  `;
  const lines = Object.entries(value).map(([key, each]) => `${inner}${initials(key)}: ${goValue(each, `${type}${initials(key)}`, under(path, key), call, inner)},`);
  return lines.length === 0 ? `${name}{}` : `${name}{\n${lines.join('\n')}\n${indent}}`;
}

function goValue(value, type, path, call, indent) {
  if (value === null) return 'stripe.String("")';
  if (typeof value === 'string') return `stripe.String(${double(value)})`;
  if (typeof value === 'boolean') return `stripe.Bool(${value})`;
  if (typeof value === 'number') return Number.isInteger(value) ? `stripe.Int64(${value})` : `stripe.Float64(${value})`;
  if (Array.isArray(value)) return goList(value, type, path, call, indent);
  if (call.maps.has(path)) {
    const pairs = Object.entries(value).map(([key, each]) => `${double(key)}: ${typeof each === 'string' ? double(each) : goValue(each, type, path, call, indent)}`);
    return `map[string]string{${pairs.join(', ')}}`;
  }
  return `&${goStruct(value, type, path, call, undefined, indent)}`;
}

function goList(items, type, path, call, indent) {
  if (items.every((item) => typeof item === 'string')) return `stripe.StringSlice([]string{${items.map(double).join(', ')}})`;
  const item = singular(type);
  const inner = `${indent}  `;
  const structs = items.map((each) => (isHash(each) ? `${inner}${goStruct(each, item, path, call, '', inner)},` : `${inner}${goValue(each, item, path, call, inner)},`));
  return `[]*${item}Params{\n${structs.join('\n')}\n${indent}}`;
}

// MARK: Java

export function java(call, { origin, key, account }) {
  const type = `${className(call.services)}${method(call)}Params`;
  const parameters = listed(call.parameters);
  const chain = ['client', `${call.version}()`, ...[...call.section, ...call.services].map((name) => `${camel(name)}()`)].join('.');
  const folder = call.section.map((name) => `${name.replaceAll('_', '')}.`).join('');
  const hasParameters = hasAny(parameters);
  const acting = account ? [`RequestOptions options = RequestOptions.builder().setStripeAccount(${double(account)}).build();`] : [];
  const given = [...call.ids.map(double), ...(hasParameters ? ['params'] : []), ...(account ? ['options'] : [])].join(', ');
  return [
    'import com.stripe.StripeClient;',
    ...(account ? ['import com.stripe.net.RequestOptions;'] : []),
    ...(hasParameters ? [`import com.stripe.param.${folder}${type};`] : []), '',
    `StripeClient client = StripeClient.builder()\n  .setApiKey(${double(key)})\n  .setApiBase(${double(origin)})\n  .build();`, '',
    ...(hasParameters ? [`${type} params = ${builder(parameters, type, '', call, '  ')};`] : []), ...acting,
    `var result = ${chain}.${camel(call.method)}(${given});`,
  ].join('\n');
}

function builder(value, type, path, call, indent) {
  const lines = Object.entries(value).flatMap(([key, each]) => setters(key, each, type, under(path, key), call, indent));
  return [`${type}.builder()`, ...lines.map((line) => `${indent}${line}`), `${indent}.build()`].join('\n');
}

function setters(key, value, type, path, call, indent) {
  const name = pascal(key);
  if (Array.isArray(value)) {
    return value.map((each) => `.add${singular(name)}(${javaValue(each, `${type}.${singular(name)}`, path, call, indent)})`);
  }
  if (isHash(value) && call.maps.has(path)) {
    return Object.entries(value).map(([each, text]) => `.put${key === 'metadata' ? 'Metadata' : name}(${double(each)}, ${javaValue(text, `${type}.${name}`, path, call, indent)})`);
  }
  return [`.set${name}(${javaValue(value, `${type}.${name}`, path, call, indent)})`];
}

function javaValue(value, type, path, call, indent) {
  if (value === null) return 'EmptyParam.EMPTY';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return Number.isInteger(value) ? `${value}L` : `new BigDecimal(${double(String(value))})`;
  if (typeof value === 'string') return call.enums.has(path) ? `${type}.${constant(value)}` : double(value);
  return builder(value, type, path, call, `${indent}  `);
}

const constant = (word) => word.toUpperCase().replace(/[^A-Z0-9]/g, '_').replace(/^(\d)/, '_$1');

// MARK: .NET

/** .NET gets what others retrieve, and leaves the noun out of the names of options. */
const DOTNET = { retrieve: 'get', retrieve_current: 'get_self' };

export function dotnet(call, { origin, key, account }) {
  const resource = className(call.services);
  const parameters = listed(call.parameters);
  const run = pascal(DOTNET[call.method] || call.method);
  const type = `${resource}${run.replace(/Self$|Invoice$/, '')}Options`;
  const chain = ['client', call.version.toUpperCase(), ...[...call.section, ...call.services].map(pascal)].join('.');
  const space = call.section.map((name) => `using Stripe.${pascal(name)};`);
  const options = hasAny(parameters) ? [`var options = ${dotnetObject(parameters, type, resource, '', call, '')};`] : [];
  const acting = account ? [`requestOptions: new RequestOptions { StripeAccount = ${double(account)} }`] : [];
  return [
    'using Stripe;', ...space, '', `var client = new StripeClient(${double(key)}, apiBase: ${double(origin)});`, '', ...options,
    `var result = ${chain}.${run}(${[...call.ids.map(double), ...(options.length > 0 ? ['options'] : []), ...acting].join(', ')});`,
  ].join('\n');
}

function dotnetObject(value, type, prefix, path, call, indent) {
  const inner = `${indent}  `;
  const lines = Object.entries(value).map(([key, each]) => `${inner}${pascal(key)} = ${dotnetValue(each, `${prefix}${pascal(key)}`, under(path, key), call, inner)},`);
  return `new ${type}\n${indent}{\n${lines.join('\n')}\n${indent}}`;
}

function dotnetValue(value, prefix, path, call, indent) {
  if (value === null) return '""';
  if (typeof value === 'string') return double(value);
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : `${value}m`;
  if (isHash(value)) {
    if (!call.maps.has(path)) return dotnetObject(value, `${prefix}Options`, prefix, path, call, indent);
    return `new Dictionary<string, string> { ${Object.entries(value).map(([key, each]) => `[${double(key)}] = ${double(String(each))}`).join(', ')} }`;
  }
  const inner = `${indent}  `;
  if (value.every((item) => typeof item === 'string')) return `new List<string> { ${value.map(double).join(', ')} }`;
  const item = `${singular(prefix)}Options`;
  return `new List<${item}>\n${indent}{\n${value.map((each) => `${inner}${isHash(each) ? dotnetObject(each, item, singular(prefix), path, call, inner) : dotnetValue(each, prefix, path, call, inner)},`).join('\n')}\n${indent}}`;
}
