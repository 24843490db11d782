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
    _ event: String, _ type: T.Type, at position: Int, by call: Call, before: ObjectSnapshot? = nil
  ) {
    let receivers = receivers(of: event)
    guard let row = store[T.self].row(at: position),
      // Receivers get it written, and so does the answer: once for all of them.
      let snapshot = receivers.isEmpty
        ? snapshot(of: row, at: position) : rendered(type, at: position).map(ObjectSnapshot.written)
    else { return }
    let before = receivers.isEmpty ? before : before?.written(in: self)
    let id = row.value.id
    if let before, call.path.first == id, event.hasSuffix(".updated"), tellsNothing(before, snapshot, call) { return }
    let now = now
    let record = Event(
      id: Identifiers.isOfPayment(id) ? identifiers.sibling("evt_", of: id) : identifiers.dated("evt_", now: now),
      created: now, type: event, subject: id, snapshot: snapshot, before: before,
      requestID: call.requestID, idempotencyKey: call.idempotencyKey, pendingWebhooks: receivers.count)
    for receiver in receivers { deliver(record, to: receiver, type) }
    store.keep(consume record)
    note(Announcement(event: event, id: id))
  }

  /// Whether a request's update of an object changed nothing: nothing is told of it. Otherwise two services that keep
  /// each other up to date would never come to an end.
  private func tellsNothing(_ before: ObjectSnapshot, _ after: ObjectSnapshot, _ call: Call) -> Bool {
    let (before, after) = (before.bytes(in: self), after.bytes(in: self))
    // An action on an object may change what it does not show.
    return before == after || call.url.hasSuffix(call.id) && PreviousAttributes.areStampsAlone(between: before, after)
  }

  func announce<T: Resource>(
    _ event: String, _ type: T.Type, _ id: String, by call: Call, before: ObjectSnapshot? = nil
  ) {
    guard let position = store[T.self].position(id) else { return }
    announce(event, type, at: position, by: call, before: before)
  }

  /// Money came for a customer.
  func announceCashBalance(of customer: String, by call: Call) {
    guard let owner = store[Customer.self][customer] else { return }
    var writer = ObjectWriter(self)
    CashBalance.write(of: owner, &writer)
    announce("cash_balance.funds_available", subject: customer, writer.finish(), before: nil, by: call)
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

  /// Announces what happened to an object that is kept elsewhere: a platform keeps what it knows of an account, a
  /// customer its cash balance.
  ///
  /// - Parameters:
  ///   - object: the object as it is now, written.
  ///   - before: the object as it was.
  func announce(_ event: String, subject: String, _ object: [UInt8], before: [UInt8]?, by call: Call) {
    let receivers = receivers(of: event)
    let record = Event(
      id: identifiers.dated("evt_", now: now), created: now, type: event, subject: subject,
      snapshot: .written(object), before: before.map(ObjectSnapshot.written), requestID: call.requestID,
      idempotencyKey: call.idempotencyKey, pendingWebhooks: receivers.count)
    for receiver in receivers { deliver(record, to: receiver, showing: nil) }
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
      snapshot: .written(written(.newest)), before: nil, requestID: call.requestID,
      idempotencyKey: call.idempotencyKey, pendingWebhooks: receivers.count)
    for receiver in receivers { deliver(record, to: receiver, showing: written(receiver.version)) }
    store.keep(record)
    note(Announcement(event: event, id: subject))
  }

  private func note(_ announcement: Announcement) {
    if let parent, untoldChanges.isEmpty { parent.touchedAccounts.append(self) }
    untoldChanges.append(announcement)
  }

  /// The account's own, and those by which its platform listens to its accounts.
  private func receivers(of event: String) -> [Receiver] {
    var receivers = receivers(of: event, fromAccounts: false)
    if isConnected { receivers += platform.receivers(of: event, fromAccounts: true) }
    if let listener { receivers.append(Receiver(listener)) }
    return receivers
  }

  private func receivers(of event: String, fromAccounts: Bool) -> [Receiver] {
    var receivers: [Receiver] = []
    if store[WebhookEndpoint.self].count > 0 {
      let endpoints = store[WebhookEndpoint.self].all.filter { $0.isConnect == fromAccounts && $0.wants(event) }
      receivers += endpoints.map(Receiver.init)
    }
    if store[EventDestination.self].count > 0 {
      let destinations = store[EventDestination.self].all.filter { $0.hears(accounts: fromAccounts) && $0.wants(event) }
      receivers += destinations.map(Receiver.init)
    }
    return receivers
  }

  private func deliver<T: Resource>(_ event: Event, to receiver: Receiver, _ type: T.Type) {
    var object: [UInt8]?
    if !receiver.isThin, receiver.version != .newest {
      var old = ObjectWriter(self, version: receiver.version)
      if old.stored(type, event.subject) { object = old.finish() }
    }
    deliver(event, to: receiver, showing: object)
  }

  /// - Parameter object: the event's object where that is not the one in its snapshot.
  private func deliver(_ event: Event, to receiver: Receiver, showing object: [UInt8]?) {
    var writer = ObjectWriter(self)
    if receiver.isThin {
      event.writeThin(&writer)
    } else {
      writer.whole(event) { event.write(&$0, showing: object, version: receiver.version) }
    }
    let bytes = writer.finish()
    send(
      Delivery(
        id: identifiers.random("wd_", 24), event: receiver.isThin ? event.thinID : event.id,
        type: receiver.isThin ? "v1." + event.type : event.type, subject: event.subject, endpoint: receiver.id,
        url: receiver.url, secret: receiver.secret, body: receiver.isThin ? bytes : JSONLayout.indented(bytes)))
  }

  /// An event that version 1 of the API does not have.
  func deliver(_ event: ThinEvent, to destination: EventDestination) {
    let receiver = Receiver(destination)
    var writer = ObjectWriter(self)
    writer.whole(event)
    send(
      Delivery(
        id: identifiers.random("wd_", 24), event: event.id, type: event.type, subject: event.subject,
        endpoint: receiver.id, url: receiver.url, secret: receiver.secret, body: writer.finish()))
    // Those who send deliveries hear of them as of any other event.
    note(Announcement(event: event.type, id: event.subject))
  }

  /// Hands a delivery over to be sent, as the plan of the webhook laboratory has it.
  private func send(_ delivery: Delivery) {
    var plan = plan
    for delivery in plan.outcome(of: delivery, now: now, newID: { identifiers.random("wd_", 24) }) {
      store.deliveries.add(delivery, now: now)
    }
    self.plan = plan
  }

  func takeAnyDelivery(to endpoint: String) -> Delivery? {
    var plan = plan
    defer { self.plan = plan }
    return store.deliveries.takeAny(endpoint) { plan.pick(of: $0) }
  }

  /// An object as it is now, for an event.
  func snapshot<T: Resource>(_ type: T.Type, _ id: String) -> ObjectSnapshot? {
    store[T.self].position(id).flatMap { snapshot(type, at: $0) }
  }

  func snapshot<T: Resource>(_ type: T.Type, at position: Int) -> ObjectSnapshot? {
    store[T.self].row(at: position).flatMap { snapshot(of: $0, at: position) }
  }

  private func snapshot<T: Resource>(of row: Row<T>, at position: Int) -> ObjectSnapshot? {
    // The examples of a stock come from another account.
    if stock == nil, row.value.isSelfContained { return .row(row) }
    return rendered(T.self, at: position).map(ObjectSnapshot.written)
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
