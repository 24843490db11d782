/// Who pays, as payment methods and charges carry it.
package struct BillingDetails: Codable, Sendable, Equatable {
  @Boxed var ownAddress: Address? = nil
  var email: String?
  var name: String?
  var phone: String?
  var taxID: String?

  static let parameters = "billing_details: {address?, email, name, phone, tax_id}"

  var address: Address {
    get { ownAddress ?? Address() }
    set { ownAddress = newValue == Address() ? nil : newValue }
  }

  init() {}

  init(_ arguments: Arguments) { update(arguments) }

  mutating func update(_ arguments: Arguments) {
    if let values = arguments["address"] {
      if let values = values.object { address.update(Arguments(values)) } else { address = Address() }
    }
    arguments.assign("email", to: &email)
    arguments.assign("name", to: &name)
    arguments.assign("phone", to: &phone)
    arguments.assign("tax_id", to: &taxID)
  }

  func text(_ name: String) -> String? {
    switch name {
    case "email": email
    case "name": self.name
    default: phone
    }
  }

  func write(_ w: inout ObjectWriter) {
    w.object("address") { address.write(&$0) }
    w.field("email", email)
    w.field("name", name)
    w.field("phone", phone)
    if !w.isPublishable { w.field("tax_id", taxID) }
  }
}
