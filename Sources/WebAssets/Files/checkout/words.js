// The words of the page: Checkout's own, and those of the forms.

import { languageOf, wordsOf } from '../stripe/base/language.js';
import { ar } from './locales/ar.js';
import { de } from './locales/de.js';
import { en } from './locales/en.js';
import { es } from './locales/es.js';
import { fr } from './locales/fr.js';
import { it } from './locales/it.js';
import { ja } from './locales/ja.js';
import { nl } from './locales/nl.js';
import { ptBR } from './locales/pt-br.js';
import { zh } from './locales/zh.js';

const PAGE_WORDS = { ar, de, en, es, fr, it, ja, nl, pt: ptBR, zh };

/** @returns {{language: string, words: object}} for a session's `locale` */
export function voiceFor(locale) {
  const language = languageOf(locale);
  return { language, words: { ...wordsOf(language), ...en, ...PAGE_WORDS[language.split('-')[0]] } };
}
