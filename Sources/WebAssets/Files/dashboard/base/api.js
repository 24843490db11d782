// The two APIs that the workbench speaks, both in the sandbox of its own address, and as the account that it acts as.

import { route } from './route.js';

const match = /^\/s\/([^/]+)\//.exec(new URL(document.baseURI).pathname);

export const sandboxName = match ? decodeURIComponent(match[1]) : 'nestbox';

/** What samples and commands call the sandbox by. */
export const secretKey = `sk_test_${sandboxName}`;

/** The name of the sandbox that is shown: an account has one of its own. */
export function shownSandbox() {
  const { account } = route();
  return account ? `${sandboxName}/${account}` : sandboxName;
}

export class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function call(path, options) {
  const { account } = route();
  const headers = { ...options.headers, ...(account ? { 'Stripe-Account': account } : {}) };
  let response;
  try {
    response = await fetch(path, { ...options, headers });
  } catch (_) {
    throw new Refusal(0, 'The sandbox does not answer. Is it still running?');
  }
  const text = await response.text();
  let answer;
  try {
    answer = text === '' ? {} : JSON.parse(text);
  } catch (_) {
    throw new Refusal(response.status, `The answer (${response.status}) is not JSON.`);
  }
  if (response.ok) return answer;
  const { error } = answer;
  throw new Refusal(response.status, (error && (error.message || error)) || `The answer was ${response.status}.`);
}

const key = { Authorization: 'Bearer sk_test_nestbox' };

function encoded(parameters) {
  const pairs = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== '');
  return new URLSearchParams(pairs);
}

/** Reads of the workbench are marked, so that they neither fill the request log nor meet faults. */
export function read(path) {
  return call(`v1/${path}`, { headers: { ...key, 'Sandbox-Dashboard': '1' } });
}

export function write(path, parameters = {}, method = 'POST') {
  return call(`v1/${path}`, { method, headers: key, body: method === 'POST' ? encoded(parameters) : undefined });
}

/** A request as it was, once more. */
export function repeat({ method, path, query, body, headers }) {
  return call(`${path.replace(/^\//, '')}${query ? `?${query}` : ''}`, {
    method, headers: { ...key, ...headers }, body: method === 'GET' || !body ? undefined : body,
  });
}

/** The address names the sandbox; where the control API has a token, the browser adds what its user was asked for. */
export function control(path, body, method = body === undefined ? 'GET' : 'POST') {
  return call(`_sandbox/${path}`, {
    method,
    headers: { 'Content-Type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
}

/** The control API's lists, with a query. */
export function look(path, parameters = {}) {
  const query = String(encoded(parameters));
  return control(query ? `${path}?${query}` : path);
}
