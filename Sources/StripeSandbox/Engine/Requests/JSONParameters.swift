import Wire

/// The JSON bodies of version 2 of the API, as the tree that a form would have been: every leaf a text, null an empty one.
enum JSONParameters {
  static func parse(_ body: [UInt8]) throws(StripeError) -> JSON.Object {
    let value: JSON
    do {
      value = try JSONParser.parse(body)
    } catch {
      throw StripeError("Invalid request: the body is not JSON.")
    }
    guard case .object(let members) = value else {
      throw StripeError("Invalid request: the body is not a JSON object.")
    }
    return texts(members)
  }

  /// The same of a form that the sandbox itself puts together.
  static func texts(_ members: JSON.Object) -> JSON.Object {
    JSON.Object(members.map { (key: $0.key, value: text($0.value)) })
  }

  private static func text(_ value: JSON) -> JSON {
    switch value {
    case .null: .string("")
    case .string: value
    case .array(let items): .array(items.map(text))
    case .object(let members): .object(texts(members))
    default: .string(value.text)
    }
  }
}
