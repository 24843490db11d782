import Wire

/// `previous_attributes`: what an update changed, as it was before.
enum PreviousAttributes {
  /// Intents and objects that come or go tell only what they are.
  static func belong(to event: String) -> Bool {
    let event = event.utf8.span
    return !event.starts(with: "payment_intent.") && !event.starts(with: "setup_intent.")
  }

  /// Nil where nothing changed.
  static func between(_ before: [UInt8], _ after: [UInt8]) -> [UInt8]? {
    guard let before = try? JSONParser.parse(before).object, let after = try? JSONParser.parse(after).object else {
      return nil
    }
    let changed = difference(before, after)
    return changed.isEmpty ? nil : JSON.object(changed).bytes
  }

  /// Whether nothing changed but the time of the latest update. Two such times have as many digits.
  static func areStampsAlone(between before: [UInt8], _ after: [UInt8]) -> Bool {
    guard before.count == after.count, let before = try? JSONParser.parse(before).object,
      let after = try? JSONParser.parse(after).object
    else { return false }
    return difference(before, after).allSatisfy { $0.key == "updated" }
  }

  private static func difference(_ before: JSON.Object, _ after: JSON.Object) -> JSON.Object {
    var changed = JSON.Object()
    for (key, old) in before {
      let new = after[key] ?? .null
      if old == new { continue }
      if case .object(let old) = old, case .object(let new) = new {
        changed.append(key, .object(difference(old, new)))
      } else {
        changed.append(key, old)
      }
    }
    // New fields were null before.
    for (key, _) in after where before[key] == nil { changed.append(key, .null) }
    return changed
  }
}
