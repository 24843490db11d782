// The variables of Connect.js's appearance as those of these pages.

const NAMES = {
  fontFamily: '--sans', fontSizeBase: '--base-size', borderRadius: '--radius', colorPrimary: '--accent', colorBackground: '--paper',
  formBackgroundColor: '--field', offsetBackgroundColor: '--ground', colorText: '--ink', colorSecondaryText: '--soft', colorDanger: '--bad', colorBorder: '--line',
  buttonPrimaryColorBackground: '--button', buttonPrimaryColorBorder: '--button-line', buttonPrimaryColorText: '--button-ink',
  buttonSecondaryColorBackground: '--soft-button', buttonSecondaryColorBorder: '--soft-button-line', buttonSecondaryColorText: '--soft-button-ink',
  badgeSuccessColorBackground: '--good-ground', badgeSuccessColorText: '--good', badgeWarningColorBackground: '--wait-ground', badgeWarningColorText: '--wait',
  badgeDangerColorBackground: '--bad-ground', badgeDangerColorText: '--bad',
};

export function dress(root, { variables = {} } = {}) {
  for (const [name, property] of Object.entries(NAMES)) {
    if (variables[name] === undefined) root.style.removeProperty(property);
    else root.style.setProperty(property, String(variables[name]));
  }
  document.body.style.background = variables.colorBackground || '';
}
