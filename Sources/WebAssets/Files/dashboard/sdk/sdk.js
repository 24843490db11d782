// A request as a call of an official SDK.

import { node, php, python, ruby } from './dynamic.js';
import { callOf, isInSDKs } from './operation.js';
import { dotnet, go, isInGo, java } from './typed.js';

const WRITERS = { python, ruby, node, php, go, java, dotnet };

const LANGUAGES = [
  ['python', 'Python'], ['ruby', 'Ruby'], ['node', 'Node.js'], ['php', 'PHP'], ['go', 'Go'], ['java', 'Java'], ['dotnet', '.NET'],
];

/** Those whose SDK has a method for a request, with their names. */
export function languagesFor(record) {
  if (!isInSDKs(record)) return [];
  return LANGUAGES.filter(([language]) => language !== 'go' || isInGo(callOf(record)));
}

export function codeFor(language, record, options) {
  const headers = Object.entries((record.request && record.request.headers) || {});
  const [, account] = headers.find(([name]) => name.toLowerCase() === 'stripe-account') || [];
  return WRITERS[language](callOf(record), { ...options, account });
}
