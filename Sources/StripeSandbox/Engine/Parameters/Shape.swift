/// The type of a parameter's value.
indirect enum Shape: Sendable {
  case string(limit: Int)
  /// What a bank statement shows.
  case descriptor(limit: Int)
  /// A string that cannot be unset with an empty value.
  case identifier
  case url
  /// An object, whatever is in it.
  case hash
  case integer
  case number
  /// A decimal number of at most twelve places. It stays the text that it was written as.
  case decimal
  case boolean
  case timestamp
  case currency
  case metadata
  /// A moment, or bounds: `created=1`, `created[gte]=1`.
  case range
  case oneOf([String])
  case list(Shape)
  /// An object with keys of the request's own, each with such a value.
  case map(Shape)
  case object(Fields)
  case either([Shape])
}

struct Field: Sendable {
  var name: String
  var shape: Shape
  var isRequired = false
  /// An empty value unsets it.
  var isEmptiable = false
  /// The version that does not have it any more.
  var end: APIVersion?

  func isKnown(in version: APIVersion) -> Bool { end.map { version < $0 } ?? true }
}

struct Fields: Sendable {
  private(set) var declared: [Field] = []
  private(set) var required: [String] = []
  private(set) var names = Vocabulary()

  init(_ declared: [Field] = []) {
    for field in declared { append(field) }
  }

  mutating func append(_ field: Field) {
    declared.append(field)
    names.append(field.name)
    if field.isRequired { required.append(field.name) }
  }

  subscript(name: String) -> Field? { names.position(of: name).map { declared[$0] } }
}
