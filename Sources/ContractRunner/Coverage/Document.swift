import Wire

/// The promises of a document about an API, each with its line.
package struct Document: Sendable {
  package struct Operation: Sendable {
    package let operation: ContractRunner.Operation
    /// As the document writes it: `GET /user/{id}`.
    package let name: String
    /// Nil where a sentence only speaks of it.
    package let heading: String?
    package let line: Int
    /// The authentication of a request, in the document's words.
    package var authentication: String?
    package var parameters: [Field] = []
    /// The fields of its requests, by JSON pointer.
    package var body: [Field] = []
    package var statuses: [Status] = []
  }

  package struct Status: Sendable {
    /// `201`, `2XX` or `default`.
    package let code: String
    package let line: Int
    /// The media types, where the document tells them.
    package var types: [String] = []
    package var headers: [Field] = []
    package var fields: [Field] = []
  }

  package struct Field: Sendable {
    /// A parameter's name, or the pointer of a body's member: `/data/[]/id`.
    package let name: String
    /// `query`, `path`, `header`, `cookie`, or nothing where the document does not say.
    package let place: String
    /// `string, required, minLength 1`
    package var traits: [String]
    package let line: Int
  }

  package struct Name: Sendable {
    package let name: String
    package let line: Int
  }

  package struct Example: Sendable {
    package let json: JSON
    package let heading: String?
    package let line: Int
  }

  /// All the words from one heading to the next.
  package struct Section: Sendable {
    package let name: String
    package let line: Int
    package let fingerprint: String
  }

  package let path: String
  package internal(set) var headings: [Name] = []
  package internal(set) var operations: [Operation] = []
  /// Those that a contract has to keep.
  package internal(set) var examples: [Example] = []
  package internal(set) var sections: [Section] = []
  /// The other files that it is made of.
  package internal(set) var files: [Section] = []

  package var name: String { path.split(separator: "/").last.map(String.init) ?? path }

  /// Reads OpenAPI, API Blueprint, Markdown as generators and people write it, or the text that is left of a page.
  package init(path: String, text: String) throws(Diagnostic) {
    self.path = path
    if OpenAPI.isMeant(text), !path.hasSuffix(".md"), !path.hasSuffix(".txt") {
      read(try OpenAPI(path: path, bytes: Array(text.utf8)))
      return
    }
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }.map(String.init)
    if path.hasSuffix(".apib") || text.hasPrefix("FORMAT:") {
      var reader = BlueprintReader(lines)
      reader.read(into: &self)
    } else {
      var reader = DocumentReader(isMarkdown: !path.hasSuffix(".txt"), lines)
      reader.read(into: &self)
    }
  }

  /// Divides the lines into sections, each beginning at one of these.
  mutating func divide(_ lines: [String], at starts: [Name]) {
    let all = (starts.first?.line == 1 ? [] : [Name(name: "the beginning", line: 1)]) + starts
    for (index, start) in all.enumerated() {
      let end = index + 1 < all.count ? all[index + 1].line - 1 : lines.count
      guard start.line - 1 < end else { continue }
      let words = lines[(start.line - 1)..<end].joined(separator: "\n")
      sections.append(Section(name: start.name, line: start.line, fingerprint: Self.fingerprint(words)))
    }
  }

  /// Of the words, however they are spaced.
  static func fingerprint(_ text: String) -> String {
    let words = text.split { $0.isWhitespace }.joined(separator: " ")
    return String(FNV.hash(Array(words.utf8).span), radix: 36)
  }
}
