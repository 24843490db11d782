import Wire

/// Requests and their answers, in the order in which they were seen, to be told as a story.
package struct Transcript: Sendable {
  package struct Entry: Sendable {
    package let request: Request
    package let response: Response

    package init(_ request: Request, _ response: Response) {
      self.request = request
      self.response = response
    }
  }

  package private(set) var entries: [Entry]

  package init(_ entries: [Entry]) { self.entries = entries }

  /// The story in words of the contracts' format.
  package func story(name: String, api: String, document: String) throws(Diagnostic) -> String {
    for entry in entries {
      guard let carrier = LiveKeys.carrier(in: entry.request) else { continue }
      throw Diagnostic("\(entry.request.method.rawValue) \(entry.request.path) carries a live key in \(carrier)")
    }
    var telling = Telling(entries)
    let steps = entries.indices.map { telling.step($0) }
    var story: JSON.Object = [
      "name": .string(name), "api": .string(api), "source": ["document": .string(document)],
    ]
    if entries.contains(where: { $0.response.headers.contains("Set-Cookie") }) { story["cookies"] = true }
    story["steps"] = .array(steps)
    return FixtureText.text(.object(story)) + "\n"
  }
}

/// Writes one step after the other: what an answer brings and a later request carries is captured and put in its place.
private struct Telling {
  private let entries: [Transcript.Entry]
  private let carried: [Set<String>]
  private var variables = Variables(environment: [:])
  /// By the text of the value: the reference that stands for it.
  private var references: [String: String] = [:]

  init(_ entries: [Transcript.Entry]) {
    self.entries = entries
    carried = entries.map { $0.request.sentTexts.union(Self.tokens($0.request)) }
  }

  private static func tokens(_ request: Request) -> [String] {
    let words = request.headers["Authorization"]?.split(separator: " ") ?? []
    return words.count == 2 ? [String(words[1])] : []
  }

  mutating func step(_ index: Int) -> JSON {
    let entry = entries[index]
    makeUpWhatIsNew(entry, index)
    let request = self.request(entry.request)
    let received = Received(entry.response)
    let captures = captures(received, before: index + 1)
    let inference = Inference(variables, captured: captures.map(\.pointer), sent: entry.request.sentTexts)
    var step: JSON.Object = [
      "name": .string("\(entry.request.method.rawValue) \(entry.request.path)"), "request": .object(request),
    ]
    if !captures.isEmpty {
      step["capture"] = .object(JSON.Object(captures.map { ($0.name, .string($0.pointer)) }))
    }
    step["expect"] = .object(RecordedExpectation.json(received, inference))
    return .object(step)
  }

  /// Addresses and UUIDs that the client made up have to be others in the next run.
  private mutating func makeUpWhatIsNew(_ entry: Transcript.Entry, _ index: Int) {
    let isRegistration =
      entry.response.status == 201 || entry.request.path.contains("regist") || entry.request.path.contains("sign")
    for text in carried[index].sorted() where references[text] == nil {
      let isUUID = Inference(Variables(environment: [:])).pattern(.string(text)) == "#uuid"
      let isAddress = text.contains("@") && text.contains(".") && !text.contains(" ")
      guard isUUID || isAddress && isRegistration else { continue }
      let name = isUUID ? "uuid \(references.count)" : "email \(text.prefix { $0.isLetter })"
      references[text] = name
      variables.set(name, .string(text))
    }
  }

  private mutating func captures(_ received: Received, before next: Int) -> [(name: String, pointer: String)] {
    let later = carried[min(next, carried.count)...].reduce(into: Set<String>()) { $0.formUnion($1) }
    var found: [(name: String, pointer: String, value: JSON)] = []
    received.json?.eachLeaf("") { pointer, value in
      let text = value.plainText
      let isTelling = Inference.namesIdentifier(pointer) || (value.string?.count ?? 0) >= 8
      guard isTelling, !value.isNull, later.contains(text), references[text] == nil,
        !found.contains(where: { $0.value == value })
      else { return }
      found.append((newName(pointer, found.map(\.name)), pointer, value))
    }
    for capture in found {
      references[capture.value.plainText] = capture.name
      variables.set(capture.name, capture.value)
    }
    return found.map { ($0.name, $0.pointer) }
  }

  private func newName(_ pointer: String, _ taken: [String]) -> String {
    let word = (Pointer.segments(pointer).last { Int($0) == nil } ?? "value").filter {
      $0.isLetter || $0.isNumber || $0 == "_"
    }
    let base = Template.reserved.contains(word) || word.isEmpty || ["self", "row"].contains(word) ? "its\(word)" : word
    let used = Set(references.values).union(taken)
    return used.contains(base) ? (2...).lazy.map { "\(base)\($0)" }.first { !used.contains($0) } ?? base : base
  }

