/// How documents differ from the facts that are kept of them.
package struct DocumentChanges: Sendable {
  package private(set) var items: [DocumentCoverage.Item] = []
  package private(set) var count = 0

  init(_ documents: [Document], _ kept: DocumentFacts) {
    for document in documents {
      if let facts = kept.facts(of: document) {
        compare(document, facts)
      } else if kept.isOfUse(document) {
        let home = kept.homes(of: document).first ?? ""
        let fault = "what it says is not kept in \(home) yet (--accept writes that file)"
        add(document.name, document.path, 1, fault)
        count += 1
      }
    }
  }

  private mutating func add(_ subject: String, _ path: String, _ line: Int, _ fault: String) {
    let place = "\(path):\(line)"
    items.append(.init(kind: .change, name: subject, place: place, contracts: [], fault: fault))
  }

  private mutating func compare(_ document: Document, _ kept: [(subject: String, value: String)]) {
    let now = document.facts
    count += now.count
    let old = Dictionary(kept) { first, _ in first }
    let changed = now.filter { $0.value != old[$0.subject] }
    // Words that changed together with a fact are told by the fact.
    let told = Set(changed.filter { !Self.isWording($0.subject) }.compactMap { document.section(of: $0.line) })
    for fact in changed {
      let section = Self.isFile(fact.subject) ? nil : document.section(of: fact.line)
      if Self.isWording(fact.subject), let section, told.contains(section) { continue }
      add(fact.subject, document.path, fact.line, Self.fault(fact, old[fact.subject]))
    }
    let subjects = Set(now.map(\.subject))
    for fact in kept where !subjects.contains(fact.subject) {
      let was = Self.isWording(fact.subject) ? "" : ": it was “\(fact.value)”"
      add(fact.subject, document.path, 1, "the document does not say this any more\(was)")
    }
  }

  private static func isWording(_ subject: String) -> Bool {
    ["words of ", "example of "].contains { subject.hasPrefix($0) } || isFile(subject)
  }

  /// One that the document refers to, which none of its sections is about.
  private static func isFile(_ subject: String) -> Bool { subject.hasPrefix("file ") }

  private static func fault(_ fact: DocumentFacts.Fact, _ old: String?) -> String {
    guard let old else { return "new in the document" + (isWording(fact.subject) ? "" : ": “\(fact.value)”") }
    return isWording(fact.subject) ? "changed since it was kept" : "“\(old)” became “\(fact.value)”"
  }
}
