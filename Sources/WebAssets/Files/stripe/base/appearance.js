// The Appearance API: a theme's variables become custom properties, so that variables may refer to each other, and an
// app's rules come after the base sheet.

import { kebabCase } from './dom.js';

const BASE_VARIABLES = {
  fontFamily: '-apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  fontSizeBase: '16px',
  fontSizeSm: '0.93rem',
  fontSizeXs: '0.8rem',
  fontWeightNormal: '400',
  fontWeightMedium: '500',
  fontLineHeight: '1.4',
  spacingUnit: '4px',
  gridRowSpacing: 'calc(var(--spacingUnit) * 3)',
  gridColumnSpacing: 'calc(var(--spacingUnit) * 3)',
  borderRadius: '5px',
  colorPrimary: '#0570de',
  colorBackground: '#ffffff',
  colorText: '#30313d',
  colorTextSecondary: '#6d6e78',
  colorTextPlaceholder: '#757680',
  colorDanger: '#c0123c',
  colorSuccess: '#1a7f4b',
  colorBorder: '#e0e0e6',
  inputShadow: '0 1px 1px rgba(0, 0, 0, 0.03), 0 3px 6px rgba(0, 0, 0, 0.02)',
  focusBoxShadow: '0 0 0 3px color-mix(in srgb, var(--colorPrimary) 25%, transparent)',
  focusOutline: '0',
};

const THEMES = {
  stripe: {},
  night: {
    colorPrimary: '#85d996',
    colorBackground: '#30313d',
    colorText: '#ffffff',
    colorTextSecondary: '#b5b6c1',
    colorTextPlaceholder: '#9a9ba7',
    colorDanger: '#fe87a1',
    colorBorder: '#424353',
  },
  flat: {
    colorPrimary: '#0563c9',
    colorBackground: '#f1f1f4',
    colorTextPlaceholder: '#696a75',
    colorBorder: 'transparent',
    inputShadow: 'none',
    borderRadius: '4px',
  },
  minimal: {
    colorPrimary: '#30313d',
    colorBorder: '#b8b9c4',
    inputShadow: 'none',
    borderRadius: '2px',
  },
  none: { inputShadow: 'none' },
};

