// Values written in the languages that have literals for them.

/**
 * @param {{hash: [string, string], list: [string, string], key: (name: string) => string, text: (text: string) => string,
 *   yes: string, no: string, nothing: string}} style
 */
export function literal(value, style, indent = '') {
  const inner = `${indent}  `;
  const block = ([open, close], items) => (items.length === 0 ? open + close : `${open}\n${items.map((item) => `${inner}${item},`).join('\n')}\n${indent}${close}`);
  if (Array.isArray(value)) {
    const items = value.map((item) => literal(item, style, inner));
    const short = `${style.list[0]}${items.join(', ')}${style.list[1]}`;
    return short.length < 70 && !short.includes('\n') ? short : block(style.list, items);
  }
  if (value !== null && typeof value === 'object') {
    return block(style.hash, Object.entries(value).map(([name, each]) => `${style.key(name)}${literal(each, style, inner)}`));
  }
  if (value === null) return style.nothing;
  if (typeof value === 'boolean') return value ? style.yes : style.no;
  return typeof value === 'number' ? String(value) : style.text(value);
}

/** Lists that came as `a[0]`, where the endpoint's declaration did not say that they are. */
export function listed(value) {
  if (Array.isArray(value)) return value.map(listed);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([name, each]) => [name, listed(each)]);
  const isList = entries.length > 0 && entries.every(([name], index) => name === String(index));
  return isList ? entries.map(([, each]) => each) : Object.fromEntries(entries);
}

export const double = (text) => JSON.stringify(text);
export const single = (text) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;
export const hasAny = (parameters) => Object.keys(parameters).length > 0;
