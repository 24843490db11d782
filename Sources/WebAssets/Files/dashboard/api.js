// The two APIs that the dashboard speaks, both in the sandbox of its own address.

const match = /^\/s\/([^/]+)\//.exec(new URL(document.baseURI).pathname);

export const sandboxName = match ? decodeURIComponent(match[1]) : 'nestbox';

export class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function call(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch (_) {
    throw new Refusal(0, 'The sandbox does not answer. Is it still running?');
  }
  const text = await response.text();
  const answer = text === '' ? {} : JSON.parse(text);
  if (response.ok) return answer;
  const { error } = answer;
  throw new Refusal(response.status, (error && (error.message || error)) || `The answer was ${response.status}.`);
}

const key = { Authorization: 'Bearer sk_test_nestbox' };

/** Reads of the dashboard are marked, so that they neither fill the request log nor meet faults. */
export function read(path, parameters = {}) {
  const pairs = Object.entries(parameters).flatMap(([name, value]) => (
    Array.isArray(value) ? value.map((each) => [`${name}[]`, each]) : [[name, value]]
  )).filter(([, value]) => value !== undefined && value !== '');
  const query = pairs.length > 0 ? `?${new URLSearchParams(pairs)}` : '';
  return call(`v1/${path}${query}`, { headers: { ...key, 'Sandbox-Dashboard': '1' } });
}

export function write(path, parameters = {}, method = 'POST') {
  const pairs = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== '');
  return call(`v1/${path}`, { method, headers: key, body: method === 'POST' ? new URLSearchParams(pairs) : undefined });
}

/** The address names the sandbox; where the control API has a token, the browser adds what its user was asked for. */
export function control(path, body, method = body === undefined ? 'GET' : 'POST') {
  return call(`_sandbox/${path}`, {
    method,
    headers: { 'Content-Type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
}

/** All pages of a list, newest first, as far back as `enough` wants to go. */
export async function readAll(path, parameters, enough) {
  const items = [];
  for (let pages = 0; pages < 10; pages += 1) {
    const last = items.at(-1);
    const page = await read(path, { ...parameters, limit: 100, starting_after: last && last.id });
    items.push(...page.data);
    if (!page.has_more || enough(page.data.at(-1))) break;
  }
  return items;
}
