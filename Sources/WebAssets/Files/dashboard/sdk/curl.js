/** Quoted for a shell. */
const quoted = (text) => (/^[\w.:/@=+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);

const KEPT = { 'stripe-account': 'Stripe-Account', 'stripe-version': 'Stripe-Version', 'idempotency-key': 'Idempotency-Key' };

/** A command that sends a request again; its idempotency key is left to be chosen anew. */
export function curlFor({ method, path, query, request }, { origin, key }) {
  const address = `${origin}${path}${query ? `?${query}` : ''}`;
  const isJSON = Object.entries(request.headers).some(([name, value]) => name.toLowerCase() === 'content-type' && value.startsWith('application/json'));
  const headers = Object.entries(request.headers)
    .filter(([name]) => KEPT[name.toLowerCase()] && name.toLowerCase() !== 'idempotency-key')
    .map(([name, value]) => `-H ${quoted(`${KEPT[name.toLowerCase()]}: ${value}`)}`);
  const data = isJSON
    ? [`-H 'Content-Type: application/json'`, `-d ${quoted(request.body)}`]
    : request.body.split('&').filter(Boolean).map((pair) => `--data-urlencode ${quoted(decoded(pair))}`);
  const verb = method === 'GET' || (method === 'POST' && data.length > 0) ? [] : [`-X ${method}`];
  return [`curl ${quoted(address)}`, ...verb, `-u ${key}:`, ...headers, ...(method === 'GET' ? [] : data)].join(' \\\n  ');
}

function decoded(pair) {
  try {
    return decodeURIComponent(pair.replaceAll('+', ' '));
  } catch (_) {
    return pair;
  }
}
