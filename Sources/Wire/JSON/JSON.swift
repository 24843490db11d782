/// A JSON value. Objects keep the order of their members, and 64-bit integers stay exact.
package enum JSON: Equatable, Sendable {
  case null
  case bool(Bool)
  case integer(Int)
  case double(Double)
  /// A number as it was written, where neither an `Int` nor a `Double` is written so. Only a parser that keeps numbers
  /// makes it: `20.0`, `0.30000000000000001`, `18446744073709551616`.
  case decimal(String)
  case string(String)
  case array([JSON])
  case object(Object)

  /// Members in the order in which they were written. Lookups are linear: API objects are small.
  package struct Object: Sendable {
    package typealias Member = (key: String, value: JSON)
    package private(set) var members: [Member]
    /// A bit for every length that a key has, or had. Few keys are as long as one that is not there.
    private var lengths: UInt64 = 0

    package init(_ members: [Member] = []) {
      self.members = members
      for member in members { lengths |= Self.length(member.key) }
    }

    /// All keys from 63 bytes on count as equally long.
    private static func length(_ key: String) -> UInt64 { 1 << UInt64(Swift.min(key.utf8.count, 63)) }

    package var keys: [String] { members.map(\.key) }
    package var isEmpty: Bool { members.isEmpty }

    package mutating func reserveCapacity(_ count: Int) { members.reserveCapacity(count) }

    package subscript(key: String) -> JSON? {
      get { index(of: key).map { members[$0].value } }
      set {
        switch (index(of: key), newValue) {
        case (let index?, let value?): members[index].value = value
        case (let index?, nil): members.remove(at: index)
        case (nil, let value?): append(key, value)
        case (nil, nil): break
        }
      }
    }

    private func index(of key: String) -> Int? {
      guard lengths & Self.length(key) != 0 else { return nil }
      let key = key.utf8.span
      for index in members.indices where members[index].key.utf8.count == key.count {
        if members[index].key.utf8.span.equals(key) { return index }
      }
      return nil
    }

    /// Changes a member where it lies; one that is not there yet starts as null.
    mutating func change(_ key: String, _ change: (inout JSON) -> Void) {
      if let index = index(of: key) { return change(&members[index].value) }
      append(key, .null)
      change(&members[members.count - 1].value)
    }

    /// Appends without looking for an earlier member of the same name; for builders that know there is none.
    package mutating func append(_ key: String, _ value: JSON) {
      lengths |= Self.length(key)
      members.append((key, value))
    }
  }
}

extension JSON.Object: Equatable {
  /// Order does not matter, as RFC 8259 has it.
  package static func == (left: Self, right: Self) -> Bool {
    left.members.count == right.members.count
      && left.members.allSatisfy { right[$0.key] == $0.value }
  }
}

extension JSON.Object: Sequence {
  package func makeIterator() -> Array<Member>.Iterator { members.makeIterator() }
  package var count: Int { members.count }
}

extension JSON.Object: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, JSON)...) {
    self.init(elements.map { (key: $0.0, value: $0.1) })
  }
}

extension JSON {
  package subscript(key: String) -> JSON? {
    if case .object(let object) = self { object[key] } else { nil }
  }

  package subscript(index: Int) -> JSON? {
    if case .array(let items) = self, items.indices.contains(index) { items[index] } else { nil }
  }

  package var string: String? { if case .string(let value) = self { value } else { nil } }
  package var integer: Int? { if case .integer(let value) = self { value } else { nil } }
  package var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
  package var array: [JSON]? { if case .array(let value) = self { value } else { nil } }
  package var object: Object? { if case .object(let value) = self { value } else { nil } }
  package var isNull: Bool { self == .null }

  /// A number as a `Double`.
  package var number: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .double(let value): value
    case .decimal(let text): Double(text)
    default: nil
    }
  }
}

extension JSON: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  package init(nilLiteral: ()) { self = .null }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(integerLiteral value: Int) { self = .integer(value) }
  package init(floatLiteral value: Double) { self = .double(value) }
  package init(stringLiteral value: String) { self = .string(value) }
  package init(arrayLiteral elements: JSON...) { self = .array(elements) }
  package init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(Object(elements.map { (key: $0.0, value: $0.1) }))
  }
}
