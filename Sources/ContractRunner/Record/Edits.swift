import Wire

/// The changes to contracts' files with which failures pass: each difference at its own place, the rest byte for byte.
package struct Edits {
  private struct Edit {
    let range: Range<Int>
    let text: String
    let line: String
  }

  private var byFile: [String: (source: SourceText, edits: [Edit])] = [:]
  /// Differences that no change of an expectation can bring in line.
  package private(set) var refusals: [String] = []
  private let isMerging: Bool

  /// - Parameter isMerging: whether an expectation has to hold for what it was recorded from as well.
  package init(_ suite: SuiteResult, isMerging: Bool = false) {
    self.isMerging = isMerging
    for result in suite.failed {
      for exchange in result.exchanges {
        for difference in exchange.differences { add(difference, exchange, result) }
      }
      for check in result.checks where !check.differences.isEmpty {
        refusals.append("\(check.step.place.description): a check is not rewritten: \(check.step.name)")
      }
    }
  }

  package var isEmpty: Bool { byFile.isEmpty }

  package var lines: [String] {
    byFile.sorted { $0.key < $1.key }.flatMap { file in file.value.edits.map(\.line) }
  }

  /// The files with their new bytes, and how much of each is new.
  package var files: [(path: String, bytes: [UInt8], count: Int)] {
    byFile.sorted { $0.key < $1.key }.map { path, file in
      var bytes = file.source.bytes
      for edit in file.edits.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
        bytes.replaceSubrange(edit.range, with: Array(edit.text.utf8))
      }
      return (path, bytes, file.edits.count)
    }
  }

  private mutating func add(_ difference: Difference, _ exchange: Exchange, _ result: ContractResult) {
    let place = difference.place
    guard place.source === result.contract.place.source,
      ![.transport, .capture, .description].contains(difference.kind),
      let pointer = place.source.pointer(of: place.range)
    else {
      refusals.append("\(place.description): not rewritten: \(difference.summary(result.secrets))")
      return
    }
    guard let actual = difference.actual else { return remove(difference, place) }
    // A member that no expectation names is told at the object that it should not be in.
    let object = Pointer.find(pointer, in: place.source.json)?.object
    let isMember = difference.kind == .extra && object != nil
    let text = FixtureText.inline(pattern(for: actual, difference, exchange.inference, isNew: isMember))
    if isMember {
      let name = Pointer.segments(difference.subject).last ?? ""
      let member = "\(JSON.string(name.hasPrefix("#") ? "#" + name : name).text): \(text)"
      return insert(member, isFirst: object?.isEmpty ?? true, difference, place)
    }
    let old = place.text.count > 60 ? place.text.prefix(60) + "…" : place.text
    let line = "\(place.description): \(Self.name(difference)): \(old) → \(text)"
    add(place, Edit(range: place.range, text: text, line: line))
  }

  private static func name(_ difference: Difference) -> String {
    difference.subject.isEmpty ? "body" : difference.subject
  }

  private func pattern(for actual: JSON, _ difference: Difference, _ inference: Inference, isNew: Bool) -> JSON {
    let fresh = inference.pattern(actual, at: difference.subject)
    guard isMerging else { return fresh }
    if isNew { return ["#optional": fresh] }
    let old = (try? JSONParser.parse(Array(difference.place.text.utf8), keepingNumbers: true)) ?? .null
    return Merging.pattern(old, fresh, actual)
  }

  private mutating func insert(_ member: String, isFirst: Bool, _ difference: Difference, _ place: Place) {
    var end = place.range.upperBound - 1
    while end > 0, [0x20, 0x0A, 0x0D, 0x09].contains(place.source.bytes[end - 1]) { end -= 1 }
    let line = "\(place.description): \(Self.name(difference)): new: \(member)"
    add(place, Edit(range: end..<end, text: (isFirst ? "" : ", ") + member, line: line))
  }

  private mutating func remove(_ difference: Difference, _ place: Place) {
    let line = "\(place.description): \(Self.name(difference)): is not there any more"
    let text = isMerging ? "{\"#optional\": \(place.text)}" : "\"#absent\""
    add(place, Edit(range: place.range, text: text, line: line))
  }

  private mutating func add(_ place: Place, _ edit: Edit) {
    var file = byFile[place.path] ?? (place.source, [])
    // Several answers to one step may differ in one place; the first one decides.
    let overlaps = file.edits.contains { old in
      old.range.overlaps(edit.range) || old.text == edit.text && old.range == edit.range
    }
    if overlaps { return }
    file.edits.append(edit)
    byFile[place.path] = file
  }
}

/// A pattern for what was answered once and what was answered again.
enum Merging {
  /// - Parameter fresh: the pattern that the second answer alone suggests.
  static func pattern(_ old: JSON, _ fresh: JSON, _ actual: JSON) -> JSON {
    // Of two expressions, each is for its own value: what they have in common is no more than a text.
    let isRegex = [old, fresh].allSatisfy { $0.string?.hasPrefix("#regex ") == true }
    if isRegex { return "#string" }
    // A variable or a marker for values of its kind holds for both, if both suggest it.
    if let text = fresh.string, text.hasPrefix("${") || text.hasPrefix("#") && !text.hasPrefix("##") { return fresh }
    switch (old, actual) {
    case (.integer, .integer): return "#integer"
    case (_, .integer), (_, .double), (_, .decimal): return old.isNumber ? "#number" : anyOf(old, fresh)
    case (.string(let text), .string):
      return text.hasPrefix("#string") || !text.hasPrefix("#") ? "#string" : anyOf(old, fresh)
    case (.bool, .bool): return "#boolean"
    case (.array, .array): return ["#each": "#any", "#count": "0.."]
    default: return anyOf(old, fresh)
    }
  }

  private static func anyOf(_ old: JSON, _ fresh: JSON) -> JSON {
    if old == fresh { return "#any" }
    return ["#oneOf": [old, fresh]]
  }
}
