import ContractRunner
import StripeSandbox
import Testing

@testable import Wire

/// Whatever the bytes, a parser comes to an end without a trap, and what it accepts means what it says.
@Suite struct ParserFuzzTests {
  @Test func requestsMeanTheSameHoweverTheyAreCut() throws {
    let fuzzer = Fuzzer(
      "requests", try Corpus.lines("requests.txt"),
      morsels: [
        "\r\n", "\n", "\r", "\0", " ", ":", "%", "\t", "0", "f", "ffffffff", "Content-Length: 1\r\n", "Host: x\r\n",
        "Transfer-Encoding: chunked\r\n", "Expect: 100-continue\r\n", "HTTP/1.1", "HTTP/1.0", "é", "/s/a/", "a: b\r\n",
      ])
    fuzzer.run { input in
      let whole = Self.requests([input[...]])
      return Self.requests(Self.pieces(input)) == whole ? nil : "cut to pieces it means something else"
    }
  }

  /// Byte by byte, or in larger steps where that would take too long.
  private static func pieces(_ input: [UInt8]) -> [ArraySlice<UInt8>] {
    let size = 1 + input.count / 500
    return stride(from: 0, to: input.count, by: size).map { input[$0..<min($0 + size, input.count)] }
  }

  private static func requests(_ pieces: [ArraySlice<UInt8>]) -> [String] {
    var parser = RequestParser()
    var found: [String] = []
    var pending: [UInt8] = []
    for piece in pieces {
      pending += piece
      var position = 0
      var isDone = false
      while !isDone {
        switch parser.next(pending.span, &position) {
        case .incomplete: isDone = true
        case .continueExpected, .piece: continue
        case .request(let request, let exchange):
          found.append(
            "\(request.method) \(request.sandbox ?? "") \(request.path) \(request.query) \(exchange.keepsAlive)")
          found.append("\(request.headers.fields) \(request.body)")
        case .rejected(let rejection): return found + ["\(rejection.status) \(rejection.reason)"]
        }
      }
      pending.removeFirst(position)
    }
    return found
  }

  @Test func answersMeanTheSameHoweverTheyAreCut() throws {
    let fuzzer = Fuzzer(
      "answers", try Corpus.lines("answers.txt"),
      morsels: [
        "\r\n", "\n", "\0", " ", ":", "0\r\n", "5\r\n", "Content-Length: 5\r\n", "Transfer-Encoding: chunked\r\n",
        "HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.0", "204", "304", "-1", "99999999999999",
      ])
    fuzzer.run { input in
      let whole = Self.answer([input[...]])
      return Self.answer(Self.pieces(input)) == whole ? nil : "cut to pieces it means something else"
    }
  }

  private static func answer(_ pieces: [ArraySlice<UInt8>]) -> String {
    var parser = ResponseParser(limit: 1 << 20, omitsBody: false)
    var pending: [UInt8] = []
    for piece in pieces {
      pending += piece
      var position = 0
      do throws(Rejection) {
        if let response = try parser.next(pending.span, &position) { return text(response) }
      } catch {
        return error.reason
      }
      pending.removeFirst(position)
    }
    return parser.atEnd.map(text) ?? "incomplete"
  }

  private static func text(_ response: Response) -> String {
    "\(response.status) \(response.headers.fields) \(response.body)"
  }

  @Test func formsSayTheSameWhenTheyAreWrittenAgain() throws {
    let fuzzer = Fuzzer(
      "forms", try Corpus.lines("forms.txt"),
      morsels: ["&", "=", "[", "]", "[]", "[0]", "[a]", "%", "%5B", "%5D", "%00", "%C3", "+", "a", "é", "a[b]=c&"])
    fuzzer.run { input in
      guard let form = try? Form.parse(input) else { return nil }
      guard let pairs = Self.pairs(form) else { return nil }
      let again = try? Form.parse(Form.encode(pairs))
      return again == form ? nil : "again it says \(again.map { JSON.object($0).text } ?? "nothing")"
    }
  }

  /// Nil for a list of more than texts, which has several spellings.
  private static func pairs(_ form: JSON.Object) -> [(String, String)]? {
    var pairs: [(String, String)] = []
    for (name, value) in form {
      guard let values = Self.values(value) else { return nil }
      pairs += values.map { (name + $0.0, $0.1) }
    }
    return pairs
  }

