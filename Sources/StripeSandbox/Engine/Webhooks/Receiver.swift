/// Where an event is sent: to a webhook endpoint, to an event destination of version 2, or where `--forward-to` says.
struct Receiver {
  let id: String
  let url: String
  let secret: String
  let version: APIVersion
  /// It gets no copy of the object.
  let isThin: Bool

  init(_ endpoint: WebhookEndpoint) {
    id = endpoint.id
    url = endpoint.url
    secret = endpoint.secret
    version = endpoint.version ?? .newest
    isThin = false
  }

  init(_ destination: EventDestination) {
    id = destination.id
    url = destination.url
    secret = destination.secret
    version = destination.snapshotVersion ?? .newest
    isThin = destination.isThin
  }
}
