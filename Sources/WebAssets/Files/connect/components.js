// The elements of Connect.js, with the setters that each has besides those of all. A setter that begins with `On` is given a
// listener.

const COLLECTION = ['CollectionOptions'];

export const COMPONENTS = {
  'account-management': COLLECTION,
  'account-onboarding': [
    ...COLLECTION, 'FullTermsOfServiceUrl', 'OnExit', 'OnStepChange', 'PrivacyPolicyUrl', 'RecipientTermsOfServiceUrl', 'SkipTermsOfServiceCollection',
  ],
  'balance-report': [],
  balances: [],
  'disputes-list': [],
  documents: [],
  'financial-account': ['FinancialAccount'],
  'financial-account-transactions': ['FinancialAccount'],
  'instant-payouts-promotion': ['OnInstantPayoutCreated', 'OnInstantPayoutsPromotionLoaded'],
  'issuing-card': ['CardSwitching', 'DefaultCard', 'FetchEphemeralKey', 'ShowSpendControls'],
  'issuing-cards-list': ['FetchEphemeralKey', 'IssuingProgram', 'ShowSpendControls'],
  'notification-banner': [...COLLECTION, 'OnNotificationsChange'],
  'payment-details': ['OnClose', 'Payment'],
  'payment-disputes': ['OnDisputesLoaded', 'Payment'],
  'payment-method-settings': [],
  payments: ['DefaultFilters'],
  'payout-details': ['OnClose', 'Payout'],
  'payout-reconciliation-report': ['OnReportAvailabilityLoaded'],
  payouts: [],
  'payouts-list': [],
  'tax-registrations': ['DisplayCountries', 'OnAfterTaxRegistrationAdded', 'OnAfterTaxRegistrationExpired'],
  'tax-settings': ['DisplayHeadOfficeCountries', 'HideProductTaxCodeSelector', 'OnTaxSettingsUpdated'],
};

export const COMMON = ['OnLoadError', 'OnLoaderStart'];

export const tagOf = (name) => `stripe-connect-${name}`;
