// A choice of shipping rates, with what they cost and how long they take.

import { h } from '../shared/dom.js';

function estimate({ minimum, maximum }, language) {
  const days = (given) => {
    const unit = given.unit === 'business_day' ? 'day' : given.unit;
    return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(given.value);
  };
  if (minimum && maximum) return minimum.value === maximum.value ? days(maximum) : `${minimum.value}–${days(maximum)}`;
  return minimum || maximum ? days(minimum || maximum) : '';
}

/** @returns {Node} an empty text where the session has no rates */
export function shippingRates(client) {
  const { session, voice: { words, language } } = client;
  if (session.shippingOptions.length === 0) return document.createTextNode('');
  const chosen = session.shipping && session.shipping.shippingOption.id;
  return h('section', { class: 'Section', 'data-testid': 'shipping-section' }, h('h2', {}, words.shippingMethod),
    h('div', { class: 'Rates', role: 'radiogroup', 'aria-label': words.shippingMethod }, session.shippingOptions.map((option) => (
      h('label', {},
        h('input', { type: 'radio', name: 'shippingOption', value: option.id, checked: option.id === chosen, onchange: () => client.update({ shipping_option: option.id }) }),
        h('span', {}, option.displayName, option.deliveryEstimate ? h('small', {}, estimate(option.deliveryEstimate, language)) : null),
        h('span', {}, option.minorUnitsAmount === 0 ? words.free : option.amount))))));
}
