// The SDKs of languages that take parameters as they are: Python, Ruby, Node, PHP.

import { camel, pascal, singular } from './operation.js';
import { double, hasAny, listed, literal, single } from './literal.js';

const PYTHON = { hash: ['{', '}'], list: ['[', ']'], key: (name) => `${double(name)}: `, text: double, yes: 'True', no: 'False', nothing: '""' };
const RUBY = { hash: ['{', '}'], list: ['[', ']'], key: (name) => (/^[a-z_]\w*$/i.test(name) ? `${name}: ` : `${single(name)} => `), text: single, yes: 'true', no: 'false', nothing: `''` };
const NODE = { hash: ['{', '}'], list: ['[', ']'], key: (name) => (/^[a-z_$][\w$]*$/i.test(name) ? `${name}: ` : `${single(name)}: `), text: single, yes: 'true', no: 'false', nothing: `''` };
const PHP = { hash: ['[', ']'], list: ['[', ']'], key: (name) => `${single(name)} => `, text: single, yes: 'true', no: 'false', nothing: `''` };

function given(call, style, quote) {
  const parameters = listed(call.parameters);
  return [...call.ids.map(quote), ...(hasAny(parameters) ? [literal(parameters, style)] : [])].join(', ');
}

export function python(call, { origin, key, account }) {
  const chain = ['client', call.version, ...call.section, ...call.services].join('.');
  const settings = [double(key), `base_addresses={"api": ${double(origin)}}`, account && `stripe_account=${double(account)}`].filter(Boolean);
  return [
    'import stripe', '', `client = stripe.StripeClient(${settings.join(', ')})`, '',
    `result = ${chain}.${call.method}(${given(call, PYTHON, double)})`,
  ].join('\n');
}

export function ruby(call, { origin, key, account }) {
  const chain = ['client', call.version, ...call.section, ...call.services].join('.');
  const settings = [single(key), `api_base: ${single(origin)}`, account && `stripe_account: ${single(account)}`].filter(Boolean);
  const parameters = given(call, RUBY, single);
  return [
    `require 'stripe'`, '', `client = Stripe::StripeClient.new(${settings.join(', ')})`, '',
    `result = ${chain}.${call.method}${parameters ? `(${parameters})` : ''}`,
  ].join('\n');
}

/** Where one service is within another, Node and PHP have methods of the outer one: `createTaxId`. */
function flat(call, names) {
  const chain = [...call.section, call.services[0]].map(camel);
  const [, inner] = call.services;
  const method = names[call.method] || camel(call.method);
  if (!inner) return { chain, method };
  const subject = inner === 'payment_sources' ? 'source' : inner;
  const noun = pascal(call.method === 'list' ? (subject === 'source' ? 'sources' : subject) : singular(subject));
  return { chain, method: (names[`nested ${call.method}`] || camel(call.method)) + noun };
}

export function node(call, { origin, key, account }) {
  const { hostname, port, protocol } = new URL(origin);
  const where = { host: hostname, ...(port ? { port: Number(port) } : {}), protocol: protocol.replace(':', ''), ...(account ? { stripeAccount: account } : {}) };
  const { chain, method } = call.version === 'v2'
    ? { chain: ['v2', ...call.section, ...call.services].map(camel), method: call.method === 'delete' ? 'del' : camel(call.method) }
    : flat(call, { delete: 'del', 'nested delete': 'delete' });
  return [
    `import Stripe from 'stripe';`, '', `const stripe = new Stripe(${single(key)}, ${literal(where, NODE)});`, '',
    `const result = await stripe.${chain.join('.')}.${method}(${given(call, NODE, single)});`,
  ].join('\n');
}

export function php(call, { origin, key, account }) {
  const settings = { api_key: key, api_base: origin, ...(account ? { stripe_account: account } : {}) };
  const { chain, method } = call.version === 'v2'
    ? { chain: ['v2', ...call.section, ...call.services].map(camel), method: call.method === 'list' ? 'all' : camel(call.method) }
    : flat(call, { list: 'all', 'nested list': 'all' });
  return [
    `require 'vendor/autoload.php';`, '', `$stripe = new \\Stripe\\StripeClient(${literal(settings, PHP)});`, '',
    `$result = $stripe->${chain.join('->')}->${method}(${given(call, PHP, single)});`,
  ].join('\n');
}
