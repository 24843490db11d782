import Wire

/// The result of an expectation on an answer.
package struct Verdict: Sendable {
  package let differences: [Difference]
  /// How many patterns were held against it.
  package let assertions: Int
}

extension Expectation {
  package func verdict(on answer: Received, _ variables: Variables) -> Verdict {
    var matcher = Matcher(variables)
    judge(answer, &matcher)
    return Verdict(differences: matcher.differences, assertions: matcher.assertions.count)
  }

  func judge(_ answer: Received, _ matcher: inout Matcher) {
    if let status { judgeStatus(status, answer, &matcher) }
    for header in headers {
      let value = answer.headers[named: header.name].map(JSON.string)
      matcher.match(header.pattern, value, at: "header \(header.name)", .header)
    }
    let set = cookies.isEmpty ? [:] : answer.cookies
    for cookie in cookies { matcher.match(cookie.pattern, set[cookie.name], at: "cookie \(cookie.name)", .header) }
    if let events { judgeEvents(events, answer, &matcher) }
    if let body { judgeBody(body, answer, &matcher) }
    if let text { matcher.match(text, .string(answer.text), at: "", .body) }
  }

  private func judgeStatus(_ status: Pattern, _ answer: Received, _ matcher: inout Matcher) {
    let before = matcher.differences.count
    matcher.match(status, .integer(answer.status), at: "status", .status)
    guard matcher.differences.count > before, (300..<400).contains(answer.status), let to = answer.headers["Location"]
    else { return }
    let remark = "a redirect to \(to), which is not followed"
    let difference = Difference(
      .status, "header Location", expected: "no redirect", actual: .string(to), remark: remark, at: status.place)
    matcher.note(difference)
  }

  private func judgeEvents(_ events: Pattern, _ answer: Received, _ matcher: inout Matcher) {
    let type = answer.headers["Content-Type"]
    if type.map({ MediaType($0).essence }) != "text/event-stream" {
      let actual = type.map(JSON.string)
      let subject = "header Content-Type"
      matcher.note(
        Difference(.header, subject, expected: "text/event-stream", actual: actual, at: events.place))
    }
    matcher.match(events, answer.events, at: "")
  }

  private func judgeBody(_ body: Pattern, _ answer: Received, _ matcher: inout Matcher) {
    switch answer.body {
    case .empty: matcher.match(body, nil, at: "", .body)
    case .text(let text, let fault):
      let kind = text.contains("<html") || text.contains("<!DOCTYPE") || text.contains("<!doctype") ? "HTML" : "text"
      let remark = "\(kind) instead of JSON: \(fault)"
      let expected = matcher.described(body)
      matcher.note(Difference(.body, "", expected: expected, actual: .string(text), remark: remark, at: body.place))
    case .json(let json):
      if !answer.saysJSON, !headers.contains(where: { $0.name.lowercased() == "content-type" }) {
        let type = answer.headers["Content-Type"].map(JSON.string)
        let subject = "header Content-Type"
        matcher.note(Difference(.header, subject, expected: "application/json", actual: type, at: body.place))
      }
      matcher.match(body, json, at: "")
    }
  }
}