const BASE_SHEET = `
* { box-sizing: border-box; }
html { font-size: var(--fontSizeBase); background: transparent; }
body { margin: 0; padding: 4px; color: var(--colorText); font-family: var(--fontFamily);
  font-weight: var(--fontWeightNormal); line-height: var(--fontLineHeight); -webkit-font-smoothing: antialiased; }
input, select, button { font: inherit; color: inherit; margin: 0; }
.Form { display: grid; grid-template-columns: repeat(12, minmax(0, 1fr));
  gap: var(--gridRowSpacing) var(--gridColumnSpacing); align-items: start; }
.Field { grid-column: span 12; position: relative; min-width: 0; }
.Field--half { grid-column: span 6; }
.Label { display: block; margin-bottom: var(--spacingUnit); font-size: var(--fontSizeSm); color: var(--colorText); }
.Input { display: block; width: 100%; padding: calc(var(--spacingUnit) * 3); color: var(--colorText);
  background-color: var(--colorBackground); border: 1px solid var(--colorBorder); border-radius: var(--borderRadius);
  box-shadow: var(--inputShadow); line-height: 1.25; appearance: none;
  transition: border-color 0.12s ease, box-shadow 0.12s ease; }
select.Input { padding-inline-end: calc(var(--spacingUnit) * 8); text-overflow: ellipsis;
  background-image: linear-gradient(45deg, transparent 50%, currentColor 50%),
    linear-gradient(135deg, currentColor 50%, transparent 50%);
  background-size: 5px 5px; background-repeat: no-repeat;
  background-position: calc(100% - 19px) 52%, calc(100% - 14px) 52%; }
[dir=rtl] select.Input { background-position: 14px 52%, 19px 52%; }
.Input::placeholder { color: var(--colorTextPlaceholder); opacity: 1; }
.Input:focus { outline: var(--focusOutline); border-color: var(--colorPrimary); box-shadow: var(--focusBoxShadow); }
.Input--invalid, .Input--invalid:focus { color: var(--colorDanger); border-color: var(--colorDanger);
  box-shadow: 0 0 0 1px var(--colorDanger); }
.Input:disabled { opacity: 0.6; }
.Input--ltr { direction: ltr; }
[dir=rtl] .Input--ltr { text-align: right; }
.Error { margin: var(--spacingUnit) 0 0; font-size: var(--fontSizeSm); color: var(--colorDanger); }
.Error:empty { display: none; }
.Labels--floating .Field { display: flex; flex-direction: column; }
.Labels--floating .Label { position: absolute; z-index: 1; inset-inline-start: calc(var(--spacingUnit) * 3 + 1px);
  top: calc(var(--spacingUnit) * 1.5); margin: 0; font-size: var(--fontSizeXs); color: var(--colorTextSecondary);
  pointer-events: none; }
.Labels--floating .Input { padding-top: calc(var(--spacingUnit) * 6); padding-bottom: calc(var(--spacingUnit) * 1.5); }
.WithIcon { position: relative; }
.WithIcon .Input { padding-right: 52px; }
[dir=rtl] .WithIcon .Input { padding-right: calc(var(--spacingUnit) * 3); padding-left: 52px; }
.WithIcon svg { position: absolute; inset-inline-end: 12px; bottom: calc(var(--spacingUnit) * 3 + 0.625em - 9px);
  width: 28px; height: 18px; pointer-events: none; }
.TermsText { grid-column: span 12; margin: 0; font-size: var(--fontSizeXs); color: var(--colorTextSecondary); }
.Tab, .AccordionItem { color: var(--colorText); background-color: var(--colorBackground);
  border: 1px solid var(--colorBorder); border-radius: var(--borderRadius); box-shadow: var(--inputShadow); }
.TabList { display: flex; gap: var(--gridColumnSpacing); margin-bottom: calc(var(--spacingUnit) * 4); }
.Tab { display: flex; flex-direction: column; gap: var(--spacingUnit); min-width: 112px; text-align: start;
  padding: calc(var(--spacingUnit) * 2.5) calc(var(--spacingUnit) * 3); cursor: pointer; }
.Tab--selected { color: var(--colorPrimary); border-color: var(--colorPrimary);
  box-shadow: 0 0 0 1px var(--colorPrimary); }
.Tab:focus-visible, .AccordionButton:focus-visible { outline: 2px solid var(--colorPrimary); outline-offset: 2px; }
.TabIcon { width: 16px; height: 16px; fill: currentColor; }
.TabLabel { font-size: var(--fontSizeSm); font-weight: var(--fontWeightMedium); }
.AccordionItem { padding: calc(var(--spacingUnit) * 4); }
.AccordionButton { display: flex; align-items: center; gap: calc(var(--spacingUnit) * 2); width: 100%; padding: 0;
  border: 0; background: none; font-weight: var(--fontWeightMedium); text-align: start; cursor: pointer; }
.AccordionItem--selected .AccordionButton { color: var(--colorPrimary); }
.AccordionItem--selected .Form { margin-top: calc(var(--spacingUnit) * 4); }
.RadioIcon { flex: none; width: 16px; height: 16px; border: 1px solid currentColor; border-radius: 50%; }
.AccordionItem--selected .RadioIcon { border-width: 5px; }
.Sandbox { display: flex; justify-content: flex-end; grid-column: span 12; margin-bottom: calc(var(--spacingUnit) * -2); }
.SandboxMenu { appearance: none; width: 148px; padding: 2px 22px 2px 9px; border: 1px dashed #b7791f; border-radius: 999px;
  color: #7a4d0b; background: #fff8e6 linear-gradient(45deg, transparent 50%, #b7791f 50%) no-repeat calc(100% - 13px) 55% / 4px 4px;
  background-image: linear-gradient(45deg, transparent 50%, #b7791f 50%), linear-gradient(135deg, #b7791f 50%, transparent 50%);
  background-size: 4px 4px; background-position: calc(100% - 13px) 55%, calc(100% - 9px) 55%; background-repeat: no-repeat;
  font: 500 12px/18px system-ui, sans-serif; cursor: pointer; }
.SandboxMenu:focus-visible { outline: 2px solid #b7791f; outline-offset: 1px; }
.SandboxMenu option, .SandboxMenu optgroup { color: #30313d; background: #fff; }
@media (max-width: 340px) { .Field--half { grid-column: span 12; } }
@media (prefers-reduced-motion: reduce) { * { transition: none !important; } }
`;

export function declarations(properties) {
  return Object.entries(properties)
    .filter(([, value]) => typeof value === 'string' || typeof value === 'number')
    .map(([name, value]) => `${name.startsWith('--') ? name : kebabCase(name)}: ${value};`)
    .join(' ');
}

export const isDark = (appearance) => appearance.theme === 'night';

/** The style sheet of a frame, rule by rule: one that the browser refuses takes no other with it. */
export function appearanceSheet(window, appearance = {}) {
  const variables = { ...BASE_VARIABLES, ...THEMES[appearance.theme || 'stripe'], ...appearance.variables };
  const sheet = new window.CSSStyleSheet();
  const properties = Object.fromEntries(Object.entries(variables).map(([name, value]) => [`--${name}`, value]));
  sheet.replaceSync(`:root { color-scheme: ${isDark(appearance) ? 'dark' : 'light'}; } ${BASE_SHEET}`);
  insertRule(sheet, `:root { ${declarations(properties)} }`);
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
