import Testing
import Wire

@testable import WebAssets

@Suite struct MarkdownTests {
  @Test(arguments: [
    ("# A `b` & <c>", "<h1 id=\"a-b--c\">A <code>b</code> &amp; &lt;c&gt;</h1>"),
    ("one\ntwo\n\nthree", "<p>one two</p>\n<p>three</p>"),
    ("- a\n  more\n- **b**\n\n1. c", "<ul><li>a more</li><li><strong>b</strong></li></ul>\n<ol><li>c</li></ol>"),
    (
      "[x](webhooks.md#a) [y](https://a.b/c.md)",
      "<p><a href=\"webhooks#a\">x</a> <a href=\"https://a.b/c.md\">y</a></p>"
    ),
    ("> said\n> so", "<blockquote><p>said so</p></blockquote>"), ("a * b [c] `d", "<p>a * b [c] `d</p>"),
    ("[<b>](\"x\")", "<p><a href=\"&quot;x&quot;\">&lt;b&gt;</a></p>"),
  ])
  func markdown(text: String, html: String) { #expect(Markdown(text).html == html) }

  @Test func codeIsKeptAsItIs() {
    let html = Markdown("```sh extra\n# not a heading\n<b> **x**\n```\nafter").html
    #expect(html.contains("<code class=\"language-sh\"># not a heading\n&lt;b&gt; **x**\n</code>"))
    #expect(html.hasSuffix("<p>after</p>"))
  }

  @Test func codeWithoutAnEndIsTheRest() { #expect(Markdown("```\na\n\nb").html.contains("a\n\nb")) }

  @Test func aTableHasItsBars() {
    let html = Markdown("| a | b |\n|---|---|\n| `x \\| y` | |\n").html
    #expect(html.contains("<thead><tr><th>a</th><th>b</th></tr></thead>"))
    #expect(html.contains("<tr><td><code>x | y</code></td><td></td></tr>"))
  }
}

@Suite struct DocumentsTests {
  private let documents = Documents(generated: [
    "features": { "# Features\n\nMade <here>." }, "commands": { "# Commands" },
  ])

  private func answer(_ path: String, query: String = "", _ method: Wire.Method = .get) -> Response {
    var answer = Response(500)
    documents.handle(Request(method, path, query: query), Reply { answer = $0 })
    return answer
  }

  private func text(_ path: String, query: String = "") -> String {
    String(decoding: answer(path, query: query).body, as: UTF8.self)
  }

  @Test func everyEmbeddedDocumentIsInTheContents() {
    let files = EmbeddedFiles.paths.filter { $0.hasPrefix("docs/") && $0.hasSuffix(".md") && $0 != "docs/index.md" }
    #expect(
      Set(files.map { $0.dropFirst(5).dropLast(3).description }).union(["features", "commands"]) == Set(documents.names)
    )
    #expect(Set(documents.names).count == documents.names.count)
  }

  @Test func everyDocumentIsAPageAndEveryLinkLeadsToOne() throws {
    for name in documents.names {
      let page = answer("/docs/\(name)")
      #expect(page.status == 200, "\(name)")
      #expect(text("/docs/\(name)").contains("aria-current=\"page\""))
      #expect(answer("/docs/\(name).md").headers["Content-Type"] == "text/markdown; charset=utf-8")
      let links = try #require(documents.markdown(name)).split(separator: "](").dropFirst().map {
        $0.prefix { $0 != ")" }
      }
      for link in links where !link.contains("://") {
        let target = link.prefix { $0 != "#" }
        #expect(documents.names.contains(String(target.dropLast(3))), "\(name) links to \(link)")
      }
    }
  }

  @Test func theContentsAreTheFirstPage() {
    #expect(answer("/docs").headers["Location"] == "docs/")
    #expect(text("/docs/").contains("<h1 id=\"nestbox-documents\">"))
  }

  @Test func generatedDocumentsAreShown() { #expect(text("/docs/features").contains("Made &lt;here&gt;.")) }

  @Test func sectionsAreFound() {
    #expect(text("/docs/search", query: "q=shuffle").contains("href=\"webhooks#make-it-hard\""))
    #expect(text("/docs/search", query: "q=clock+advance").contains("href=\"billing"))
    #expect(text("/docs/search", query: "q=%3Cb%3Ex").contains("Nothing was found for “&lt;b&gt;x”"))
    #expect(text("/docs/search").contains("Type a word"))
    #expect(text("/docs/search", query: "q=---").contains("Type a word"))
    #expect(text("/docs/search", query: "q=3d+SECURE").contains("href=\"frontend#3-d-secure\""))
    #expect(text("/docs/search", query: "q=shuffle").contains("&quot;<mark>shuffle</mark>&quot;"))
  }

  @Test(arguments: [
    ("webhoks", "search?q=webhooks"), ("snapshotz+restore", "search?q=snapshot%20restore"),
    ("Deliveries+shufle", "search?q=deliveries%20shuffle"),
  ])
  func aTypingErrorInASearchIsNoticed(query: String, link: String) {
    #expect(text("/docs/search", query: "q=" + query).contains("Did you mean <a href=\"\(link)\">"))
  }

  @Test func wordsThatStandTogetherNowhereFindTheNearest() {
    let page = text("/docs/search", query: "q=shuffle+duplicate+laravel")
    #expect(page.contains("No section has all of “shuffle duplicate laravel”. These come nearest."))
    #expect(page.contains("href=\"webhooks#make-it-hard\"") && !page.contains("Did you mean"))
  }

  @Test func whatIsNotThereIsSaid() {
    #expect(answer("/docs/webhoks").status == 404)
    #expect(text("/docs/webhoks").contains("Did you mean <a href=\"webhooks\">"))
    #expect(answer("/docs/../stripe/stripe").status == 404)
    #expect(answer("/docs/page.html").status == 404)
    #expect(answer("/docs/", .post).status == 405)
  }
}
