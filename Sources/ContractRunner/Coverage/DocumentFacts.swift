import Wire

/// Everything that documents say, a fact a line, as it was when somebody last looked at it: `documents.facts` beside the
/// contracts. A document that changes differs from it.
package struct DocumentFacts: Sendable {
  struct Fact: Sendable {
    /// `POST /user → 201 /userId`
    let subject: String
    let value: String
    let line: Int
  }

  package static let fileName = "documents.facts"
  private static let intro = """
    # What the documents say, a fact a line, written by “nestbox coverage --documents DIR --accept”.
    # “nestbox coverage --documents DIR” shows what differs.

    """

  package let path: String
  private var documents: [(name: String, facts: [(subject: String, value: String)])] = []

  /// The file beside these contracts.
  package static func path(beside contracts: [String]) -> String {
    let first = contracts.first ?? "."
    return FilePath.join(Disk.isFolder(first) ? first : FilePath.folder(of: first), fileName)
  }

  /// Those that are kept there; none if there is no such file.
  package init(path: String) {
    self.init(path: path, text: String(decoding: Disk.read(path) ?? [], as: UTF8.self))
  }

  package init(path: String, text: String) {
    self.path = path
    for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
      if line.hasPrefix("["), line.hasSuffix("]") {
        documents.append((String(line.dropFirst().dropLast()), []))
      } else if let range = line.firstRange(of: " = "), !documents.isEmpty {
        let fact = (String(line[..<range.lowerBound]), String(line[range.upperBound...]))
        documents[documents.count - 1].facts.append(fact)
      }
    }
  }

  /// What these documents say now, those that are of use to the contracts.
  package init(path: String, of all: [Document], _ contracts: [Contract]) {
    let useful = all.filter { document in document.isOfUse { one in contracts.contains { $0.cites(one.name) } } }
    self.init(path: path, of: useful)
  }

  init(path: String, of all: [Document]) {
    self.path = path
    documents = all.map { document in (document.name, document.facts.map { ($0.subject, $0.value) }) }
  }

  package var text: String {
    Self.intro
      + documents.map { document in
        "\n[\(document.name)]\n" + document.facts.map { "\($0.subject) = \($0.value)\n" }.joined()
      }.joined()
  }

  func facts(of document: String) -> [(subject: String, value: String)]? {
    documents.first { $0.name == document }?.facts
  }
}

extension Document {
  /// Each with a subject of its own.
  var facts: [DocumentFacts.Fact] {
    var seen: [String: Int] = [:]
    return untold.map { fact in
      let subject = fact.subject.split(whereSeparator: \.isNewline).joined(separator: " ").replacing(" = ", with: " ＝ ")
      let count = seen[subject, default: 0] + 1
      seen[subject] = count
      let value = fact.value.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).joined(separator: "⏎")
      return DocumentFacts.Fact(subject: count == 1 ? subject : "\(subject) (\(count))", value: value, line: fact.line)
    }
  }

  private var untold: [DocumentFacts.Fact] {
    let examples = examples.map { example in
      DocumentFacts.Fact(
        subject: "example of \(example.heading ?? "the document")", value: Self.fingerprint(example.json.text),
        line: example.line)
    }
    return operations.flatMap(\.facts) + examples
      + sections.map { DocumentFacts.Fact(subject: "words of \($0.name)", value: $0.fingerprint, line: $0.line) }
  }

  /// Whether it says anything about an API: an introduction to a folder does not.
  func isOfUse(_ isCited: (Document) -> Bool) -> Bool { isCited(self) || !operations.isEmpty }

  /// The number of the section that a line belongs to.
  func section(of line: Int) -> Int? { sections.lastIndex { $0.line <= line } }
}

extension Document.Operation {
  fileprivate var facts: [DocumentFacts.Fact] {
    let own = [DocumentFacts.Fact(subject: name, value: "described", line: line)]
    let needs = authentication.map { [DocumentFacts.Fact(subject: "\(name) needs", value: $0, line: line)] } ?? []
    let parameters = parameters.map { Self.fact("\(name) \($0.place.isEmpty ? "with" : $0.place) \($0.name)", $0) }
    let sent = body.map { Self.fact("\(name) ← \($0.label)", $0) }
    return own + needs + parameters + sent + statuses.flatMap { facts(of: $0) }
  }

  private func facts(of status: Document.Status) -> [DocumentFacts.Fact] {
    let subject = "\(name) → \(status.code)"
    let types = status.types.isEmpty ? "described" : status.types.joined(separator: ", ")
    return [DocumentFacts.Fact(subject: subject, value: types, line: status.line)]
      + status.headers.map { Self.fact("\(subject) header \($0.name)", $0) }
      + status.fields.map { Self.fact("\(subject) \($0.label)", $0) }
  }

  private static func fact(_ subject: String, _ field: Document.Field) -> DocumentFacts.Fact {
    let value = field.traits.isEmpty ? "described" : field.traits.joined(separator: ", ")
    return DocumentFacts.Fact(subject: subject, value: value, line: field.line)
  }
}

extension Document.Field {
  /// The pointer, with the media type where that is not JSON.
  var label: String { [place, name].filter { !$0.isEmpty }.joined(separator: " ") }
}
