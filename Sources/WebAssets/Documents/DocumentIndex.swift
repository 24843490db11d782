/// What a search looks through: the sections of all documents, prepared once.
struct DocumentIndex {
  struct Section {
    let slug: String
    let document: String
    let title: String
    fileprivate(set) var text = ""
    fileprivate(set) var foldedTitle = ""
    fileprivate(set) var foldedText = ""
  }

  let sections: [Section]
  /// Every word there is, in lower case.
  let vocabulary: [String]

  init(_ documents: [(slug: String, document: Markdown)]) {
    sections = documents.flatMap { Self.sections($0.slug, $0.document) }
    vocabulary = Set(
      sections.flatMap { ($0.title + " " + $0.text).lowercased().split { !$0.isLetter }.map(String.init) }
    ).sorted()
  }

  /// Case and hyphens don't matter.
  static func folded(_ text: some StringProtocol) -> String { text.lowercased().filter { $0 != "-" } }

  private static func sections(_ slug: String, _ document: Markdown) -> [Section] {
    var sections: [Section] = []
    let title = document.title
    for block in document.blocks {
      if case .heading(let level, let text) = block, level < 3 || sections.isEmpty {
        sections.append(Section(slug: slug, document: title, title: Markdown.plain(text)))
      } else if !sections.isEmpty {
        sections[sections.count - 1].text += " " + plain(block)
      }
    }
    for index in sections.indices {
      sections[index].foldedTitle = folded(sections[index].title)
      sections[index].foldedText = folded(sections[index].text)
    }
    return sections
  }

  private static func plain(_ block: Markdown.Block) -> String {
    switch block {
    case .heading(_, let text), .paragraph(let text), .quote(let text): Markdown.plain(text)
    case .list(_, let items): items.map(Markdown.plain).joined(separator: " ")
    case .table(let rows): rows.joined().map(Markdown.plain).joined(separator: " ")
    case .code(_, let text): text
    }
  }
}
