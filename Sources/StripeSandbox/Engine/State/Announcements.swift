import Wire

/// Something happened to an object.
package struct Announcement: Sendable {
  package let event: String
  package let id: String
}

extension Sandbox {
  /// Every change tells of itself here, and only here.
  ///
  /// - Parameter before: the object as it was, for `previous_attributes`.
  func announce<T: Resource>(
    _ event: String, _ type: T.Type, at position: Int, by call: Call, before: Picture? = nil
  ) {
    let receivers = receivers(of: event)
    guard let row = store[T.self].row(at: position),
      // Receivers get it written, and so does the answer: once for all of them.
      let picture = receivers.isEmpty
        ? picture(of: row, at: position) : rendered(type, at: position).map(Picture.written)
    else { return }
    let before = receivers.isEmpty ? before : before?.written(in: self)
    let id = row.value.id
    let now = now
    let record = Event(
      id: Identifiers.isOfPayment(id) ? identifiers.sibling("evt_", of: id) : identifiers.dated("evt_", now: now),
      created: now, type: event, subject: id, picture: picture, before: before,
      requestID: call.requestID, idempotencyKey: call.idempotencyKey, pendingWebhooks: receivers.count)
    for receiver in receivers { deliver(record, to: receiver, type) }
    store.keep(consume record)
    note(Announcement(event: event, id: id))
  }

  func announce<T: Resource>(
    _ event: String, _ type: T.Type, _ id: String, by call: Call, before: Picture? = nil
  ) {
    guard let position = store[T.self].position(id) else { return }
    announce(event, type, at: position, by: call, before: before)
  }

  /// Lets the observers know. They may ask the API for more changes, of which they are told in turn.
  func tellObservers() {
    let observers = observers
    while !untoldChanges.isEmpty {
      var told = untoldChanges
      untoldChanges = []
      for observer in observers { observer(self, told) }
      // The memory serves the next ones.
      told.removeAll(keepingCapacity: true)
      if untoldChanges.isEmpty { untoldChanges = told }
    }
  }

  /// Announces what happened to an object that is kept elsewhere: a platform keeps what it knows of an account.
  ///
  /// - Parameters:
  ///   - object: the object as it is now, written.
  ///   - before: the object as it was.
  func announce(_ event: String, subject: String, _ object: [UInt8], before: [UInt8]?, by call: Call) {
    let receivers = receivers(of: event)
    let record = Event(
      id: identifiers.dated("evt_", now: now), created: now, type: event, subject: subject,
      picture: .written(object), before: before.map(Picture.written), requestID: call.requestID,
      idempotencyKey: call.idempotencyKey, pendingWebhooks: receivers.count)
    for receiver in receivers { deliver(record, to: receiver, object: nil) }
    store.keep(record)
    note(Announcement(event: event, id: subject))
  }

  /// Announces what happened to an object that is not kept, such as an upcoming invoice.
  ///
  /// - Parameter write: writes the object, braces and all.
  func announce(_ event: String, about subject: String, by call: Call, write: (inout ObjectWriter) -> Void) {
    func written(_ version: APIVersion) -> [UInt8] {
      var writer = ObjectWriter(self, version: version)
      write(&writer)
      return writer.finish()
    }
    let receivers = receivers(of: event)
    let record = Event(
      id: identifiers.dated("evt_", now: now), created: now, type: event, subject: subject,
      picture: .written(written(.newest)), before: nil, requestID: call.requestID,
      idempotencyKey: call.idempotencyKey, pendingWebhooks: receivers.count)
    for receiver in receivers { deliver(record, to: receiver, object: receiver.version.map(written)) }
    store.keep(record)
    note(Announcement(event: event, id: subject))
  }

  private func note(_ announcement: Announcement) {
    guard !observers.isEmpty else { return }
    if untoldChanges.isEmpty { parent?.touchedAccounts.append(self) }
    untoldChanges.append(announcement)
  }

  /// The account's own endpoints, and those by which its platform listens to its accounts.
  private func receivers(of event: String) -> [WebhookEndpoint] {
    var receivers =
      store[WebhookEndpoint.self].count == 0
      ? [] : store[WebhookEndpoint.self].all.filter { !$0.isConnect && $0.wants(event) }
    if isConnected { receivers += platform.store[WebhookEndpoint.self].all.filter { $0.isConnect && $0.wants(event) } }
    if let listener { receivers.append(listener) }
    return receivers
  }

  private func deliver<T: Resource>(_ event: Event, to endpoint: WebhookEndpoint, _ type: T.Type) {
    var object: [UInt8]?
    let version = endpoint.version ?? .newest
    if version != .newest {
      var old = ObjectWriter(self, version: version)
      if old.stored(type, event.subject) { object = old.finish() }
    }
    deliver(event, to: endpoint, object: object)
  }

  private func deliver(_ event: Event, to endpoint: WebhookEndpoint, object: [UInt8]?) {
    let version = endpoint.version ?? .newest
    var writer = ObjectWriter(self)
    writer.json.open(UInt8(ascii: "{"))
    writer.field("id", event.id)
    writer.field("object", Event.object)
    event.write(&writer, showing: object, version: version)
    writer.json.close(UInt8(ascii: "}"))
    store.deliveries.add(
      Delivery(
        id: identifiers.random("wd_", 24), event: event.id, type: event.type, subject: event.subject,
        endpoint: endpoint.id, url: endpoint.url, secret: endpoint.secret, body: writer.finish()), now: now)
  }

  /// An object as it is now, for an event.
  func picture<T: Resource>(_ type: T.Type, _ id: String) -> Picture? {
    store[T.self].position(id).flatMap { picture(type, at: $0) }
  }

  func picture<T: Resource>(_ type: T.Type, at position: Int) -> Picture? {
    store[T.self].row(at: position).flatMap { picture(of: $0, at: position) }
  }

  private func picture<T: Resource>(of row: Row<T>, at position: Int) -> Picture? {
    // The examples of a stock come from another account.
    if stock == nil, row.value.isSelfContained { return .row(row) }
    return rendered(T.self, at: position).map(Picture.written)
  }

  /// An object as an event or a list would show it: newest version, nothing expanded.
  func rendered<T: Resource>(_ type: T.Type, _ id: String) -> [UInt8]? {
    store[T.self].position(id).flatMap { rendered(type, at: $0) }
  }

  func rendered<T: Resource>(_ type: T.Type, at position: Int) -> [UInt8]? {
    var writer = ObjectWriter(self)
    return writer.stored(type, at: position) ? writer.finish() : nil
  }
}
