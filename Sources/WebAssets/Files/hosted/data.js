// What the pages for customers read: the API of the sandbox whose address they have.

import { Api } from '../stripe/base/api.js';

/** A page that only its own address leads to shows what its business knows. */
export const business = new Api('sk_test_nestbox');

/** The last part of the path: an id or a secret. */
export const idOfPage = () => decodeURIComponent(location.pathname.split('/').filter(Boolean).pop() || '');

/** The account's name as customers see it. */
export async function businessName() {
  const { value } = await business.get('/v1/account');
  const { business_profile: profile, settings } = value || {};
  return (profile && profile.name) || (settings && settings.dashboard && settings.dashboard.display_name) || 'Nestbox sandbox';
}

/** How something was paid, in a line: `Visa •••• 4242`. */
export function methodText(details) {
  if (!details) return '–';
  const { card } = details;
  if (card) return `${card.brand.charAt(0).toUpperCase()}${card.brand.slice(1)} •••• ${card.last4}`;
  const more = details[details.type] || {};
  return `${details.type.replaceAll('_', ' ')}${more.last4 ? ` •••• ${more.last4}` : ''}`;
}
