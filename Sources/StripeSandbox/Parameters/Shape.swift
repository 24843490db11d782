/// What a parameter's value may be.
indirect enum Shape: Sendable {
  case string(limit: Int)
  /// A string that cannot be unset with an empty value.
  case identifier
  case integer
  case number
  case boolean
  case timestamp
  case currency
  case metadata
  /// A moment, or bounds: `created=1`, `created[gte]=1`.
  case range
  case oneOf([String])
  case list(Shape)
  case object(Fields)
  case either([Shape])
}

struct Field: Sendable {
  var name: String
  var shape: Shape
  var isRequired = false
  /// An empty value unsets it.
  var isEmptiable = false
}

struct Fields: Sendable {
  var declared: [Field] = []

  subscript(name: String) -> Field? { declared.first { $0.name == name } }
}
