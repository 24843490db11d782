import Wire

/// Where goods go, as customers, payments and charges carry it.
package struct Shipping: Codable, Sendable, Equatable {
  var address: Address
  var carrier: String?
  var name: String?
  var phone: String?
  var trackingNumber: String?

  init(_ arguments: Arguments) {
    address = arguments.object("address").map(Address.init) ?? Address()
    carrier = arguments.string("carrier")
    name = arguments.string("name")
    phone = arguments.string("phone")
    trackingNumber = arguments.string("tracking_number")
  }

  /// A customer's: no carrier, no tracking number.
  func write(_ w: inout ObjectWriter) {
    w.object("address") { address.write(&$0) }
    w.field("name", name)
    w.field("phone", phone)
  }

  /// A payment's.
  func writeWithCarrier(_ w: inout ObjectWriter) {
    w.object("address") { address.write(&$0) }
    w.field("carrier", carrier)
    w.field("name", name)
    w.field("phone", phone)
    w.field("tracking_number", trackingNumber)
  }
}