  private static func values(_ value: JSON) -> [(String, String)]? {
    switch value {
    case .string(let text): return [("", text)]
    case .array(let items):
      var texts: [(String, String)] = []
      for item in items {
        guard let text = item.string else { return nil }
        texts.append(("[]", text))
      }
      return texts
    case .object(let object):
      // The empty name is written as a list is.
      if object.contains(where: { $0.key.isEmpty }) { return nil }
      var all: [(String, String)] = []
      for (name, value) in object {
        guard let values = Self.values(value) else { return nil }
        all += values.map { ("[\(name)]" + $0.0, $0.1) }
      }
      return all
    default: return nil
    }
  }

  @Test func whatIsJSONStaysTheSameWhenItIsWrittenAgain() throws {
    let fuzzer = Fuzzer(
      "json", try Corpus.lines("json.txt"),
      morsels: [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "\\ud800", "\\udc00", "0", "-", "1e999", "1e-999", ".5", "-0",
        "9223372036854775808", "true", "null", " ", "\u{0}", "é", "\"a\":",
      ])
    fuzzer.run { input in
      guard let value = try? JSONParser.parse(input) else { return nil }
      for text in [value.text, value.prettyText] {
        guard let again = try? JSONParser.parse(text) else { return "what is written is no JSON: \(text)" }
        if again != value { return "written again it is \(again.text)" }
      }
      return nil
    }
  }

  @Test func searchQueriesAreAnsweredOrRefused() throws {
    let api = StripeAPI()
    let headers: Headers = ["Authorization": "Bearer sk_test_fuzz"]
    for number in 0..<20 {
      let body = Array("name=Jenny+\(number)&email=jenny\(number)%40example.com&metadata[a]=\(number)".utf8)
      #expect(api.respond(to: Request(.post, "/v1/customers", headers: headers, body: body)).status == 200)
    }
    let fuzzer = Fuzzer(
      "queries", try Corpus.lines("queries.txt"),
      morsels: [
        "\"", "'", ":", "~", ">", "<", ">=", "-", " AND ", " OR ", "metadata[", "]", "null", "\\", "email", "created",
        "name", "9223372036854775808", "é", "\u{301}", "(", ")",
      ])
    fuzzer.run { input in
      let query = "limit=3&query=" + percentEncoded(String(decoding: input, as: UTF8.self))
      let answer = api.respond(to: Request(.get, "/v1/customers/search", query: query, headers: headers))
      guard let body = try? JSONParser.parse(answer.body) else { return "the answer is no JSON" }
      switch answer.status {
      case 200: return (body["data"]?.array?.count ?? 9) <= 3 ? nil : "the page is too long"
      case 400:
        return body["error"]?["param"] == "query" ? nil : "refused for \(body["error"]?["message"]?.string ?? "")"
      default: return "answered \(answer.status)"
      }
    }
  }

  @Test func contractFilesAreTakenOrTheirFaultsAreShown() throws {
    let files = try Corpus.files(in: "Contracts", ending: ".json") + Corpus.lines("contracts.txt")
    try #require(files.count > 20)
    let fuzzer = Fuzzer(
      "contracts", files,
      morsels: [
        "{", "}", "[", "]", ",", "\"", "${", "}", "#", "#regex ", "#string", "#each", "#number", "#one-of ", "null",
        "\\",
        "\"steps\":", "\"expect\":", "\"capture\":", "\"parallel\":", "\"repeat\":", "/", "~1", "(", ")*", "é", "\n",
        "-1", "1e99", "\"until\":",
      ])
    fuzzer.run { input in
      guard let source = try? SourceText(path: "fuzz.json", bytes: input) else { return nil }
      let lines = input.count { $0 == UInt8(ascii: "\n") } + 1
      for catalog in [Catalog(contracts: [source], descriptions: []), Catalog(contracts: [], descriptions: [source])] {
        for diagnostic in catalog.diagnostics where diagnostic.path != nil {
          let isInside = (1...lines).contains(diagnostic.line) && diagnostic.column >= 1
          if !isInside || diagnostic.message.isEmpty || diagnostic.description.isEmpty {
            return "a fault at \(diagnostic.line):\(diagnostic.column): \(diagnostic.message)"
          }
        }
      }
      return nil
    }
  }
}
