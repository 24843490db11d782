// The Appearance API: a theme's variables become custom properties, so that variables may refer to each other, and an
// app's rules come after the base sheet.

import { BASE_SHEET } from './appearance-sheet.js';
import { BASE_VARIABLES, readVariables, THEMES } from './appearance-variables.js';
import { kebabCase } from './dom.js';

export function declarations(properties) {
  return Object.entries(properties)
    .filter(([, value]) => typeof value === 'string' || typeof value === 'number')
    .map(([name, value]) => `${name.startsWith('--') ? name : kebabCase(name)}: ${value};`)
    .join(' ');
}

export const isDark = (appearance) => appearance.theme === 'night';

/** The style sheet of a frame, rule by rule: one that the browser refuses takes no other with it. */
export function appearanceSheet(window, appearance = {}) {
  const variables = { ...BASE_VARIABLES, ...THEMES[appearance.theme || 'stripe'], ...readVariables(appearance.variables) };
  const sheet = new window.CSSStyleSheet();
  const properties = Object.fromEntries(Object.entries(variables).map(([name, value]) => [`--${name}`, value]));
  sheet.replaceSync(`:root { color-scheme: ${isDark(appearance) ? 'dark' : 'light'}; } ${BASE_SHEET}`);
  insertRule(sheet, `:root { ${declarations(properties)} }`);
  if (appearance.disableAnimations) insertRule(sheet, '* { transition: none !important; animation: none !important; }');
  for (const [selector, rule] of Object.entries(appearance.rules || {})) {
    if (selector.trimStart().startsWith('.')) insertRule(sheet, `${selector} { ${declarations(rule)} }`);
  }
  return sheet;
}

export function insertRule(sheet, rule) {
  try {
    sheet.insertRule(rule, sheet.cssRules.length);
  } catch (_) {
    console.warn(`The appearance has a rule that this browser does not understand: ${rule}`);
  }
}
