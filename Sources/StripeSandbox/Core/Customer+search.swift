extension Customer: Searchable {
  static let collection = "customers"

  static func searchField(_ name: String) -> SearchField<Customer>? {
    switch name {
    case "created": .number { $0.created }
    case "email": .text { $0.email }
    case "name": .text { $0.name }
    case "phone": .text { $0.phone }
    default: nil
    }
  }
}
