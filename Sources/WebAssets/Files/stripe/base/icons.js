// Brands as small cards: their colours and names, no artwork.

import { drawing } from './dom.js';

const BRAND_FACES = {
  visa: { name: 'Visa', colour: '#1a1f71', text: 'VISA' },
  mastercard: { name: 'Mastercard', colour: '#2b2b33', circles: ['#eb001b', '#f79e1b'] },
  amex: { name: 'American Express', colour: '#016fd0', text: 'AMEX' },
  discover: { name: 'Discover', colour: '#e55c20', text: 'DISC' },
  diners: { name: 'Diners Club', colour: '#0079be', text: 'DC' },
  jcb: { name: 'JCB', colour: '#0e4c96', text: 'JCB' },
  unionpay: { name: 'UnionPay', colour: '#00447c', text: 'UP' },
};

export function brandIcon(document, brand) {
  const face = BRAND_FACES[brand];
  const card = drawing(document, 'rect', { width: 28, height: 18, rx: 3, fill: face ? face.colour : '#c4c6d0' });
  const icon = drawing(document, 'svg', { viewBox: '0 0 28 18', 'aria-hidden': 'true' }, card);
  if (!face) {
    icon.append(drawing(document, 'rect', { y: 4, width: 28, height: 3.5, fill: '#8b8d9a' }));
  } else if (face.circles) {
    face.circles.forEach((fill, index) => {
      icon.append(drawing(document, 'circle', { cx: 11 + index * 6, cy: 9, r: 5, fill, 'fill-opacity': 0.9 }));
    });
  } else {
    icon.append(drawing(document, 'text', {
      x: 14, y: 12.2, fill: '#fff', 'text-anchor': 'middle', 'font-family': 'Arial, sans-serif', 'font-weight': 700,
      'font-size': face.text.length > 3 ? 8 : 9,
    }, face.text));
  }
  return icon;
}

export function cardGlyph(document) {
  const path = 'M1 4a2 2 0 0 1 2-2h10a2 2 0 0 1 2 2v1H1V4zm0 3h14v5a2 2 0 0 1-2 2H3a2 2 0 0 1-2-2V7zm2 4v1h4v-1H3z';
  return drawing(document, 'svg', { class: 'TabIcon', viewBox: '0 0 16 16', 'aria-hidden': 'true' },
    drawing(document, 'path', { d: path }));
}

/** Another way to pay: its initials on its colour. */
export function methodIcon(document, { colour, initials }) {
  return drawing(document, 'svg', { class: 'TabIcon TabIcon--method', viewBox: '0 0 24 16', 'aria-hidden': 'true' },
    drawing(document, 'rect', { width: 24, height: 16, rx: 3, fill: colour }),
    drawing(document, 'text', {
      x: 12, y: 11.5, fill: '#fff', 'text-anchor': 'middle', 'font-family': 'Arial, sans-serif', 'font-weight': 700, 'font-size': 9,
    }, initials));
}
