import Wire

/// The sections of documents in which all words of a query stand, the best first; those with most of them, where no
/// section has all. Case and hyphens don't matter: `3d secure` finds 3-D Secure.
struct DocumentSearch {
  private typealias Section = DocumentIndex.Section

  private static let maximumWords = 8

  private let words: [String]
  private var found: [Section] = []
  /// How many of the words each of them has.
  private var hits = 0
  /// The query as it was probably meant, where a word of it stands in no document.
  private var meant: String?

  init(_ query: String, in index: DocumentIndex) {
    let typed = query.lowercased().split(whereSeparator: \.isWhitespace)
    words = typed.filter { !DocumentIndex.folded($0).isEmpty }.prefix(Self.maximumWords).map(String.init)
    let folded = words.map { DocumentIndex.folded($0) }
    var unknown = Set(folded.indices)
    var rated: [(section: Section, hits: Int, score: Int)] = []
    for section in index.sections {
      let inTitle = folded.indices.filter { section.foldedTitle.contains(folded[$0]) }
      let inText = folded.indices.filter { section.foldedText.contains(folded[$0]) }
      let all = Set(inTitle).union(inText)
      unknown.subtract(all)
      if !all.isEmpty { rated.append((section, all.count, all.count + 9 * inTitle.count)) }
    }
    hits = rated.map(\.hits).max() ?? 0
    // Stable, so that what is equally good stays in the order of the documents.
    found = rated.filter { $0.hits == hits }.enumerated()
      .sorted { ($1.element.score, $0.offset) < ($0.element.score, $1.offset) }.map(\.element.section)
    if !unknown.isEmpty { meant = correction(of: unknown, index.vocabulary) }
  }

  private func correction(of unknown: Set<Int>, _ vocabulary: [String]) -> String? {
    let meant = words.enumerated().map { number, word -> String? in
      guard unknown.contains(number) else { return word }
      return suggestion(for: word, among: vocabulary.filter { abs($0.utf8.count - word.utf8.count) < 3 })
    }
    return meant.contains(nil) ? nil : meant.compactMap(\.self).joined(separator: " ")
  }

  var html: String { "<h1>Search</h1><p>\(summary)</p>" + (found.isEmpty ? "" : list) }

  private var summary: String {
    if words.isEmpty { return "Type a word, such as “webhook”." }
    let query = Markdown.escaped(words.joined(separator: " "))
    let result =
      switch hits {
      case 0: "Nothing was found for “\(query)”."
      case words.count: "\(found.count) for “\(query)”"
      default: "No section has all of “\(query)”. These come nearest."
      }
    guard let meant else { return result }
    let link = "search?q=" + percentEncoded(meant)
    return "\(result) Did you mean <a href=\"\(Markdown.escaped(link))\">\(Markdown.escaped(meant))</a>?"
  }

  private var list: String {
    let items = found.prefix(30).map { section in
      let anchor = section.title == section.document ? "" : "#" + Markdown.anchor(of: section.title)
      let place = section.title == section.document ? "" : " <span>\(Markdown.escaped(section.document))</span>"
      return """
        <li><a href="\(section.slug == "index" ? "./" : section.slug)\(anchor)">\(Markdown.escaped(section.title))</a>\(place)
        <p>\(snippet(section.text))</p></li>
        """
    }
    return "<ol class=\"Found\">\(items.joined())</ol>"
  }

  /// The text around the first word, with the words marked.
  private func snippet(_ text: String) -> String {
    let small = text.lowercased()
    let place = words.compactMap { small.firstRange(of: $0)?.lowerBound }.min() ?? small.startIndex
    let offset = max(0, small.distance(from: small.startIndex, to: place) - 60)
    let part = text.dropFirst(offset).prefix(200)
    return (offset > 0 ? "…" : "") + marked(part) + (part.endIndex < text.endIndex ? "…" : "")
  }

  private func marked(_ text: Substring) -> String {
    var html = ""
    var plain = text.prefix(0)
    var rest = text
    while !rest.isEmpty {
      if let word = words.first(where: { rest.prefix($0.count).lowercased() == $0 }) {
        html += Markdown.escaped(String(plain)) + "<mark>\(Markdown.escaped(String(rest.prefix(word.count))))</mark>"
        rest = rest.dropFirst(word.count)
        plain = rest.prefix(0)
      } else {
        rest = rest.dropFirst()
        plain = text[plain.startIndex..<rest.startIndex]
      }
    }
    return html + Markdown.escaped(String(plain))
  }
}
