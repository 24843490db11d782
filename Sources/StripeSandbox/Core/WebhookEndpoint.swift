import Wire

package struct WebhookEndpoint: Resource {
  package static let object: StaticString = "webhook_endpoint"
  package static let idPrefixes = ["we_"]
  package static var endpoints: [RoutedEndpoint] { routes.endpoints }
  package static let example: Script? = """
    webhook_endpoint: POST webhook_endpoints url=https://example.com/webhook&enabled_events[]=*
    POST webhook_endpoints/{webhook_endpoint} disabled=true
    """
  package static let noun = "webhook endpoint"
  package static let pathParameter = "webhook_endpoint"
  package static var expandable: [String: Expandable] { ["application": .one("application")] }

  /// The id of the endpoint that stands for `--forward-to`.
  static let forwarding = "we_forward"

  package let id: String
  package let created: Int
  package let secret: String
  /// Nil: the account's, which is the newest.
  let version: APIVersion?
  var description: String?
  var enabledEvents: [String]
  var metadata = Metadata()
  var isEnabled = true
  /// Whether it gets the events of connected accounts, in place of the account's own.
  var isConnect = false
  var url: String

  package func write(_ w: inout ObjectWriter) { write(&w, showsSecret: false) }

  private func write(_ w: inout ObjectWriter, showsSecret: Bool) {
    w.field("api_version", version?.name)
    w.reference("application", isConnect ? w.sandbox.applicationID : nil)
    w.field("created", created)
    w.field("description", description)
    w.field("enabled_events", enabledEvents)
    w.field("livemode", false)
    w.field("metadata", metadata)
    if showsSecret { w.field("secret", secret) }
    w.field("status", isEnabled ? "enabled" : "disabled" as String)
    w.field("url", url)
  }

  func wants(_ event: String) -> Bool { isEnabled && enabledEvents.contains { $0 == "*" || $0 == event } }
}

extension WebhookEndpoint {
  static let routes = Routes("/v1/webhook_endpoints", of: WebhookEndpoint.self) {
    $0.post("", takes: createParameters, create)
    $0.list("", takes: .list()) { call throws(StripeError) in try Listing<WebhookEndpoint>(call).page() }
    $0.get("{webhook_endpoint}") { call throws(StripeError) in
      try call.answerFound(WebhookEndpoint.self)
    }
    $0.post("{webhook_endpoint}", takes: updateParameters, update)
    $0.delete("{webhook_endpoint}") { call throws(StripeError) in
      let id = try call.found(WebhookEndpoint.self).id
      call.sandbox.store[WebhookEndpoint.self].delete(id)
      call.sandbox.store.deliveries.drop(endpoint: id)
      return { $0.deleted(WebhookEndpoint.self, id) }
    }
  }

  static let createParameters = Parameters(
    """
    api_version: id
    connect: boolean
    description?
    enabled_events: [string]!
    metadata
    url: url!
    """)

  static let updateParameters = Parameters(
    """
    description?
    disabled: boolean
    enabled_events: [string]
    metadata
    url: url
    """)

  private static func create(_ call: inout Call) throws(StripeError) -> Answer {
    let arguments = call.arguments
    var version: APIVersion?
    if let name = arguments.string("api_version") {
      version = APIVersion(name)
      guard version != nil else { throw .invalidVersion(name) }
    }
    let url = arguments.string("url") ?? ""
    try check(url, param: "url")
    try EventTypes.check(arguments.strings("enabled_events") ?? [], param: "enabled_events")
    var endpoint = WebhookEndpoint(
      id: call.sandbox.identifiers.dated("we_", now: call.now), created: call.now,
      secret: "whsec_" + call.sandbox.identifiers.random("", 32), version: version,
      enabledEvents: arguments.strings("enabled_events") ?? [], url: url)
    endpoint.isConnect = arguments.bool("connect") ?? false
    arguments.assign("description", to: &endpoint.description)
    try arguments.merge(into: &endpoint.metadata)
    call.sandbox.store[WebhookEndpoint.self].insert(endpoint)
    return { [endpoint] w in
      w.json.open(UInt8(ascii: "{"))
      w.field("id", endpoint.id)
      w.field("object", object)
      endpoint.write(&w, showsSecret: true)
      w.json.close(UInt8(ascii: "}"))
    }
  }

  private static func update(_ call: inout Call) throws(StripeError) -> Answer {
    var endpoint = try call.found(WebhookEndpoint.self)
    let arguments = call.arguments
    arguments.assign("description", to: &endpoint.description)
    if let disabled = arguments.bool("disabled") { endpoint.isEnabled = !disabled }
    if let types = arguments.strings("enabled_events") {
      try EventTypes.check(types, param: "enabled_events")
      endpoint.enabledEvents = types
    }
    try arguments.merge(into: &endpoint.metadata)
    if let url = arguments.string("url") {
      try check(url, param: "url")
      endpoint.url = url
    }
    call.sandbox.store[WebhookEndpoint.self].update(endpoint.id) { $0 = endpoint }
    return call.answer(WebhookEndpoint.self, endpoint.id)
  }

  /// A webhook has to be where the sandbox can reach it.
  static func check(_ url: String, param: String) throws(StripeError) {
    guard HTTPURL(url) == nil else { return }
    throw .invalidURL(.malformed, param: param)
  }
}
