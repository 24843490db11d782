// A modal dialog over the page, for the challenge and the wallet.

import { element, pin } from './dom.js';
import { Frame } from './frame.js';

const OVERLAY_SHEET = `
* { box-sizing: border-box; }
html, body { height: 100%; margin: 0; background: transparent; }
body { display: grid; place-items: center; padding: 16px; background: rgba(18, 20, 31, 0.62); color: #1d2030;
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
.Panel { display: flex; flex-direction: column; width: min(420px, 100%); max-height: 100%; overflow: auto; border-radius: 12px;
  background: #fff; box-shadow: 0 24px 60px rgba(0, 0, 0, 0.35); }
.Panel-head { display: flex; align-items: center; justify-content: space-between; gap: 12px; padding: 10px 10px 10px 20px;
  border-bottom: 1px solid #e6e7ee; }
.Panel-head strong { font-weight: 600; }
.Mark { margin-inline-start: 8px; padding: 1px 8px; border: 1px dashed #b7791f; border-radius: 999px; color: #7a4d0b;
  background: #fff8e6; font-size: 12px; font-weight: 500; }
.Close { flex: none; width: 36px; height: 36px; border: 0; border-radius: 8px; background: none; color: #5b5e70; font: 22px/1 system-ui;
  cursor: pointer; }
.Close:hover { background: #f1f2f6; }
.Panel-frame { width: 100%; height: 420px; border: 0; }
.Panel-body { display: grid; grid-template-columns: minmax(0, 1fr); gap: 16px; padding: 20px; }
.Lines { display: grid; gap: 6px; margin: 0; padding: 0; list-style: none; }
.Lines li { display: flex; justify-content: space-between; gap: 16px; }
.Lines .Total { padding-top: 8px; border-top: 1px solid #e6e7ee; font-weight: 600; }
[hidden] { display: none !important; }
.Choice { display: grid; grid-template-columns: minmax(0, 1fr); gap: 4px; margin: 0; font-size: 13px; color: #5b5e70; }
.Choice select { padding: 9px 10px; border: 1px solid #c9cbd6; border-radius: 8px; background: #fff; color: #1d2030; font: inherit;
  font-size: 15px; }
.Pay { padding: 12px; border: 0; border-radius: 8px; background: #1d2030; color: #fff; font: 600 15px/1.5 system-ui; cursor: pointer; }
.Pay:disabled { opacity: 0.5; }
.Problem { margin: 0; color: #c0123c; }
button:focus-visible, select:focus-visible { outline: 2px solid #4453d6; outline-offset: 2px; }
`;

export class Overlay {
  /** @param {(document: Document) => Node} build fills the panel once the dialog is there */
  constructor({ title, build, cancel }) {
    this.before = document.activeElement;
    this.dialog = element(document, 'dialog', { 'aria-label': title });
    pin(this.dialog, {
      position: 'fixed', inset: 0, width: '100%', height: '100%', 'max-width': 'none', 'max-height': 'none', margin: 0,
      padding: 0, border: 0, background: 'transparent', overflow: 'hidden',
    });
    this.dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      cancel();
    });
    document.body.append(this.dialog);
    this.dialog.showModal();
    this.frame = new Frame(this.dialog, { title, fills: true });
    this.frame.loaded.then(() => {
      if (!this.dialog.isConnected) return;
      const inner = this.frame.document;
      const sheet = new this.frame.window.CSSStyleSheet();
      sheet.replaceSync(OVERLAY_SHEET);
      const close = element(inner, 'button', { type: 'button', class: 'Close', 'aria-label': 'Cancel' }, '×');
      close.addEventListener('click', cancel);
      inner.addEventListener('keydown', (event) => event.key === 'Escape' && cancel());
      const mark = element(inner, 'span', { class: 'Mark' }, 'Sandbox');
      this.frame.show(element(inner, 'div', { class: 'Panel' },
        element(inner, 'div', { class: 'Panel-head' }, element(inner, 'strong', {}, title, mark), close),
        build(inner)), sheet);
      const first = inner.querySelector('iframe, .Pay');
      if (first) first.focus();
    });
  }

  close() {
    this.dialog.remove();
    if (this.before && this.before.focus) this.before.focus();
  }
}
