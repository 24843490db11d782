/// Finds references to variables that nothing before them sets, in the order in which a run would meet them.
struct Scope {
  private var known: [String] = []
  private(set) var diagnostics: [Diagnostic] = []
  /// Inside a state everything it knows and captures is called `self.…`.
  private var prefix = ""
  private var api: API?
  private var apiName = ""
  private var webhooks: [String] = []

  static func check(_ contract: Contract, _ api: API?) -> [Diagnostic] {
    var scope = Scope()
    scope.api = api
    scope.apiName = contract.api
    if case .object(let members)? = contract.row { scope.known += members.map { "row.\($0.name)" } }
    for webhook in contract.webhooks {
      scope.known.append("\(webhook.name).url")
      scope.webhooks.append(webhook.name)
    }
    for given in contract.given { scope.enter(given) }
    for step in contract.steps + contract.finally { scope.check(step) }
    return scope.diagnostics
  }

  static func check(_ state: API.State) -> [Diagnostic] {
    var scope = Scope()
    scope.prefix = "self."
    for parameter in state.parameters {
      scope.refuseUnknown(parameter.value.templates)
      scope.known.append("self.\(parameter.name)")
    }
    for step in state.steps + state.finally { scope.check(step) }
    return scope.diagnostics
  }

  private mutating func enter(_ given: Contract.Given) {
    refuseUnknown(given.parameters.flatMap(\.value.templates))
    let states = api?.states ?? [:]
    guard let state = states[given.state] else {
      let message = "\(apiName) has no state “\(given.state)”" + didYouMean(given.state, states.keys.sorted())
      diagnostics.append(Diagnostic(message, at: given.place))
      return
    }
    let names = state.parameters.map(\.name)
    for parameter in given.parameters where !names.contains(parameter.name) {
      let message =
        "the state “\(given.state)” has no parameter “\(parameter.name)”" + didYouMean(parameter.name, names)
      diagnostics.append(Diagnostic(message, at: given.place))
    }
    known += names.map { "\(given.alias).\($0)" }
    known += state.steps.flatMap(\.allCaptures).map { "\(given.alias).\($0.name)" }
  }

  /// An answer is captured from before it is judged, so that its expectation may use what it brought.
  private mutating func check(_ step: Step) {
    guard let loop = step.loop else { return checkAction(step) }
    refuseUnknown(loop.list.templates)
    known.append(prefix + loop.name)
    checkAction(step)
  }

  private mutating func checkAction(_ step: Step) {
    switch step.action {
    case .request(let request, let expectation):
      refuseUnknown(request.templates + step.captures.flatMap(\.origin.templates))
      known += step.captures.map { prefix + $0.name }
      refuseUnknown(expectation?.templates ?? [])
    case .parallel(let steps): for step in steps { check(step) }
    case .check(let value, let pattern): refuseUnknown(value.templates + pattern.templates)
    case .use(let given): enter(given)
    case .delivery(let delivery, let expectation):
      if !webhooks.contains(delivery.webhook) {
        let message = "the story has no webhook “\(delivery.webhook)”" + didYouMean(delivery.webhook, webhooks)
        diagnostics.append(Diagnostic(message, at: step.place))
      }
      refuseUnknown((delivery.signature.map { [$0.secret] } ?? []) + step.captures.flatMap(\.origin.templates))
      known += step.captures.map { prefix + $0.name }
      refuseUnknown(expectation?.templates ?? [])
    }
  }

  private mutating func refuseUnknown(_ templates: [Template]) {
    for template in templates {
      for case .variable(let name) in template.references where !isKnown(name) {
        let message = "nothing sets ${\(name)} before this" + didYouMean(name, known + Template.reserved)
        diagnostics.append(Diagnostic(message, at: template.place))
      }
    }
  }

  private func isKnown(_ name: String) -> Bool {
    known.contains { name == $0 || name.hasPrefix("\($0).") }
  }
}

extension Step {
  /// Its own and those of its parallel steps.
  package var allCaptures: [Capture] {
    if case .parallel(let steps) = action { steps.flatMap(\.allCaptures) } else { captures }
  }
}

extension Step {
  /// The requests that it sends, and to which API.
  var requests: [(api: String, request: RequestTemplate)] {
    switch action {
    case .request(let request, _): [(api, request)]
    case .parallel(let steps): steps.flatMap(\.requests)
    case .check, .use, .delivery: []
    }
  }
}

extension API {
  /// The templates of every request of it.
  var templates: [Template] { headers.map(\.value) + credentials.templates }
}

extension Credentials {
  var templates: [Template] {
    switch self {
    case .bearer(let template), .basic(let template): [template]
    case .inherited, .none: []
    }
  }
}

extension RequestTemplate {
  var templates: [Template] {
    let sent: [Template] =
      switch body {
      case .json(let value), .form(let value): value.templates
      case .raw(let template): [template]
      case .multipart(let parts):
        parts.flatMap { part -> [Template] in
          switch part.content {
          case .text(let value), .json(let value): value.templates
          case .bytes: []
          }
        }
      case .none, .file: []
      }
    let cookies: [Template] = if case .given(let pairs) = self.cookies { pairs.map(\.value) } else { [] }
    return cookies + [path] + query.flatMap(\.value.templates) + headers.map(\.value) + credentials.templates + sent
  }
}

extension Expectation {
  var templates: [Template] { patterns.flatMap(\.templates) }
}
