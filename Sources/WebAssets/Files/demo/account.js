// The Nest Payments API, as the shop uses it. Who is signed in outlives a reload.

const KEY = `nestbox-demo:${document.baseURI}`;

export class Refusal extends Error {}

const stored = JSON.parse(sessionStorage.getItem(KEY) || '{}');

/** What the shop remembers: the token, the email, and the payment that is under way. */
export const memory = {
  get: (name) => stored[name],
  set(name, value) {
    stored[name] = value;
    sessionStorage.setItem(KEY, JSON.stringify(stored));
  },
  clear() {
    for (const name of Object.keys(stored)) delete stored[name];
    sessionStorage.removeItem(KEY);
  },
};

async function call(method, path, body) {
  const headers = { 'Content-Type': 'application/json' };
  if (memory.get('token')) headers.Authorization = `Bearer ${memory.get('token')}`;
  const response = await fetch(path, { method, headers, body: body && JSON.stringify(body) });
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return answer;
  if (response.status === 401 && memory.get('token')) memory.clear();
  throw new Refusal([].concat(answer.message || `The shop answered ${response.status}.`).join(', '));
}

/** Registers, or signs in who is known already. */
export async function enter({ userName, email, password }) {
  let grant;
  try {
    grant = await call('POST', 'user/register', { userName, email, password });
  } catch (error) {
    if (!/exists/.test(error.message)) throw error;
    grant = await call('POST', 'user/login', { email, password });
  }
  memory.set('token', grant.access_token);
  memory.set('email', email);
}

/** One payment for each cuid, however often it is asked for: a reload finds the payment that was begun. */
export async function beginPayment() {
  if (!memory.get('cuid')) memory.set('cuid', cuid());
  return call('POST', 'payment', { cuid: memory.get('cuid') });
}

export function endPayment() {
  memory.set('cuid', undefined);
}

export const history = () => call('GET', 'payment');

function cuid() {
  const random = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => (byte % 36).toString(36)).join('');
  return `c${Date.now().toString(36)}${random}`;
}
