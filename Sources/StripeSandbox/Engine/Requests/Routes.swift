import Wire

/// An answer writes itself, once the change it tells of is made.
package typealias Answer = (inout ObjectWriter) -> Void

/// One operation of the API. One reference, because every request asks for one.
package final class Endpoint: Sendable {
  package enum Access: Sendable {
    case secret
    /// Also open to publishable keys.
    case publishable
    /// Only to the token of a session of meter events.
    case meterSession
  }

  /// The kind of answer, for `expand`.
  package enum Result: Sendable {
    case object(any Resource.Type)
    case list(any Resource.Type)
    case search(any Resource.Type)
    /// No resource; of these paths, which could be expanded in Stripe, it shows none.
    case other(absent: [String])
  }

  package let pattern: String
  let access: Access
  let result: Result
  /// Parsed when the first request comes.
  let parameters: @Sendable () -> Parameters
  let run: @Sendable (inout Call) throws(StripeError) -> Answer
  /// Whether it is about what a platform keeps, even when one of its accounts asks.
  let isOfPlatform: Bool

  /// Whether its key may come as `client_secret`, and its errors are those of OAuth.
  let isOAuth: Bool

  private static let ofPlatform = ["/v1/account", "/v1/application_fees", "/v2/core/account", "/oauth/"]

  init(
    pattern: String, access: Access, result: Result, parameters: @escaping @Sendable () -> Parameters,
    run: @escaping Routes.Body
  ) {
    self.pattern = pattern
    self.access = access
    self.result = result
    self.parameters = parameters
    self.run = run
    isOAuth = pattern.hasPrefix("/oauth/")
    isOfPlatform = Self.ofPlatform.contains { pattern.hasPrefix($0) }
  }
}

/// Declares the endpoints of one resource.
package struct Routes: Sendable {
  private(set) var endpoints: [(method: Method, Endpoint)] = []
  private let base: String
  private let result: (any Resource.Type)?

  package typealias Body = @Sendable (inout Call) throws(StripeError) -> Answer

  /// - Parameter result: the kind of object that the endpoints answer with, unless they say otherwise; nil: nothing
  ///   that can be expanded.
  init(_ base: String, of result: (any Resource.Type)? = nil, _ build: (inout Routes) -> Void) {
    self.base = base
    self.result = result
    build(&self)
  }

  mutating func get(
    _ path: String, takes parameters: @autoclosure @escaping @Sendable () -> Parameters = .none,
    access: Endpoint.Access = .secret, of result: (any Resource.Type)? = nil, absent: [String] = [],
    _ run: @escaping Body
  ) {
    add(
      .get, path, parameters, access, (result ?? self.result).map(Endpoint.Result.object) ?? .other(absent: absent), run
    )
  }

  mutating func list(
    _ path: String, takes parameters: @autoclosure @escaping @Sendable () -> Parameters = .list(),
    access: Endpoint.Access = .secret, of result: (any Resource.Type)? = nil, _ run: @escaping Body
  ) {
    add(.get, path, parameters, access, (result ?? self.result).map(Endpoint.Result.list) ?? .other(absent: []), run)
  }

  mutating func search<T: Searchable>(_ type: T.Type) {
    add(.get, "search", { .search }, .secret, .search(type)) { call throws(StripeError) in try call.search(type) }
  }

  mutating func post(
    _ path: String, takes parameters: @autoclosure @escaping @Sendable () -> Parameters = .none,
    access: Endpoint.Access = .secret, of result: (any Resource.Type)? = nil, _ run: @escaping Body
  ) {
    add(.post, path, parameters, access, (result ?? self.result).map(Endpoint.Result.object) ?? .other(absent: []), run)
  }

  mutating func delete(
    _ path: String, takes parameters: @autoclosure @escaping @Sendable () -> Parameters = .none,
    of result: (any Resource.Type)? = nil, _ run: @escaping Body
  ) {
    add(
      .delete, path, parameters, .secret, (result ?? self.result).map(Endpoint.Result.object) ?? .other(absent: []), run
    )
  }

  private mutating func add(
    _ method: Method, _ path: String, _ parameters: @escaping @Sendable () -> Parameters, _ access: Endpoint.Access,
    _ result: Endpoint.Result, _ run: @escaping Body
  ) {
    let pattern = path.isEmpty ? base : base + "/" + path
    let parameters = Once(parameters)
    endpoints.append(
      (method, Endpoint(pattern: pattern, access: access, result: result, parameters: { parameters.value }, run: run)))
  }
}
