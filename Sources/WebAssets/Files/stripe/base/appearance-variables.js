// The variables of the Appearance API: their values in each theme, and their other names.

export const BASE_VARIABLES = {
  fontFamily: '-apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  fontSizeBase: '16px',
  fontSizeSm: '0.93rem',
  fontSizeXs: '0.8rem',
  fontWeightNormal: '400',
  fontWeightMedium: '500',
  fontLineHeight: '1.4',
  fontSmooth: 'auto',
  fontVariantLigatures: 'normal',
  fontVariationSettings: 'normal',
  spacingUnit: '4px',
  gridRowSpacing: 'calc(var(--spacingUnit) * 3)',
  gridColumnSpacing: 'calc(var(--spacingUnit) * 3)',
  tabSpacing: 'calc(var(--spacingUnit) * 2)',
  accordionItemSpacing: 'calc(var(--spacingUnit) * 3)',
  borderRadius: '5px',
  colorPrimary: '#0570de',
  colorBackground: '#ffffff',
  colorText: '#30313d',
  colorTextSecondary: '#6d6e78',
  colorTextPlaceholder: '#757680',
  colorDanger: '#c0123c',
  colorSuccess: '#1a7f4b',
  colorWarning: '#8a5a00',
  colorBorder: '#e0e0e6',
  inputColorBorder: 'var(--colorBorder)',
  inputFocusColorBorder: 'var(--colorPrimary)',
  inputShadow: '0 1px 1px rgba(0, 0, 0, 0.03), 0 3px 6px rgba(0, 0, 0, 0.02)',
  inputFocusBoxShadow: 'var(--focusBoxShadow)',
  focusBoxShadow: '0 0 0 3px color-mix(in srgb, var(--colorPrimary) 25%, transparent)',
  focusOutline: '0',
  labelColorText: 'var(--colorText)',
  labelFontSize: 'var(--fontSizeSm)',
  labelFontWeight: 'var(--fontWeightNormal)',
  labelSpacing: 'var(--spacingUnit)',
  iconColor: 'currentColor',
  tabIconColor: 'var(--iconColor)',
  tabIconHoverColor: 'var(--tabIconColor)',
  tabIconSelectedColor: 'var(--colorPrimary)',
  tabIconMoreColor: 'var(--colorTextSecondary)',
  accordionItemLabelColorText: 'var(--colorText)',
  accordionItemLabelFontSize: '1rem',
  accordionItemLabelFontWeight: 'var(--fontWeightMedium)',
  accordionItemLabelSelectedColorText: 'var(--colorPrimary)',
  accordionItemLabelSelectedFontWeight: 'var(--accordionItemLabelFontWeight)',
  buttonColorBackground: 'var(--colorPrimary)',
  buttonColorText: 'var(--accessibleColorOnColorPrimary, #fff)',
  buttonFontSize: '1rem',
  buttonFontWeight: '600',
  buttonPadding: 'calc(var(--spacingUnit) * 3)',
};

export const THEMES = {
  stripe: {},
  night: {
    colorPrimary: '#85d996',
    colorBackground: '#30313d',
    colorText: '#ffffff',
    colorTextSecondary: '#b5b6c1',
    colorTextPlaceholder: '#9a9ba7',
    colorDanger: '#fe87a1',
    colorBorder: '#424353',
    buttonColorText: '#14251a',
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

/** Names that newer releases give to older variables. */
const ALIASES = {
  spacingGridRow: 'gridRowSpacing', spacingGridColumn: 'gridColumnSpacing', spacingTab: 'tabSpacing',
  spacingAccordionItem: 'accordionItemSpacing', inputBoxShadow: 'inputShadow', colorIcon: 'iconColor', colorIconTab: 'tabIconColor',
  colorIconTabHover: 'tabIconHoverColor', colorIconTabSelected: 'tabIconSelectedColor', colorIconTabMore: 'tabIconMoreColor',
};

/** Variables without a use in these forms, which have neither logos nor these icons nor the larger sizes of text. */
const WITHOUT_USE = `fontSize2Xs fontSize3Xs fontSizeLg fontSizeXl fontWeightLight fontWeightBold accessibleColorOnColorPrimary
  accessibleColorOnColorBackground accessibleColorOnColorSuccess accessibleColorOnColorDanger accessibleColorOnColorWarning
  colorPrimaryText colorBackgroundText colorSuccessText colorDangerText colorWarningText iconHoverColor iconCardErrorColor
  iconCardCvcColor iconCardCvcErrorColor iconCheckmarkColor iconChevronDownColor iconChevronDownHoverColor iconCloseColor
  iconCloseHoverColor iconLoadingIndicatorColor iconMenuColor iconMenuHoverColor iconPasscodeDeviceColor iconPasscodeDeviceHoverColor
  iconPasscodeDeviceNotificationColor iconRedirectColor colorIconHover colorIconCardError colorIconCardCvc colorIconCardCvcError
  colorIconCheckmark colorIconChevronDown colorIconChevronDownHover colorIconRedirect tabIconMoreHoverColor colorIconTabMoreHover
  logoColor tabLogoColor tabLogoSelectedColor blockLogoColor colorLogo colorLogoTab colorLogoTabSelected colorLogoBlock
  buttonBorderRadius buttonExpressCheckoutBorderRadius fontSizeBase colorSuccess colorWarning`.split(/\s+/);

const warned = new Set();

/** An app's variables under their first names. Unknown ones are named on the console, once. */
export function readVariables(given = {}) {
  const found = {};
  for (const [name, value] of Object.entries(given)) {
    found[ALIASES[name] || name] = value;
    if (ALIASES[name] || name in BASE_VARIABLES || WITHOUT_USE.includes(name) || warned.has(name)) continue;
    warned.add(name);
    console.warn(`elements(): appearance.variables.${name} is not a supported variable.`);
  }
  return found;
}
