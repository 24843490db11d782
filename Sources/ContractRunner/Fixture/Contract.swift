import Wire

/// One story about an API, as its file tells it.
package struct Contract: Sendable {
  package let name: String
  package let api: String
  package let sources: [Source]
  /// Where document and observed service differ, in a sentence; reports show it.
  package let differs: String?
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
}

package struct Step: Sendable {
  package enum Action: Sendable {
    case request(RequestTemplate, Expectation?)
    case parallel([Step])
    case check(ValueTemplate, Pattern)
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
    }
    package let name: String
    package let origin: Origin
    package let place: Place
  }

  package let name: String
  package let api: String
  package let action: Action
  package let until: Until?
  /// With `repeat` every capture is a list.
  package let copies: Int?
  package let captures: [Capture]
  package let place: Place
}

package struct RequestTemplate: Sendable {
  package enum Body: Sendable {
    case none
    case json(ValueTemplate)
    case form(ValueTemplate)
    case raw(Template)
  }

  package let method: Method
  package let path: Template
  package let query: [(name: String, value: ValueTemplate)]
  package let headers: [(name: String, value: Template)]
  package let credentials: Credentials
  package let body: Body
  package let place: Place
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
  package let place: Place
}

/// What the stories of one API have in common: `api.json` beside them. The one place that knows an API.
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

  package struct State: Sendable {
    /// Whether only a sandbox's control API can make it.
    package let needsControl: Bool
    package let parameters: [(name: String, value: ValueTemplate)]
    package let steps: [Step]
    package let finally: [Step]
    package let place: Place
  }
}
