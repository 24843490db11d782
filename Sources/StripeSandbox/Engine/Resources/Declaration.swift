import Wire

/// Everything that a part of Stripe's API declares about itself, in its own file. `Registry` lists the declarations;
/// everything that works across resources is derived from them.
package protocol Declaration: Sendable {
  /// The declaration itself, if it is of a kind of object that is kept. No resource declares it: asking the runtime
  /// whether each type is a `Resource` takes a quarter of the sandbox's start.
  static var resource: (any Resource.Type)? { get }
  /// Its operations, mostly the `endpoints` of a `Routes`.
  static var endpoints: [RoutedEndpoint] { get }
  /// Requests that make one example, for sandboxes in which every id names something. Nil: there is none.
  static var example: Script? { get }
  /// Events, each with the requests that lead to it.
  static var events: [EventRecipe] { get }
  /// Jobs that run by themselves after a response, for `Sandbox.later`.
  static var followUps: [FollowUp] { get }
}

package typealias RoutedEndpoint = (method: Method, Endpoint)

extension Declaration {
  package static var resource: (any Resource.Type)? { nil }
  package static var endpoints: [RoutedEndpoint] { [] }
  package static var example: Script? { nil }
  package static var events: [EventRecipe] { [] }
  package static var followUps: [FollowUp] { [] }
}

/// An event and the requests that bring it about.
package struct EventRecipe: Sendable {
  package let event: String
  package let script: Script

  init(_ event: String, _ script: Script) {
    self.event = event
    self.script = script
  }
}
