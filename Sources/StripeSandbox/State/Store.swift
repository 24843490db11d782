/// Everything a sandbox holds. A value: a copy is a snapshot.
package struct Store: Sendable {
  package var customers = Table<Customer>()
  package var paymentMethods = Table<PaymentMethod>()
  package var tokens = Table<Token>()
  package var sources = Table<PaymentSource>()
  package var taxIDs = Table<TaxID>()
  package var customerBalanceTransactions = Table<CustomerBalanceTransaction>()
  package var confirmationTokens = Table<ConfirmationToken>()
  package var charges = Table<Charge>()
  package var paymentIntents = Table<PaymentIntent>()
  package var setupIntents = Table<SetupIntent>()
  package var setupAttempts = Table<SetupAttempt>()
  package var mandates = Table<Mandate>()
  package var refunds = Table<Refund>()
  package var disputes = Table<Dispute>()
  package var earlyFraudWarnings = Table<EarlyFraudWarning>()
  package var balanceTransactions = Table<BalanceTransaction>()

  package var events = Table<Event>()
  package var webhookEndpoints = Table<WebhookEndpoint>()
  package var deliveries = Deliveries()

  var ledger = Ledger()

  var appointments: [Appointment] = []

  /// The newest of the events that are kept.
  mutating func keep(_ event: consuming Event) {
    events.insert(event)
    events.trim(to: Event.kept)
  }
}
