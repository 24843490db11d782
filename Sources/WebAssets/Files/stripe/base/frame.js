// An Element lives in a frame, as Stripe's do: the page's styles stay out, its selectors and end-to-end tests keep working.
// The frame has no address, so it belongs to the page and this script fills it directly.

import { element, pin } from './dom.js';
import { isRightToLeft } from './language.js';

let frameCount = 0;

export class Frame {
  /**
   * @param {{title: string, language?: string, bleed?: number, dark?: boolean, fills?: boolean}} options `bleed` leaves room
   *   for focus rings; a frame that `fills` is as high as its container, others as high as their content
   */
  constructor(container, { title, language = 'en', bleed = 0, dark = false, fills = false }) {
    const document = container.ownerDocument;
    frameCount += 1;
    this.container = container;
    this.fills = fills;
    this.title = title;
    this.language = language;
    this.node = element(document, 'iframe', {
      name: `__privateStripeFrame${frameCount}`, title, frameborder: 0, scrolling: 'no', allowtransparency: 'true',
    });
    pin(this.node, {
      display: 'block', border: 0, padding: 0, margin: `-${bleed}px`, width: `calc(100% + ${bleed * 2}px)`,
      'max-width': 'none', 'min-width': 0, height: fills ? '100%' : '1px', background: 'transparent', 'color-scheme': dark ? 'dark' : 'light',
    });
    this.wrapper = element(document, 'div', { class: '__PrivateStripeElement' }, this.node);
    pin(this.wrapper, {
      display: 'block', height: fills ? '100%' : 'auto', margin: 0, padding: 0, border: 0, background: 'transparent',
    });
    this.loaded = new Promise((resolve) => {
      this.node.addEventListener('load', () => resolve(), { once: true });
    });
    this.node.srcdoc = '<!doctype html><html><head><meta charset="utf-8"></head><body></body></html>';
    container.append(this.wrapper);
  }

  get document() {
    return this.node.contentDocument;
  }

  get window() {
    return this.node.contentWindow;
  }

  /** Fills the loaded frame and keeps its height that of its content. */
  show(content, sheet) {
    this.speak(this.language);
    this.document.title = this.title;
    this.style(sheet);
    this.document.body.replaceChildren(content);
    if (this.fills) return;
    const fit = () => pin(this.node, { height: `${Math.ceil(this.document.body.getBoundingClientRect().height)}px` });
    new this.window.ResizeObserver(fit).observe(this.document.body);
    fit();
  }

  speak(language) {
    this.language = language;
    this.document.documentElement.lang = language;
    this.document.documentElement.dir = isRightToLeft(language) ? 'rtl' : getComputedStyle(this.container).direction;
  }

  style(sheet, { dark } = {}) {
    this.document.adoptedStyleSheets = [sheet];
    if (dark !== undefined) pin(this.node, { 'color-scheme': dark ? 'dark' : 'light' });
  }

  /** Fonts as an app declares them for Elements: `{cssSrc}` or `{family, src, …}`. */
  loadFonts(fonts = []) {
    for (const { cssSrc, family, src, ...descriptors } of fonts) {
      if (cssSrc) {
        this.document.head.append(element(this.document, 'link', { rel: 'stylesheet', href: cssSrc }));
      } else if (family && src) {
        const face = new this.window.FontFace(family, src, descriptors);
        this.document.fonts.add(face);
        face.load().catch(() => console.warn(`The font ${family} could not be loaded.`));
      }
    }
  }

  remove() {
    this.wrapper.remove();
  }
}
