// Files of an account.

import { h } from '../shared/dom.js';
import { table } from './parts.js';

export async function documents(owner) {
  const { value, error } = await owner.api.get('/v1/files', { limit: 50 });
  if (error) throw error;
  const { words } = owner;
  return h('section', { 'aria-label': words.documents, 'data-testid': 'documents' }, h('h2', {}, words.documents),
    table(words.documents, [words.file, words.description, words.size, words.date],
      value.data.map((file) => [file.filename, file.purpose.replaceAll('_', ' '), `${file.size} B`, owner.date(file.created)]), words.none));
}
