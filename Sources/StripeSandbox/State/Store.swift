/// Everything a sandbox holds. A value: a copy is a snapshot.
package struct Store: Sendable {
  package var customers = Table<Customer>()

  var appointments: [Appointment] = []
}
