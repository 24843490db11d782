// The call of a request, as curl and in the SDKs.

import { secretKey } from '../base/api.js';
import { h } from '../../shared/dom.js';
import { code, copyButton } from '../base/pieces.js';
import { codeFor, languagesFor } from '../sdk/sdk.js';
import { curlFor } from '../sdk/curl.js';

let chosen = 'curl';

export function codePanel(record) {
  if (!/^\/v[12]\//.test(record.path)) return null;
  const origin = location.origin;
  const options = { origin, key: secretKey };
  const names = [['curl', 'curl'], ...languagesFor(record)];
  const place = h('div');
  const written = () => (menu.value === 'curl' ? curlFor(record, options) : codeFor(menu.value, record, options));
  const show = () => place.replaceChildren(code(written()));
  const menu = h('select', {
    'aria-label': 'Language',
    onchange: () => {
      chosen = menu.value;
      show();
    },
  }, names.map(([value, name]) => h('option', { value }, name)));
  menu.value = names.some(([value]) => value === chosen) ? chosen : 'curl';
  show();
  return h('section', { class: 'panel code', 'aria-label': 'Code' },
    h('header', {}, h('h2', {}, 'Code'), h('div', { class: 'buttons' }, menu, copyButton(written))), place);
}
