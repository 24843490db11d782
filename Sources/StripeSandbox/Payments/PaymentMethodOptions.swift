import Wire

/// `payment_method_options`: what was asked for by type of payment method, shown among that type's defaults.
struct PaymentMethodOptions: Codable, Sendable {
  private var given = JSON.Object()

  subscript(type: String) -> JSON? { given[type] }

  mutating func merge(_ arguments: Arguments) {
    for (type, options) in arguments.values {
      guard let options = options.object else {
        given[type] = nil
        continue
      }
      var merged = given[type]?.object ?? JSON.Object()
      for (name, value) in options { merged[name] = value.isNull ? nil : value }
      given[type] = .object(merged)
    }
  }

  /// One hash for each of the intent's types that has options of its own.
  func write(_ w: inout ObjectWriter, types: [String], shown: [String: Defaults]) {
    for type in types.sorted() {
      guard let defaults = shown[type] else { continue }
      w.json.key(type)
      if let options = given[type]?.object, !options.isEmpty {
        w.json.value(.object(Self.merged(defaults.options, options)))
      } else {
        w.json.raw(defaults.written)
      }
    }
  }

  /// The options of a type where none are given.
  struct Defaults: Sendable, ExpressibleByDictionaryLiteral {
    let options: JSON.Object
    let written: [UInt8]

    init(dictionaryLiteral elements: (String, JSON)...) {
      options = JSON.Object(elements.map { (key: $0.0, value: $0.1) })
      written = JSON.object(options).bytes
    }
  }

  private static func merged(_ defaults: JSON.Object, _ options: JSON.Object) -> JSON.Object {
    var all = defaults
    for (name, value) in options where !hidden.contains(name) { all[name] = completed(name, value) }
    return JSON.Object(all.sorted { $0.key < $1.key })
  }

  /// Accepted, obeyed or forwarded, but never shown.
  private static let hidden: Set<String> = [
    "moto", "three_d_secure", "cvc_token", "setup_credential_usage", "stored_credential_usage", "code",
  ]

  /// Hashes that Stripe shows whole, nulls included.
  private static func completed(_ name: String, _ value: JSON) -> JSON {
    guard name == "mandate_options", let given = value.object, given["amount_type"] != nil else { return value }
    var all = JSON.Object()
    for key in [
      "amount", "amount_type", "currency", "description", "end_date", "interval", "interval_count", "reference",
      "start_date", "supported_types",
    ] {
      if key == "currency", given[key] == nil { continue }
      all.append(key, given[key] ?? .null)
    }
    return .object(all)
  }
}
