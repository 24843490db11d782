// Where the workbench is: `#/charge/ch_1?q=…`, or `#@acct_1/charge/ch_1` where it acts as an account. All of what a page
// shows is in its address, so that Back, a bookmark and a link bring the same again.

/** @returns {{account?: string, path: string[], query: URLSearchParams}} */
export function route(hash = location.hash) {
  const match = /^#?(?:@([^/?]+))?\/?([^?]*)(?:\?(.*))?$/.exec(hash) || [];
  const path = (match[2] || '').split('/').filter(Boolean).map(decoded);
  return { account: match[1], path, query: new URLSearchParams(match[3] || '') };
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch (_) {
    return text;
  }
}

const same = Symbol('the account of this page');

/** The address of a page; of the same account, unless another (or null, for none) is named. Empty values are left out. */
export function to(path, query = {}, account = same) {
  const acting = account === same ? route().account : account;
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '');
  const search = pairs.length > 0 ? `?${new URLSearchParams(pairs)}` : '';
  const segments = [path].flat().map(encodeURIComponent).join('/');
  return `#${acting ? `@${acting}` : ''}/${segments}${search}`;
}

/** Changes what the address says of this page, without leaving it. */
export function amend(changes) {
  const { path, query } = route();
  const all = { ...Object.fromEntries(query), ...changes };
  history.replaceState(history.state, '', to(path, all));
}
