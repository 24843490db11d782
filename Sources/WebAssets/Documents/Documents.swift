import Wire

/// `/docs/`: the documents, which are Markdown files under `Files/docs`, and those that are made by what they tell of.
package final class Documents: Handler {
  /// A chapter of the table of contents, with its documents.
  private struct Chapter {
    let title: String
    var entries: [(title: String, slug: String)] = []
  }

  private let generated: [String: () -> String]
  private lazy var chapters = Self.chapters(of: Markdown(EmbeddedFiles["docs/index.md"] ?? ""))
  /// The articles that were asked for, in HTML.
  private var articles: [String: (title: String, html: String)] = [:]
  private lazy var index = DocumentIndex(
    (["index"] + names).compactMap { slug in markdown(slug).map { (slug, Markdown($0)) } })

  /// - Parameter generated: the Markdown of documents by their names in the address.
  package init(generated: [String: () -> String]) { self.generated = generated }

  /// The names of all documents, in the order of the table of contents.
  package var names: [String] { chapters.flatMap { $0.entries.map(\.slug) } }

  package func handle(_ request: Request, _ reply: Reply) {
    guard request.method == .get || request.method == .head else {
      return reply(Response(405, headers: ["Allow": "GET, HEAD"]))
    }
    let name = String(request.path.dropFirst("/docs".count))
    switch name {
    // Links are relative to the folder, which is also under `/s/NAME/`.
    case "": reply(Response(308, headers: ["Location": "docs/", "Content-Length": "0"]))
    case "/search": reply(search(request))
    case let name where name.hasSuffix(".md"):
      let text = markdown(String(name.dropFirst().dropLast(3)))
      reply(text.map { Response.text($0, .markdown) } ?? Response(404))
    default:
      let slug = name == "/" ? "index" : String(name.dropFirst())
      guard let article = article(slug) else { return reply(missing(slug)) }
      reply(page(article.title, article.html, at: slug))
    }
  }

  private func article(_ slug: String) -> (title: String, html: String)? {
    if let known = articles[slug] { return known }
    guard let text = markdown(slug) else { return nil }
    let document = Markdown(text)
    let article = (document.title, outline(document) + "<article>\(document.html)</article>")
    articles[slug] = article
    return article
  }

  /// The text of a document.
  package func markdown(_ slug: String) -> String? {
    generated[slug]?() ?? (slug.contains("/") ? nil : EmbeddedFiles["docs/\(slug).md"])
  }

  private static func chapters(of index: Markdown) -> [Chapter] {
    var chapters: [Chapter] = []
    for block in index.blocks {
      switch block {
      case .heading(2, let text): chapters.append(Chapter(title: text))
      case .list(_, let items) where !chapters.isEmpty:
        for item in items {
          guard item.hasPrefix("["), let middle = item.firstRange(of: "]("), let end = item.firstRange(of: ".md)")
          else {
            continue
          }
          let title = String(item[..<middle.lowerBound].dropFirst())
          chapters[chapters.count - 1].entries.append((title, String(item[middle.upperBound..<end.lowerBound])))
        }
      default: break
      }
    }
    return chapters
  }

  private func search(_ request: Request) -> Response {
    let words = (try? Form.parse(request.query))?["q"]?.string ?? ""
    let found = DocumentSearch(words, in: index)
    return page("Search", "<article>\(found.html)</article>", at: "search", query: words)
  }

  private func missing(_ slug: String) -> Response {
    let meant = suggestion(for: slug, among: names)
      .map { " Did you mean <a href=\"\(Markdown.escaped($0))\">\(Markdown.escaped($0))</a>?" }
    let text = "<h1>There is no such document</h1><p>\(Markdown.escaped(slug)) is not one of them.\(meant ?? "")</p>"
    var response = page("No such document", "<article>\(text)</article>", at: slug)
    response.status = 404
    return response
  }

  /// The headings of a long document.
  private func outline(_ document: Markdown) -> String {
    let headings = document.blocks.compactMap { block -> String? in
      guard case .heading(2, let text) = block else { return nil }
      return "<li><a href=\"#\(Markdown.anchor(of: text))\">\(Markdown.inline(text))</a></li>"
    }
    guard headings.count > 2 else { return "" }
    return "<nav class=\"Outline\" aria-label=\"On this page\"><ol>\(headings.joined())</ol></nav>"
  }

  private func page(_ title: String, _ content: String, at slug: String, query: String = "") -> Response {
    let contents = chapters.map { chapter in
      let entries = chapter.entries.map { entry in
        let mark = entry.slug == slug ? " aria-current=\"page\"" : ""
        return "<li><a href=\"\(entry.slug)\"\(mark)>\(Markdown.inline(entry.title))</a></li>"
      }
      return "<h2>\(Markdown.inline(chapter.title))</h2><ul>\(entries.joined())</ul>"
    }
    let parts = [
      "{title}": Markdown.escaped(Markdown.plain(title)), "{contents}": contents.joined(separator: "\n"),
      "{query}": Markdown.escaped(query), "{content}": content,
    ]
    // Content comes last, so that nothing in it is replaced.
    let order = ["{title}", "{contents}", "{query}", "{content}"]
    let text = order.reduce(EmbeddedFiles["docs/page.html"] ?? "") { $0.replacing($1, with: parts[$1] ?? "") }
    var response = Response.text(text, .html)
    response.headers["Content-Security-Policy"] =
      "default-src 'self'; img-src 'self' data:; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
  }
}
