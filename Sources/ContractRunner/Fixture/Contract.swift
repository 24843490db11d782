import Wire

/// One story about an API, as its file tells it.
package struct Contract: Sendable {
  package internal(set) var name: String
  package let api: String
  package let sources: [Source]
  /// Where document and observed service differ, in a sentence; reports show it.
  package let differs: String?
  package let tags: [String]
  /// The value of `${row.…}`: a story with rows is run once for each.
  package internal(set) var row: ValueTemplate?
  /// Whether cookies that an answer sets go with the requests after it.
  package let keepsCookies: Bool
  package let webhooks: [Webhook]
  package let given: [Given]
  package let steps: [Step]
  package let finally: [Step]
  package let place: Place

  package var path: String { place.path }

  /// Where the story comes from. The examples are the document's own, kept to notice when the document changes.
  package struct Source: Sendable {
    package let document: String
    package let heading: String?
    package let examples: [Node]
    package let place: Place
  }

  /// A state that has to exist before the first step.
  package struct Given: Sendable {
    package let state: String
    package let alias: String
    package let parameters: [(name: String, value: ValueTemplate)]
    package let place: Place
  }

  /// An address of the runner's own that a service is told to send events to: `${NAME.url}`.
  package struct Webhook: Sendable {
    package let name: String
    /// The statuses that answer the deliveries, one after the other; the last one stays.
    package let answers: [Int]
  }
}

package struct Step: Sendable {
  package enum Action: Sendable {
    case request(RequestTemplate, Expectation?)
    case parallel([Step])
    case check(ValueTemplate, Pattern)
    /// Makes a state in the middle of the story.
    case use(Contract.Given)
    case delivery(DeliveryTemplate, Expectation?)
  }

  package struct Until: Sendable {
    package let seconds: Double
    package let every: Double
  }

  package struct Capture: Sendable {
    package enum Origin: Sendable {
      /// A JSON pointer, in which variables may stand.
      case body(Template)
      case header(String)
      case cookie(String)
      case status
      case text
    }
    package let name: String
    package let origin: Origin
    /// The part of the text: the expression's first group, or all that it matches.
    package let expression: Template?
    /// Without a value it is null; otherwise the step fails.
    package let isOptional: Bool
    package let place: Place
  }

  /// Once for each element of a list, which has this name meanwhile.
  package struct Loop: Sendable {
    package let name: String
    package let list: ValueTemplate
  }

  package let name: String
  package let api: String
  package let action: Action
  package let until: Until?
  /// With `repeat` every capture is a list.
  package let copies: Int?
  package let loop: Loop?
  /// How long to wait before it, in seconds.
  package let delay: Double
  package let captures: [Capture]
  package let place: Place
}

package struct RequestTemplate: Sendable {
  package enum Body: Sendable {
    case none
    case json(ValueTemplate)
    case form(ValueTemplate)
    case raw(Template)
    case multipart([Part])
    case file(Upload)
  }

  package struct Part: Sendable {
    package enum Content: Sendable {
      /// A text, or anything else as its text.
      case text(ValueTemplate)
      case json(ValueTemplate)
      case bytes([UInt8])
    }
    package let name: String
    package let fileName: String?
    /// Its media type; a plain field says none.
    package let type: String?
    package let content: Content
  }

  /// A file beside the story.
  package struct Upload: Sendable {
    package let name: String
    package let type: String
    package let bytes: [UInt8]
  }

  package enum Cookies: Sendable {
    /// Those of the story's jar, if it keeps one.
    case kept
    /// Those of a jar of another name: another browser, so to speak.
    case jar(String)
    case none
    case given([(name: String, value: Template)])
  }

  package let method: Method
  package let path: Template
  package let query: [(name: String, value: ValueTemplate)]
  package let headers: [(name: String, value: Template)]
  package let credentials: Credentials
  package let body: Body
  package let isCompressed: Bool
  package let cookies: Cookies
  package let place: Place
}

/// A delivery that a step waits for at one of the story's own addresses.
package struct DeliveryTemplate: Sendable {
  package enum Scheme: Sendable {
    /// `t=…,v1=…` over time and body.
    case stripe(tolerance: Double)
    /// The body's HMAC-SHA256 in hexadecimal digits, behind a prefix.
    case hmac(prefix: String)
  }

  package struct Signature: Sendable {
    package let header: String
    package let scheme: Scheme
    package let secret: Template
  }

  package let webhook: String
  package let within: Double
  /// Whether other deliveries may come first.
  package let isAmongOthers: Bool
  /// Whether nothing may come.
  package let isNone: Bool
  package let signature: Signature?
}

package enum Credentials: Sendable {
  /// Those of the API's description.
  case inherited
  case none
  case bearer(Template)
  case basic(Template)
}

package struct Expectation: Sendable {
  package let status: Pattern?
  package let headers: [(name: String, pattern: Pattern)]
  package let body: Pattern?
  /// The body as text, for answers that are no JSON.
  package let text: Pattern?
  package let cookies: [(name: String, pattern: Pattern)]
  /// The list of events of a `text/event-stream`.
  package let events: Pattern?
  package let place: Place

  package var patterns: [Pattern] {
    [status, body, text, events].compactMap(\.self) + headers.map(\.pattern) + cookies.map(\.pattern)
  }
}

/// The settings that the stories of one API share: `api.json` beside them. The one place that knows an API.
package struct API: Sendable {
  package let name: String
  package let title: String
  /// Files of other descriptions, as seen from this one's folder: of the APIs that its stories speak to besides.
  package let uses: [String]
  package let credentials: Credentials
  package let headers: [(name: String, value: Template)]
  /// `GET /user/{id}`: for coverage, and to tell operations apart from the values in their paths.
  package let operations: [Operation]
  package let states: [String: State]
  /// Patterns by name, for `#shape`.
  package let shapes: [String: Node]
  package let keepsCookies: Bool
  /// The description that every answer is checked against besides.
  package internal(set) var description: OpenAPI?

  package struct State: Sendable {
    /// Whether only a sandbox's control API can make it.
    package let needsControl: Bool
    package let parameters: [(name: String, value: ValueTemplate)]
    package let steps: [Step]
    package let finally: [Step]
    package let place: Place
  }
}
