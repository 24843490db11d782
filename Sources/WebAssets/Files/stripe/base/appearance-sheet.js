// What the forms look like before an app says otherwise.

export const BASE_SHEET = `
* { box-sizing: border-box; }
html { font-size: var(--fontSizeBase); background: transparent; }
body { margin: 0; padding: 4px; color: var(--colorText); font-family: var(--fontFamily);
  font-weight: var(--fontWeightNormal); line-height: var(--fontLineHeight); -webkit-font-smoothing: var(--fontSmooth);
  font-variant-ligatures: var(--fontVariantLigatures); font-variation-settings: var(--fontVariationSettings); }
[hidden] { display: none !important; }
input, select, button { font: inherit; color: inherit; margin: 0; }
.Form { display: grid; grid-template-columns: repeat(12, minmax(0, 1fr));
  gap: var(--gridRowSpacing) var(--gridColumnSpacing); align-items: start; }
.Field { grid-column: span 12; position: relative; min-width: 0; }
.Field--half { grid-column: span 6; }
.Label { display: block; margin-bottom: var(--labelSpacing); font-size: var(--labelFontSize);
  font-weight: var(--labelFontWeight); color: var(--labelColorText); }
.Input { display: block; width: 100%; padding: calc(var(--spacingUnit) * 3); color: var(--colorText);
  background-color: var(--colorBackground); border: 1px solid var(--inputColorBorder); border-radius: var(--borderRadius);
  box-shadow: var(--inputShadow); line-height: 1.25; appearance: none;
  transition: border-color 0.12s ease, box-shadow 0.12s ease; }
select.Input { padding-inline-end: calc(var(--spacingUnit) * 8); text-overflow: ellipsis;
  background-image: linear-gradient(45deg, transparent 50%, currentColor 50%),
    linear-gradient(135deg, currentColor 50%, transparent 50%);
  background-size: 5px 5px; background-repeat: no-repeat;
  background-position: calc(100% - 19px) 52%, calc(100% - 14px) 52%; }
[dir=rtl] select.Input { background-position: 14px 52%, 19px 52%; }
.Input::placeholder { color: var(--colorTextPlaceholder); opacity: 1; }
.Input:focus { outline: var(--focusOutline); border-color: var(--inputFocusColorBorder);
  box-shadow: var(--inputFocusBoxShadow); }
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
.Inputs--condensed { gap: 0; }
.Inputs--condensed .Field + .Field { margin-top: -1px; }
.Inputs--condensed .Field--half + .Field--half { margin-inline-start: -1px; }
.Inputs--condensed .Input { border-radius: 0; box-shadow: none; }
.Inputs--condensed .Label { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.Inputs--condensed .Input:focus, .Inputs--condensed .Input--invalid { position: relative; z-index: 1; }
.Inputs--condensed .TermsText, .Inputs--condensed .Sandbox { margin: var(--spacingUnit) 0; }
.Tab, .AccordionItem { color: var(--colorText); background-color: var(--colorBackground);
  border: 1px solid var(--colorBorder); border-radius: var(--borderRadius); box-shadow: var(--inputShadow); }
.Tabs { display: flex; gap: var(--tabSpacing); margin-bottom: calc(var(--spacingUnit) * 4); }
.TabList { display: grid; grid-auto-flow: column; grid-auto-columns: minmax(0, 1fr); flex: 1; gap: var(--tabSpacing); min-width: 0; }
.TabList:only-child > .Tab:only-child { justify-self: start; min-width: 112px; }
.Tab { display: flex; flex-direction: column; gap: var(--spacingUnit); min-width: 0; text-align: start;
  padding: calc(var(--spacingUnit) * 2.5) calc(var(--spacingUnit) * 3); cursor: pointer; }
.Tab--whole { grid-column: span 12; }
.Form--above { margin-bottom: calc(var(--spacingUnit) * 4); }
.Tab--selected { color: var(--colorPrimary); border-color: var(--colorPrimary);
  box-shadow: 0 0 0 1px var(--colorPrimary); }
.Tab:focus-visible, .AccordionButton:focus-visible { outline: 2px solid var(--colorPrimary); outline-offset: 2px; }
.TabIcon { flex: none; width: 16px; height: 16px; fill: var(--tabIconColor); }
.TabIcon--method { width: 24px; }
.Tab:hover .TabIcon { fill: var(--tabIconHoverColor); }
.Tab--selected .TabIcon, .Tab--selected:hover .TabIcon { fill: var(--tabIconSelectedColor); }
.TabLabel { overflow: hidden; max-width: 100%; font-size: var(--fontSizeSm); font-weight: var(--fontWeightMedium); text-overflow: ellipsis;
  white-space: nowrap; }
.TabMore { flex: none; width: 76px; padding: 0 calc(var(--spacingUnit) * 2); border: 1px solid var(--colorBorder);
  border-radius: var(--borderRadius); color: var(--tabIconMoreColor); background-color: var(--colorBackground);
  box-shadow: var(--inputShadow); font-size: var(--fontSizeSm); cursor: pointer; }
.TabMore:focus-visible { outline: 2px solid var(--colorPrimary); outline-offset: 2px; }
.TabMore option { color: var(--colorText); background: var(--colorBackground); }
.AccordionItem { padding: calc(var(--spacingUnit) * 4); }
.Accordion:not(.Accordion--spaced) .AccordionItem + .AccordionItem { margin-top: -1px; border-start-start-radius: 0; border-start-end-radius: 0; }
.Accordion:not(.Accordion--spaced) .AccordionItem:not(:last-child) { border-end-start-radius: 0; border-end-end-radius: 0; }
.Accordion--spaced { display: grid; gap: var(--accordionItemSpacing); }
.AccordionButton { display: flex; align-items: center; gap: calc(var(--spacingUnit) * 2); width: 100%; padding: 0;
  border: 0; background: none; color: var(--accordionItemLabelColorText); font-size: var(--accordionItemLabelFontSize);
  font-weight: var(--accordionItemLabelFontWeight); text-align: start; cursor: pointer; }
.AccordionButton--logoEnd .TabIcon { order: 1; margin-inline-start: auto; }
.AccordionItem--selected .AccordionButton { color: var(--accordionItemLabelSelectedColorText);
  font-weight: var(--accordionItemLabelSelectedFontWeight); }
.AccordionItem--selected .TabIcon { fill: var(--tabIconSelectedColor); }
.AccordionMore { color: var(--colorTextSecondary); }
.AccordionItem--selected .Form { margin-top: calc(var(--spacingUnit) * 4); }
.RadioIcon { flex: none; width: 16px; height: 16px; border: 1px solid currentColor; border-radius: 50%; }
.AccordionItem--selected .RadioIcon { border-width: 5px; }
.PayButton { width: 100%; margin-top: calc(var(--spacingUnit) * 4); padding: var(--buttonPadding); border: 0;
  border-radius: var(--buttonBorderRadius, var(--borderRadius)); color: var(--buttonColorText);
  background: var(--buttonColorBackground); font-size: var(--buttonFontSize); font-weight: var(--buttonFontWeight); cursor: pointer; }
.PayButton:focus-visible { outline: 2px solid var(--colorPrimary); outline-offset: 2px; }
.Check { display: flex; gap: calc(var(--spacingUnit) * 2); align-items: baseline; grid-column: span 12; font-size: var(--fontSizeSm); cursor: pointer; }
.SavedList { display: grid; grid-column: span 12; gap: var(--spacingUnit); }
.SavedRow { display: flex; flex-wrap: wrap; gap: calc(var(--spacingUnit) * 3); align-items: center; padding: calc(var(--spacingUnit) * 2) 0; }
.SavedRow label { display: flex; flex: 1; gap: calc(var(--spacingUnit) * 2); align-items: center; cursor: pointer; }
.SavedRow input[type="radio"] { flex: none; width: 18px; height: 18px; margin: 0; accent-color: var(--colorPrimary); }
.SavedExpiry { color: var(--colorTextSecondary); }
.SavedButton { padding: 4px 2px; border: 0; background: none; color: var(--colorPrimary); font: inherit; font-size: var(--fontSizeSm); cursor: pointer; }
.SavedEditor { display: flex; flex-basis: 100%; gap: calc(var(--spacingUnit) * 2); align-items: center; }
.SavedEditor .Input { max-width: 120px; }
.Check input { flex: none; width: 16px; height: 16px; margin: 0; accent-color: var(--colorPrimary); transform: translateY(2px); }
.Sandbox { display: flex; justify-content: flex-end; grid-column: span 12; margin-bottom: calc(var(--spacingUnit) * -2); }
.SandboxMenu { appearance: none; width: 156px; padding: 2px 22px 2px 9px; border: 1px dashed #b7791f; border-radius: 999px;
  color: #7a4d0b; background: #fff8e6 linear-gradient(45deg, transparent 50%, #b7791f 50%) no-repeat calc(100% - 13px) 55% / 4px 4px;
  background-image: linear-gradient(45deg, transparent 50%, #b7791f 50%), linear-gradient(135deg, #b7791f 50%, transparent 50%);
  background-size: 4px 4px; background-position: calc(100% - 13px) 55%, calc(100% - 9px) 55%; background-repeat: no-repeat;
  font: 500 12px/18px system-ui, sans-serif; cursor: pointer; }
.SandboxMenu:focus-visible { outline: 2px solid #b7791f; outline-offset: 1px; }
.SandboxMenu option, .SandboxMenu optgroup { color: #30313d; background: #fff; }
@media (max-width: 340px) { .Field--half { grid-column: span 12; } }
@media (prefers-reduced-motion: reduce) { * { transition: none !important; } }
`;
