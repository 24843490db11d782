import Wire

/// All statements of the documents, a fact a line, as they were when they were kept: `documents.facts` beside the
/// contracts that cite them. A document that changes differs from it.
package struct DocumentFacts: Sendable {
  struct Fact: Sendable {
    /// `POST /user → 201 /userId`
    let subject: String
    let value: String
    let line: Int
  }

  typealias Kept = [(subject: String, value: String)]

  private static let fileName = "documents.facts"
  private static let intro = """
    # What the documents say, a fact a line, written by “nestbox coverage --documents DIR --accept”.
    # “nestbox coverage --documents DIR” shows what differs.

    """

  /// The file for documents that no contract cites.
  private let common: String
  private let contracts: [Contract]
  /// By file: the documents in their order.
  private var files: [String: [(document: String, facts: Kept)]] = [:]

  /// - Parameter paths: the files and folders that the contracts are from.
  package init(beside paths: [String], _ contracts: [Contract]) {
    let first = paths.first ?? "."
    common = FilePath.join(Disk.isFolder(first) ? first : FilePath.folder(of: first), Self.fileName)
    self.contracts = contracts
  }

  /// With what is kept in these files.
  package func read() -> DocumentFacts {
    var facts = self
    for path in Set(contracts.map(Self.home) + [common]) {
      if let bytes = Disk.read(path) { facts.put(String(decoding: bytes, as: UTF8.self), in: path) }
    }
    return facts
  }

  mutating func put(_ text: String, in path: String) {
    var documents: [(document: String, facts: Kept)] = []
    for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
      if line.hasPrefix("["), line.hasSuffix("]") {
        documents.append((String(line.dropFirst().dropLast()), []))
      } else if let range = line.firstRange(of: " = "), !documents.isEmpty {
        let fact = (String(line[..<range.lowerBound]), String(line[range.upperBound...]))
        documents[documents.count - 1].facts.append(fact)
      }
    }
    files[path] = documents
  }

  /// With what these documents say now.
  package func accepting(_ documents: [Document]) -> DocumentFacts {
    var facts = self
    facts.files = [:]
    for document in documents where isOfUse(document) {
      let now = document.facts.map { (subject: $0.subject, value: $0.value) }
      for path in homes(of: document) { facts.files[path, default: []].append((document.name, now)) }
    }
    return facts
  }

  package var texts: [(path: String, text: String)] {
    files.sorted { $0.key < $1.key }.map { path, documents in
      let text = documents.map { document in
        "\n[\(document.document)]\n" + document.facts.map { "\($0.subject) = \($0.value)\n" }.joined()
      }
      return (path, Self.intro + text.joined())
    }
  }

  // MARK: Documents

  private static func home(_ contract: Contract) -> String {
    FilePath.join(FilePath.folder(of: contract.path), fileName)
  }

  /// Beside each of the contracts that cite it.
  func homes(of document: Document) -> [String] {
    let citing = Set(contracts.filter { $0.cites(document.name) }.map(Self.home))
    return citing.isEmpty ? [common] : citing.sorted()
  }

  /// Whether it says anything about an API: an introduction to a folder does not.
  func isOfUse(_ document: Document) -> Bool {
    !document.operations.isEmpty || contracts.contains { $0.cites(document.name) }
  }

  func facts(of document: Document) -> Kept? {
    homes(of: document).lazy.compactMap { path in files[path]?.first { $0.document == document.name }?.facts }.first
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
      + files.map { DocumentFacts.Fact(subject: "file \($0.name)", value: $0.fingerprint, line: $0.line) }
  }

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
