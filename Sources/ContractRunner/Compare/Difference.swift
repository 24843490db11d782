import Wire

/// One way in which an answer is not what was expected.
package struct Difference: Sendable {
  package enum Kind: String, Sendable {
    case status, header, missing, extra, type, value, size, body, capture, transport
    /// Not what the description of the API says.
    case description
  }

  package let kind: Kind
  /// `status`, `header Content-Type`, or the JSON pointer into the body.
  package let subject: String
  package let expected: String
  /// The value that was there instead; nil is nothing.
  package let actual: JSON?
  package let remark: String?
  package let place: Place

  package init(
    _ kind: Kind, _ subject: String, expected: String, actual: JSON?, remark: String? = nil, at place: Place
  ) {
    self.kind = kind
    self.subject = subject
    self.expected = expected
    self.actual = actual
    self.remark = remark
    self.place = place
  }

  /// The value with its type, or what to call its absence.
  package func actualText(_ secrets: Secrets) -> String {
    guard let actual else { return kind == .header ? "no such header" : "nothing" }
    if subject.lowercased() == "header set-cookie", let text = actual.string { return Secrets.maskedCookie(text) }
    let last = Pointer.segments(subject).last ?? ""
    if Secrets.isSecretName(last), let text = actual.string { return "a string of \(text.count) characters (masked)" }
    let text = secrets.masked(actual).text
    let shown = text.count > 160 ? text.prefix(160) + "…" : text
    return kind == .status || actual.isNull ? shown : "\(shown) (\(actual.typeName))"
  }

  /// One line for lists, annotations and machines.
  package func summary(_ secrets: Secrets) -> String {
    let name = subject.isEmpty ? "body" : subject
    let end = remark.map { " (\($0))" } ?? ""
    return secrets.masked("\(name): expected \(expected), got ") + actualText(secrets) + secrets.masked(end)
  }
}
