// The languages of the forms. `auto` is the browser's.

import { ar } from '../locales/ar.js';
import { de } from '../locales/de.js';
import { en } from '../locales/en.js';
import { es } from '../locales/es.js';
import { fr } from '../locales/fr.js';
import { it } from '../locales/it.js';
import { ja } from '../locales/ja.js';
import { nl } from '../locales/nl.js';
import { ptBR } from '../locales/pt-br.js';
import { zh } from '../locales/zh.js';

const WORDS = { ar, de, en, es, fr, it, ja, nl, pt: ptBR, zh };

const RIGHT_TO_LEFT = /^(ar|fa|he|ur)\b/;

const noted = new Set();

/** The language tag behind a locale of Stripe's: the browser's own for `auto`. */
export function languageOf(locale) {
  if (locale && locale !== 'auto') return locale;
  return [...(navigator.languages || []), navigator.language].find((tag) => tag && WORDS[tag.split('-')[0]]) || 'en';
}

/** The words of a language; English ones, and a note on the console, where it is not among the ten. */
export function wordsOf(language) {
  const words = WORDS[language.split('-')[0]];
  if (!words && !noted.has(language)) {
    noted.add(language);
    console.info(`The sandbox has no texts for the locale ${language}. Its forms are in English.`);
  }
  return { ...en, ...words };
}

export const isRightToLeft = (language) => RIGHT_TO_LEFT.test(language);

/** The message for a code in that language, or the API's own. */
export function localized(error, words) {
  const plain = (error.code || '').replace(/^(payment|setup)_intent_/, '');
  const code = [error.decline_code, plain].find((each) => Object.hasOwn(words, each) && words[each] !== en[each]);
  return code ? { ...error, message: words[code] } : error;
}
