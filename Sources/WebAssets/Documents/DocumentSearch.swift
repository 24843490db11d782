/// The sections of documents in which all words stand, the best first.
struct DocumentSearch {
  private struct Section {
    let slug: String
    let document: String
    var title: String
    var text = ""
    var score = 0
  }

  private let words: [String]
  private var found: [Section] = []

  init(_ query: String, in documents: [(slug: String, text: String)]) {
    words = query.lowercased().split(whereSeparator: \.isWhitespace).map(String.init)
    guard !words.isEmpty else { return }
    for document in documents {
      for var section in Self.sections(document.slug, Markdown(document.text)) {
        let title = section.title.lowercased()
        let text = section.text.lowercased()
        guard words.allSatisfy({ title.contains($0) || text.contains($0) }) else { continue }
        section.score = words.reduce(0) { $0 + (title.contains($1) ? 10 : 1) }
        found.append(section)
      }
    }
    // Stable, so that what is equally good stays in the order of the documents.
    found = found.enumerated().sorted { ($1.element.score, $0.offset) < ($0.element.score, $1.offset) }.map(\.element)
  }

  private static func sections(_ slug: String, _ document: Markdown) -> [Section] {
    var sections: [Section] = []
    for block in document.blocks {
      if case .heading(let level, let text) = block, level < 3 || sections.isEmpty {
        sections.append(Section(slug: slug, document: document.title, title: Markdown.plain(text)))
      } else if !sections.isEmpty {
        sections[sections.count - 1].text += " " + plain(block)
      }
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

  var html: String {
    if words.isEmpty { return "<h1>Search</h1><p>Type a word, such as “webhook”.</p>" }
    let query = Markdown.escaped(words.joined(separator: " "))
    if found.isEmpty { return "<h1>Search</h1><p>Nothing was found for “\(query)”.</p>" }
    let items = found.prefix(30).map { section in
      let anchor = section.title == section.document ? "" : "#" + Markdown.anchor(of: section.title)
      let place = section.title == section.document ? "" : " <span>\(Markdown.escaped(section.document))</span>"
      return """
        <li><a href="\(section.slug == "index" ? "./" : section.slug)\(anchor)">\(Markdown.escaped(section.title))</a>\(place)
        <p>\(snippet(section.text))</p></li>
        """
    }
    return "<h1>Search</h1><p>\(found.count) for “\(query)”</p><ol class=\"Found\">\(items.joined())</ol>"
  }

  /// The text around the first word.
  private func snippet(_ text: String) -> String {
    let small = text.lowercased()
    let place = words.compactMap { small.firstRange(of: $0)?.lowerBound }.min() ?? small.startIndex
    let offset = max(0, small.distance(from: small.startIndex, to: place) - 60)
    let part = text.dropFirst(offset).prefix(200)
    return (offset > 0 ? "…" : "") + Markdown.escaped(String(part)) + (part.endIndex < text.endIndex ? "…" : "")
  }
}
