import Wire

extension Matcher {
  mutating func matchObject(
    _ pattern: Pattern, _ members: [(name: String, pattern: Pattern)], _ others: Pattern?, _ value: JSON,
    _ subject: String
  ) {
    guard case .object(let object) = value else { return differ(.type, pattern, value, subject) }
    for member in members {
      match(member.pattern, object[member.name], at: inside(subject, Pointer.escaped(member.name)))
    }
    // As many members as named ones that are there: then there are no others.
    let named = members.count { object[$0.name] != nil }
    guard named < object.count else { return }
    for member in object where !members.contains(where: { $0.name == member.key }) {
      let subject = inside(subject, Pointer.escaped(member.key))
      if case .any? = others?.rule { continue }
      if let others {
        match(others, member.value, at: subject)
      } else {
        note(Difference(.extra, subject, expected: "no such field", actual: member.value, at: pattern.place))
      }
    }
  }

  mutating func matchArray(_ pattern: Pattern, _ items: [Pattern], _ value: JSON, _ subject: String) {
    guard case .array(let values) = value else { return differ(.type, pattern, value, subject) }
    if values.count != items.count { differInSize(pattern, values, subject) }
    for (index, (item, value)) in zip(items, values).enumerated() {
      match(item, value, at: inside(subject, "\(index)"))
    }
  }

  private mutating func differInSize(_ pattern: Pattern, _ values: [JSON], _ subject: String) {
    let expected = isTrial ? "" : described(pattern)
    let remark = "\(values.count) there"
    note(Difference(.size, subject, expected: expected, actual: .array(values), remark: remark, at: pattern.place))
  }

  mutating func matchEach(_ pattern: Pattern, _ each: Pattern.Each, _ value: JSON, _ subject: String) {
    guard case .array(let values) = value else { return differ(.type, pattern, value, subject) }
    let bounds = each.count.map { Bounds(resolved($0).plainText) } ?? Bounds("1..")
    if bounds?.contains(values.count) != true { differInSize(pattern, values, subject) }
    if let element = each.element {
      for (index, value) in values.enumerated() { match(element, value, at: inside(subject, "\(index)")) }
    }
    if !each.contains.isEmpty { pair(each.contains, values, subject) }
    if let order = each.order { judgeOrder(order, values, pattern, subject) }
    if let unique = each.unique { judgeUniqueness(unique, values, pattern, subject) }
  }

  private mutating func judgeOrder(_ order: Pattern.Order, _ values: [JSON], _ pattern: Pattern, _ subject: String) {
    let keys = values.map { Pointer.find(order.pointer, in: $0) }
    for index in keys.indices.dropFirst() {
      let (earlier, later) = order.isDescending ? (keys[index], keys[index - 1]) : (keys[index - 1], keys[index])
      if let earlier, let later, let isAfter = earlier.isAfter(later), !isAfter { continue }
      let place = inside(subject, "\(index)") + order.pointer
      let before = keys[index - 1]?.text ?? "nothing"
      let expected = "\(order.isDescending ? "at most" : "at least") \(before), which stands before it"
      return note(Difference(.value, place, expected: expected, actual: keys[index], at: pattern.place))
    }
  }

  private mutating func judgeUniqueness(_ pointer: String, _ values: [JSON], _ pattern: Pattern, _ subject: String) {
    var seen: [String: Int] = [:]
    for (index, value) in values.enumerated() {
      let key = Pointer.find(pointer, in: value)
      // Numbers may be written in several ways.
      let text = key.flatMap { Numeral($0)?.text } ?? key?.text ?? ""
      guard let first = seen.updateValue(index, forKey: text) else { continue }
      let expected = "what no other element has"
      let remark = "element \(first) has it too"
      let place = inside(subject, "\(index)") + pointer
      return note(Difference(.value, place, expected: expected, actual: key, remark: remark, at: pattern.place))
    }
  }

  /// Any order: each pattern needs an element of its own.
  mutating func matchUnordered(_ pattern: Pattern, _ items: [Pattern], _ value: JSON, _ subject: String) {
    guard case .array(let values) = value else { return differ(.type, pattern, value, subject) }
    if values.count != items.count { differInSize(pattern, values, subject) }
    pair(items, values, subject)
  }

  private mutating func pair(_ items: [Pattern], _ values: [JSON], _ subject: String) {
    let pairing = Pairing(patterns: items.count, elements: values.count) { accepts(items[$0], values[$1]) }
    for (item, element) in pairing.place.enumerated() {
      if let element { match(items[item], values[element], at: inside(subject, "\(element)")) }
    }
    guard let first = pairing.unmatchedPatterns.first else { return }
    if isTrial { return differ(.missing, items[first], nil, subject) }
    var free = pairing.freeElements
    for item in pairing.unmatchedPatterns { missingElement(items[item], values, &free, subject) }
  }

  /// Nothing matches: show where the likeliest of the elements left over differs, or that there is none.
  private mutating func missingElement(_ wanted: Pattern, _ values: [JSON], _ free: inout [Int], _ subject: String) {
    var closest: (element: Int, differences: [Difference])?
    for element in free.prefix(Self.explained) {
      let found = differences(wanted, values[element], at: inside(subject, "\(element)"))
      if found.count < closest?.differences.count ?? .max { closest = (element, found) }
    }
    if let closest, free.count <= Self.explained {
      free.removeAll { $0 == closest.element }
      for difference in closest.differences { note(difference) }
    } else {
      let remark =
        free.isEmpty
        ? "each of \(values.count) elements belongs to another pattern" : "none of \(free.count) elements is"
      let expected = described(wanted)
      note(Difference(.missing, subject, expected: expected, actual: nil, remark: remark, at: wanted.place))
    }
  }

  /// Among more elements than this no one is likely enough to be worth showing.
  private static let explained = 20

  private func differences(_ pattern: Pattern, _ value: JSON, at subject: String) -> [Difference] {
    var matcher = self
    let before = matcher.differences.count
    matcher.match(pattern, value, at: subject)
    return Array(matcher.differences[before...])
  }
}

extension JSON {
  /// Whether it comes after the other one: numbers by value, texts by their characters' numbers. Nil for anything else.
  fileprivate func isAfter(_ other: JSON) -> Bool? {
    if let left = string, let right = other.string {
      return right.unicodeScalars.lexicographicallyPrecedes(left.unicodeScalars)
    }
    guard let left = Numeral(self), let right = Numeral(other) else { return nil }
    return right < left
  }
}
