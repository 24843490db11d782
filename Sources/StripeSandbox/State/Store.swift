/// Everything a sandbox holds. A value: a copy is a snapshot.
package struct Store: Sendable {
  package var customers = Table<Customer>()
  package var paymentMethods = Table<PaymentMethod>()

  var appointments: [Appointment] = []
}
