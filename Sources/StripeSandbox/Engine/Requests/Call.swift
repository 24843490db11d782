import Wire

/// One request on its way through an endpoint.
package struct Call {
  let sandbox: Sandbox
  let arguments: Arguments
  /// The values of the pattern's `{…}` segments.
  let path: [String]
  let version: APIVersion
  let isPublishable: Bool
  let requestID: String?
  let idempotencyKey: String?
  let url: String
  /// The account that the request names with `Stripe-Account`.
  var connectedAccount: String?
  /// The part of the request's key after `sk_test_`.
  var keyName = ""
  /// Another endpoint makes this call as a part of its own work, and may use prices that are inactive.
  var isInner = false
  let headers: Headers
  /// The references that the request expands.
  var expansion = Expansion()
  let isSecure: Bool

  init(
    sandbox: Sandbox, arguments: Arguments, path: [String], version: APIVersion, isPublishable: Bool,
    requestID: String?, idempotencyKey: String?, url: String, headers: Headers, isSecure: Bool = false
  ) {
    self.sandbox = sandbox
    self.arguments = arguments
    self.path = path
    self.version = version
    self.isPublishable = isPublishable
    self.requestID = requestID
    self.idempotencyKey = idempotencyKey
    self.url = url
    self.headers = headers
    self.isSecure = isSecure
  }

  /// A call with no request behind it: due jobs, follow-ups, the control API.
  init(in sandbox: Sandbox) {
    self.init(
      sandbox: sandbox, arguments: Arguments(), path: [], version: .newest, isPublishable: false, requestID: nil,
      idempotencyKey: nil, url: "", headers: Headers())
  }

  func isExpanding(_ name: String) -> Bool { !expansion.isEmpty && expansion[name] != nil }

  var id: String { path.first ?? "" }
  var now: Int { sandbox.now }

  /// Where the sandbox was reached, for the pages that it sends customers to. A backend that calls api.stripe.com has
  /// customers who know Stripe's other names.
  var origin: String { Self.origin(host: headers["Host"], isSecure: isSecure) }

  static func origin(host: String?, isSecure: Bool) -> String {
    let host = host ?? "localhost:12111"
    if host == "api.stripe.com" || host.hasPrefix("api.stripe.com:") { return "https://hooks" + host.dropFirst(3) }
    return (isSecure ? "https://" : "http://") + host
  }

  /// The object that the path names.
  ///
  /// - Parameter param: the parameter that the error names, if not the kind's own.
  func found<T: Resource>(_ type: T.Type, at index: Int = 0, param: String? = nil) throws(StripeError) -> T {
    let id = path.indices.contains(index) ? path[index] : ""
    guard let object = sandbox.store[T.self][id] else { throw .notFound(type, id, param: param, version: version) }
    return object
  }

  /// The object that a parameter names, if the request has that parameter.
  func referenced<T: Resource>(_ type: T.Type, _ param: String) throws(StripeError) -> T? {
    guard let id = arguments.string(param) else { return nil }
    guard let object = sandbox.store[T.self][id] else { throw .noSuch(type, id, param: param) }
    return object
  }

  /// An answer with the object as it is when the request is done.
  func answer<T: Resource>(_ type: T.Type, _ id: String) -> Answer {
    { w in if !w.stored(type, id) { w.json.null() } }
  }

  /// An answer with the object that the path names.
  func answerFound<T: Resource>(_ type: T.Type) throws(StripeError) -> Answer {
    guard let position = sandbox.store[T.self].presentPosition(id) else {
      throw .notFound(type, id, version: version)
    }
    return { w in if !w.stored(type, at: position) { w.json.null() } }
  }

  /// Keeps a new object and tells of it.
  func insert<T: Resource>(_ object: consuming T, announcing event: String) {
    let position = sandbox.store[T.self].insert(object)
    sandbox.announce(event, T.self, at: position, by: self)
  }

  /// Changes an object and tells of it, with what it was before.
  ///
  /// - Parameter before: the object as it was, where others that it shows have changed already.
  func update<T: Resource>(
    _ type: T.Type, _ id: String, announcing event: String, from before: ObjectSnapshot? = nil,
    _ change: (inout T) -> Void
  ) {
    guard let position = sandbox.store[T.self].position(id) else { return }
    let before = PreviousAttributes.belong(to: event) ? before ?? sandbox.snapshot(type, at: position) : nil
    sandbox.store[T.self].update(at: position, change)
    sandbox.announce(event, type, at: position, by: self, before: before)
  }

  /// Deletes an object and tells of it as it last was.
  func delete<T: Resource>(_ type: T.Type, _ id: String, announcing event: String) {
    sandbox.announce(event, type, id, by: self)
    sandbox.store[T.self].delete(id)
  }
}
