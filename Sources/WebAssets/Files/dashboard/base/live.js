// Server-sent events: what changed in this sandbox, a few times a second at most.

import { sandboxName, shownSandbox } from './api.js';

const KINDS = ['event', 'request', 'delivery'];
const QUIET = 120;

/**
 * @param {(kinds: Set<string>) => void} changed gets the kinds of what happened: `event`, `request`, `delivery`
 * @returns {() => void} ends it
 */
export function listen(changed, showState) {
  const name = shownSandbox();
  const query = name === sandboxName ? '' : `?sandbox=${encodeURIComponent(name)}`;
  const source = new EventSource(`_sandbox/stream${query}`);
  let pending = new Set();
  let timer;
  const note = (kind) => {
    pending.add(kind);
    if (timer) return;
    timer = setTimeout(() => {
      const kinds = pending;
      pending = new Set();
      timer = undefined;
      changed(kinds);
    }, QUIET);
  };
  for (const kind of KINDS) {
    source.addEventListener(kind, ({ data }) => JSON.parse(data).sandbox === name && note(kind));
  }
  source.addEventListener('open', () => {
    showState(true);
    // Nothing told of what happened before.
    KINDS.forEach(note);
  });
  source.addEventListener('error', () => showState(false));
  return () => source.close();
}
