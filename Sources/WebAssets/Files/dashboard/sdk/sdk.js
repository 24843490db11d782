// A request as a call of an official SDK.

import { node, php, python, ruby } from './dynamic.js';
import { callOf } from './operation.js';
import { dotnet, go, java } from './typed.js';

const WRITERS = { python, ruby, node, php, go, java, dotnet };

export const LANGUAGES = [
  ['python', 'Python'], ['ruby', 'Ruby'], ['node', 'Node.js'], ['php', 'PHP'], ['go', 'Go'], ['java', 'Java'], ['dotnet', '.NET'],
];

export function codeFor(language, record, options) {
  const headers = Object.entries((record.request && record.request.headers) || {});
  const [, account] = headers.find(([name]) => name.toLowerCase() === 'stripe-account') || [];
  return WRITERS[language](callOf(record), { ...options, account });
}
