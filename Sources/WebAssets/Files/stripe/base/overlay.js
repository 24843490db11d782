// A modal dialog over the page, for the challenge and the wallet.

import { element, pin } from './dom.js';
import { Frame } from './frame.js';

const OVERLAY_SHEET = `
* { box-sizing: border-box; }
:root { --ink: #1d2030; --soft: #5b5e70; --paper: #fff; --line: #e6e7ee; --edge: #c9cbd6; --hover: #f1f2f6; --bad: #c0123c; --strong: #1d2030;
  --strong-ink: #fff; --focus: #4453d6; color-scheme: light; }
:root.dark { --ink: #eceef7; --soft: #a4a8bd; --paper: #1c1f2b; --line: #353a4b; --edge: #4a5064; --hover: #2a2f3f; --bad: #ff8fa8;
  --strong: #8c9bff; --strong-ink: #10131f; --focus: #8c9bff; color-scheme: dark; }
html, body { height: 100%; margin: 0; background: transparent; }
body { display: grid; place-items: center; padding: 16px; background: rgba(18, 20, 31, 0.62); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
.Panel { display: flex; flex-direction: column; width: min(420px, 100%); max-height: 100%; overflow: auto; border-radius: 12px;
  background: var(--paper); box-shadow: 0 24px 60px rgba(0, 0, 0, 0.35); }
.Panel-head { display: flex; align-items: center; justify-content: space-between; gap: 12px; padding: 10px 10px 10px 20px;
  border-bottom: 1px solid var(--line); }
.Panel-head strong { font-weight: 600; }
.Mark { margin-inline-start: 8px; padding: 1px 8px; border: 1px dashed #b7791f; border-radius: 999px; color: #7a4d0b;
  background: #fff8e6; font-size: 12px; font-weight: 500; }
.Close { flex: none; width: 36px; height: 36px; border: 0; border-radius: 8px; background: none; color: var(--soft); font: 22px/1 system-ui;
  cursor: pointer; }
.Close:hover { background: var(--hover); }
.Panel-frame { width: 100%; height: 420px; border: 0; }
.Panel-body { display: grid; grid-template-columns: minmax(0, 1fr); gap: 16px; padding: 20px; }
.Lines { display: grid; gap: 6px; margin: 0; padding: 0; list-style: none; }
.Lines li { display: flex; justify-content: space-between; gap: 16px; }
.Lines .Total { padding-top: 8px; border-top: 1px solid var(--line); font-weight: 600; }
[hidden] { display: none !important; }
.Choice { display: grid; grid-template-columns: minmax(0, 1fr); gap: 4px; margin: 0; font-size: 13px; color: var(--soft); }
.Choice select { padding: 9px 10px; border: 1px solid var(--edge); border-radius: 8px; background: var(--paper); color: var(--ink); font: inherit;
  font-size: 15px; }
.Pay { padding: 12px; border: 0; border-radius: 8px; background: var(--strong); color: var(--strong-ink); font: 600 15px/1.5 system-ui; cursor: pointer; }
.Pay:disabled { opacity: 0.5; }
.Problem { margin: 0; color: var(--bad); }
button:focus-visible, select:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
`;

/** Whether the page around is dark: by its background, or by its colour scheme where it has none. */
export function isDarkPage() {
  const transparent = /^(transparent|rgba\(0, 0, 0, 0\))$/;
  const grounds = [document.body, document.documentElement].map((each) => getComputedStyle(each).backgroundColor);
  const ground = grounds.find((colour) => !transparent.test(colour));
  const channels = ground && ground.startsWith('rgb') && ground.match(/[\d.]+/g).map(Number);
  if (channels) return channels[0] * 0.299 + channels[1] * 0.587 + channels[2] * 0.114 < 110;
  const scheme = getComputedStyle(document.documentElement).colorScheme;
  return scheme.includes('dark') && (!scheme.includes('light') || matchMedia('(prefers-color-scheme: dark)').matches);
}

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
    this.frame = new Frame(this.dialog, { title, fills: true, dark: isDarkPage() });
    this.frame.loaded.then(() => {
      if (!this.dialog.isConnected) return;
      const inner = this.frame.document;
      const sheet = new this.frame.window.CSSStyleSheet();
      sheet.replaceSync(OVERLAY_SHEET);
      inner.documentElement.classList.toggle('dark', isDarkPage());
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
