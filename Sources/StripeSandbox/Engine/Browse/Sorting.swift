import Wire

/// What objects are sorted by: the value at a path of theirs, such as `amount` or `card.last4`. Numbers come before text,
/// capitals count as small letters, and objects without a value come last. Of equals the newest comes first.
package struct Sorting {
  private let path: [[UInt8]]
  private let isDescending: Bool

  /// `amount`, or `-amount` for the greatest first.
  package init?(_ text: String) {
    isDescending = text.first == "-"
    let name = isDescending ? text.dropFirst() : text[...]
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" } }) else {
      return nil
    }
    path = parts.map { Array($0.utf8) }
  }

  enum Key: Comparable {
    case number(Double)
    case text(String)
  }

  /// Where an object stands: by its value, and among equals by its position in the table.
  package struct Place {
    let key: Key?
    let position: Int

    init(_ key: Key?, _ position: Int) {
      self.key = key
      self.position = position
    }

    /// As `text` writes it.
    package init?(_ text: String) {
      let parts = text.split(separator: ".", maxSplits: 1)
      guard let first = parts.first, let position = Int(first) else { return nil }
      self.position = position
      guard parts.count == 2 else {
        key = nil
        return
      }
      let value = parts[1].dropFirst()
      switch parts[1].first {
      case "n":
        guard let number = Double(value) else { return nil }
        key = .number(number)
      case "t":
        guard let bytes = Base64.url.decode(String(value)) else { return nil }
        key = .text(String(decoding: bytes, as: UTF8.self))
      default: return nil
      }
    }

    package var text: String {
      switch key {
      case nil: "\(position)"
      case .number(let number): "\(position).n\(number)"
      case .text(let text): "\(position).t\(Base64.url.encode(Array(text.utf8)))"
      }
    }
  }

  /// The value that an object, written as compact JSON, is sorted by.
  func key(of json: [UInt8]) -> Key? {
    var values = JSONValues(json)
    while let (kind, range) = values.next() {
      guard values.isAt(path, isWhole: true) else { continue }
      let text = String(decoding: json[range], as: UTF8.self)
      switch kind {
      case .number: return Double(text).map(Key.number)
      case .text: return .text(text.lowercased())
      case .literal: return text == "null" ? nil : .text(text)
      case .container: return nil
      }
    }
    return nil
  }

  func precedes(_ left: Place, _ right: Place) -> Bool {
    switch (left.key, right.key) {
    case (let one?, let other?) where one != other: (one < other) != isDescending
    case (_?, nil): true
    case (nil, _?): false
    default: left.position > right.position
    }
  }
}