  private func told(_ text: String) -> String {
    references[text].map { "${\($0)}" } ?? text.replacing("${", with: "$${")
  }

  private func told(_ json: JSON) -> JSON {
    switch json {
    case .object(let members): .object(JSON.Object(members.map { ($0.key, told($0.value)) }))
    case .array(let items): .array(items.map(told))
    case .string(let text): .string(told(text))
    case .null, .bool: json
    default: references[json.text].map { .string("${\($0)}") } ?? json
    }
  }

  private func told(_ part: Multipart.Part) -> JSON {
    let text = String(validating: part.bytes, as: UTF8.self)
    if part.filename == nil, part.contentType == nil, let text { return .string(told(text)) }
    var told = JSON.Object()
    if MediaType(part.contentType ?? "").isJSON, let json = try? JSONParser.parse(part.bytes, keepingNumbers: true) {
      told["json"] = self.told(json)
    } else if let text {
      told["raw"] = .string(self.told(text))
    } else {
      told["base64"] = .string(Base64.standard.encode(part.bytes))
    }
    told["name"] = part.filename.map(JSON.string)
    told["type"] = part.contentType.map(JSON.string)
    return .object(told)
  }

  // MARK: The request

  private func request(_ request: Request) -> JSON.Object {
    let segments = request.path.split(separator: "/", omittingEmptySubsequences: false).map { segment in
      references[percentDecoded(segment) ?? String(segment)].map { "${\($0)}" } ?? String(segment)
    }
    var told: JSON.Object = [
      "method": .string(request.method.rawValue), "path": .string(segments.joined(separator: "/")),
    ]
    if !request.query.isEmpty { told["query"] = .array(pairs(request.query).map { .object(JSON.Object([$0])) }) }
    addHeaders(request, &told)
    if !request.body.isEmpty { addBody(request, &told) }
    return told
  }

  private func pairs(_ form: String) -> [(key: String, value: JSON)] {
    form.split(separator: "&").map { pair in
      let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map { half in
        percentDecoded(half.replacing("+", with: " ")) ?? String(half)
      }
      return (halves[0], .string(told(halves.count > 1 ? halves[1] : "")))
    }
  }

  /// Headers that a client library adds by itself are no part of the story, and no secret gets into a file.
  private static let implied = [
    "host", "connection", "content-length", "content-type", "accept", "accept-encoding", "accept-language",
    "user-agent",
    "cookie", "origin", "referer", "cache-control", "pragma", "dnt", "priority", "te", "upgrade-insecure-requests",
  ]

  private func addHeaders(_ request: Request, _ told: inout JSON.Object) {
    var headers = JSON.Object()
    for field in request.headers.fields {
      let name = field.name.lowercased()
      if name == "authorization" {
        let words = field.value.split(separator: " ", maxSplits: 1).map(String.init)
        let isBasic = words.first == "Basic"
        let known = words.last.flatMap { references[$0] }
        told[isBasic ? "basic" : "bearer"] = .string("${\(known ?? (isBasic ? "env CREDENTIALS" : "env TOKEN"))}")
      } else if Self.implied.contains(name) || name.hasPrefix("sec-") {
        continue
      } else if Secrets.isSecretName(name) {
        let variable = field.name.uppercased().map { $0.isLetter || $0.isNumber ? $0 : "_" }
        headers[field.name] = .string("${env \(String(variable))}")
      } else {
        headers[field.name] = .string(self.told(field.value))
      }
    }
    if !headers.isEmpty { told["headers"] = .object(headers) }
  }

  private func addBody(_ request: Request, _ told: inout JSON.Object) {
    let type = MediaType(request.headers["Content-Type"] ?? "")
    let text = String(decoding: request.body, as: UTF8.self)
    if type.isJSON, let json = try? JSONParser.parse(request.body, keepingNumbers: true) {
      told["json"] = self.told(json)
    } else if type.essence == "application/x-www-form-urlencoded" {
      told["form"] = .array(pairs(text).map { .object(JSON.Object([$0])) })
    } else if let boundary = Multipart.boundary(of: request.headers["Content-Type"] ?? ""),
      let parts = try? Multipart.parts(of: request.body, boundary: boundary)
    {
      told["multipart"] = .array(parts.map { .object(JSON.Object([(key: $0.name, value: self.told($0))])) })
    } else {
      told["raw"] = .string(text.replacing("${", with: "$${"))
      var headers = told["headers"]?.object ?? JSON.Object()
      headers["Content-Type"] = request.headers["Content-Type"].map(JSON.string)
      told["headers"] = .object(headers)
    }
  }
}
