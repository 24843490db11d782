// Server-sent events: what changed in this sandbox, a few times a second at most.

import { sandboxName } from './api.js';

const KINDS = ['event', 'request', 'delivery'];
const QUIET = 120;

/** @param {(kinds: Set<string>) => void} changed gets the kinds of what happened: `event`, `request`, `delivery` */
export function listen(changed, showState) {
  const source = new EventSource('_sandbox/stream');
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
    source.addEventListener(kind, ({ data }) => JSON.parse(data).sandbox === sandboxName && note(kind));
  }
  source.addEventListener('open', () => {
    showState(true);
    // Nobody told of what happened before.
    KINDS.forEach(note);
  });
  source.addEventListener('error', () => showState(false));
}
