/// Everything a sandbox holds. A value: a copy is a snapshot.
package struct Store: Sendable {
  package var customers = Table<Customer>()
  package var paymentMethods = Table<PaymentMethod>()
  package var charges = Table<Charge>()
  package var refunds = Table<Refund>()
  package var balanceTransactions = Table<BalanceTransaction>()

  var ledger = Ledger()

  var appointments: [Appointment] = []
}
