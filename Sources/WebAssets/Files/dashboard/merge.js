import { read } from './api.js';

/**
 * Several lists of the Stripe API as one, newest first: a row is given out when no list can still have a newer one.
 * @param {{path: string, parameters?: object, keep?: (row) => boolean}[]} lists
 */
export function merged(lists) {
  let sources;

  async function readOn(source) {
    const page = await read(source.path, { ...source.parameters, limit: 100, starting_after: source.cursor });
    source.rows.push(...page.data.filter(source.keep || (() => true)));
    const last = page.data.at(-1);
    source.cursor = last && last.id;
    source.reached = page.has_more ? last.created : -Infinity;
  }

  return async (after, limit) => {
    if (after === undefined) sources = lists.map((each) => ({ ...each, rows: [], reached: Infinity }));
    const rows = [];
    while (rows.length < limit) {
      const newest = Math.max(...sources.map(({ rows: [first] }) => (first ? first.created : -Infinity)));
      const behind = sources.find(({ reached }) => reached !== -Infinity && reached >= newest);
      if (behind) {
        await readOn(behind);
      } else if (newest === -Infinity) {
        break;
      } else {
        rows.push(sources.find(({ rows: [first] }) => first && first.created === newest).rows.shift());
      }
    }
    return { rows, more: sources.some(({ rows: rest, reached }) => rest.length > 0 || reached !== -Infinity) };
  };
}
