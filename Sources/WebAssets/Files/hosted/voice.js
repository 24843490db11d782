// The language of the pages for customers: that of the session or of `?locale=`, or the browser's own.

import { isRightToLeft, languageOf, wordsOf } from '../stripe/base/language.js';
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

export const voice = {
  language: 'en',
  words: en,

  /** Speaks the language of a locale of Stripe's, and tells the page's reader so. */
  speak(locale) {
    const language = languageOf(new URLSearchParams(location.search).get('locale') || locale || 'auto');
    this.language = language;
    this.words = { ...wordsOf(language), ...en, ...PAGE_WORDS[language.split('-')[0]] };
    document.documentElement.lang = language;
    document.documentElement.dir = isRightToLeft(language) ? 'rtl' : 'ltr';
  },

  money(currency) {
    const format = new Intl.NumberFormat(this.language, { style: 'currency', currency });
    const unit = 10 ** format.resolvedOptions().maximumFractionDigits;
    return (amount) => format.format((amount || 0) / unit);
  },

  date(seconds) {
    if (!seconds) return '–';
    const format = new Intl.DateTimeFormat(this.language, { year: 'numeric', month: 'long', day: 'numeric', timeZone: 'UTC' });
    return format.format(new Date(seconds * 1000));
  },

  /** `month`, `3 months`: how often something is paid. */
  interval({ interval, interval_count: count }) {
    const parts = new Intl.NumberFormat(this.language, { style: 'unit', unit: interval, unitDisplay: 'long' }).formatToParts(count);
    return parts.filter(({ type }) => count > 1 || type === 'unit').map(({ value }) => value).join('');
  },
};

voice.speak();
