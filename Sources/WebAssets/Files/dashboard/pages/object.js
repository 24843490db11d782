// One object of whatever kind: its facts, what can be done with it, what belongs to it, how it came to be, and its JSON.

import { Refusal, look } from '../base/api.js';
import { badge } from '../base/badges.js';
import { h } from '../../shared/dom.js';
import { jsonBlock } from '../base/json.js';
import { crumbs, facts, head, novelty, redraw } from '../base/pieces.js';
import { to } from '../base/route.js';
import { nameOf, statusOf } from '../kinds/describe.js';
import { factsOf, metadataPanel } from '../kinds/facts.js';
import { isKind, kindOfID, linkTo, titleOfKind, titleOfKinds } from '../kinds/kinds.js';
import { actionsFor } from './actions.js';
import { partsOf } from './parts.js';
import { relatedPanels } from './related.js';
import { timeline } from './timeline.js';

export function objectPage(object, id) {
  const node = h('div');
  const isNew = novelty();
  let parts;

  async function load() {
    const found = await look(`objects/${encodeURIComponent(id)}`, { object: isKind(object) ? object : '' });
    parts = parts || partsOf(found, load);
    if (parts) await parts.load(found);
    if (!isNew(found)) return;
    // What is shown together with the object is known by then: a payment's charge, an invoice's payment.
    const shown = joined(found);
    const left = h('div', { class: 'stack' },
      h('section', { class: 'panel', 'aria-label': 'Facts' }, facts(factsOf(shown))), metadataPanel(shown), parts && parts.node,
      relatedPanels(found.related), timeline(found.timeline));
    redraw(node,
      crumbs(to(found.kind), titleOfKinds(found.kind)),
      head(titleOf(shown), { note: titleOfKind(found.kind), actions: actionsFor(shown, load, found) }),
      h('div', { class: 'columns' }, left, jsonBlock(found.object)));
  }

  return { node, load, follows: ['event', 'delivery'] };
}

/** The object with those of its references filled in that the page has anyway. */
function joined({ object, related }) {
  const all = new Map(related.flatMap(({ objects }) => objects).map((each) => [each.id, each]));
  const fill = (name) => (typeof object[name] === 'string' && all.has(object[name]) ? { [name]: all.get(object[name]) } : {});
  return { ...object, ...fill('latest_charge'), ...fill('payment_method'), ...fill('customer'), ...fill('default_payment_method') };
}

function titleOf(object) {
  const status = statusOf(object);
  return [nameOf(object), ' ', status && badge(status)];
}

/** An id alone: finds out what it is, and goes to its page. */
export function idPage(id) {
  const node = h('div');
  async function load() {
    const known = linkTo(id);
    if (known && kindOfID(id)) {
      location.replace(known);
      return;
    }
    try {
      const { kind } = await look(`objects/${encodeURIComponent(id)}`);
      location.replace(to([kind, id]));
    } catch (error) {
      if (!(error instanceof Refusal) || error.status !== 404) throw error;
      throw new Error(`There is no page and no object “${id}”.`);
    }
  }
  return { node, load };
}
