import Platform

/// One event on its way to one webhook.
package struct Delivery: Codable, Sendable {
  package enum State: String, Codable, Sendable {
    case pending, succeeded, failed
    /// A rule of the webhook laboratory kept it from being sent.
    case dropped
    /// It is there to be looked at only.
    case collected
  }

  package struct Attempt: Codable, Sendable {
    /// By the sandbox's clock.
    package let at: Int
    package let milliseconds: Int
    /// Nil: no answer came.
    package let status: Int?
    /// The reason why no answer came.
    package let problem: String?
    /// The beginning of what was answered.
    package var answer: String?
    /// The `Stripe-Signature` header that was sent.
    package var signature: String?

    /// How many bytes are kept of an answer.
    static let answerLimit = 2_048

    package var isSuccess: Bool { status.map { (200..<300).contains($0) } ?? false }
  }

  package let id: String
  package let event: String
  package let type: String
  /// The object that the event is about: what happened to it is told in order.
  package let subject: String
  package let endpoint: String
  package let url: String
  let secret: String
  package let body: [UInt8]
  package var state = State.pending
  package var attempts: [Attempt] = []
  /// When it is tried again, by the sandbox's clock.
  package internal(set) var due: Int?

  func ended(_ state: State) -> Delivery {
    var delivery = self
    delivery.state = state
    return delivery
  }

  /// The same event to the same endpoint once more.
  func copy(_ id: String) -> Delivery {
    var copy = Delivery(
      id: id, event: event, type: type, subject: subject, endpoint: endpoint, url: url, secret: secret, body: body)
    copy.due = due
    return copy
  }

  /// `charge.succeeded`, `charge.*` or `*`.
  package func isOf(_ type: String) -> Bool { Event.matches(self.type, type) }

  /// The `Stripe-Signature` header, if it is sent now.
  package var signature: String { Webhooks.signature(body, secret: secret, at: time(nil)) }
}

/// The webhook deliveries of a sandbox, sent and pending.
package struct Deliveries: Sendable {
  /// How many that are over are kept to be looked at.
  static let kept = 1_000
  /// How many may wait, and how many bytes they may have together. Of more, the oldest have failed.
  static let waitingLimit = 10_000
  static let waitingBytesLimit = 32 << 20

  /// Changed by `set` alone.
  private var byID: [String: Delivery] = [:]
  private var order: [String] = []
  /// Undelivered ones by endpoint, oldest first.
  private var queues: [String: DeliveryQueue] = [:]
  /// Retries, earliest due first.
  private var retries: [(due: Int, id: String)] = []
  /// How many are neither pending nor forgotten.
  private var over = 0
  /// How many bytes those have that are neither delivered nor given up.
  package private(set) var waitingBytes = 0
  /// Ids added or changed since the last `takeChanges()`; nil while changes are not tracked.
  var changed: [String]?

  package var isIdle: Bool { queues.isEmpty && retries.isEmpty }
  package var endpoints: [String] { Array(queues.keys) }
  package var nextRetry: Int? { retries.first?.due }

  var count: Int { byID.count }

  package subscript(id: String) -> Delivery? { byID[id] }

  /// Newest first.
  package var all: [Delivery] { order.reversed().compactMap { byID[$0] } }

  /// The events of which some receiver has not been told.
  var undeliveredEvents: Set<String> {
    Set(byID.values.lazy.filter { $0.state != .succeeded }.map(\.event))
  }

  mutating func add(_ delivery: Delivery, now: Int) {
    insert(delivery)
    changed?.append(delivery.id)
    if order.count - over > Self.waitingLimit || waitingBytes > Self.waitingBytesLimit { giveUpOldest(now: now) }
  }

  /// Gives up a tenth of those that wait, so that there is room for the next ones.
  package mutating func giveUpOldest(now: Int) {
    let waiting = order.filter { byID[$0]?.state == .pending }
    let attempt = Delivery.Attempt(
      at: now, milliseconds: 0, status: nil, problem: "Too many deliveries wait, so the oldest are given up")
    // Queues skip them when they come to them.
    for id in waiting.prefix(max(waiting.count / 10, 1)) { finish(id, attempt) }
    retries.removeAll { byID[$0.id]?.state != .pending }
  }

  /// Each in its place: among those that wait to be sent or to be sent again, or among those that are over.
  mutating func insert(_ delivery: Delivery) {
    if byID[delivery.id] == nil { order.append(delivery.id) }
    set(delivery, delivery.id)
    switch (delivery.state, delivery.due) {
    case (.pending, nil): queues[delivery.endpoint, default: DeliveryQueue()].append(delivery.id)
    case (.pending, let due?): wait(until: due, delivery.id)
    case (.succeeded, _), (.failed, _), (.dropped, _), (.collected, _): forget()
    }
  }

  /// Replaces or forgets a delivery. The sums follow.
  private mutating func set(_ delivery: Delivery?, _ id: String) {
    let before = byID[id]
    byID[id] = delivery
    for (delivery, sign) in [(before, -1), (delivery, 1)] {
      guard let delivery else { continue }
      if delivery.state == .pending { waitingBytes += sign * delivery.body.count } else { over += sign }
    }
  }

  private mutating func change(_ id: String, _ change: (inout Delivery) -> Void) {
    guard var delivery = byID[id] else { return }
    change(&delivery)
    set(delivery, id)
    changed?.append(id)
  }

  /// Takes one out of its queue, to be inserted anew.
  mutating func remove(_ delivery: Delivery) {
    retries.removeAll { $0.id == delivery.id }
    queues[delivery.endpoint]?.remove(delivery.id)
    if queues[delivery.endpoint]?.isEmpty == true { queues[delivery.endpoint] = nil }
  }

  /// Takes one of the endpoint's deliveries by chance.
  ///
  /// - Parameter pick: which of so many.
  mutating func takeAny(_ endpoint: String, pick: (Int) -> Int) -> Delivery? {
    guard var queue = queues.removeValue(forKey: endpoint) else { return nil }
    let id = queue.takeAny(pick)
    if !queue.isEmpty { queues[endpoint] = queue }
    return id.flatMap { byID[$0] }
  }

  /// Takes the endpoint's next deliveries, none of them about an object of which one is under way.
  package mutating func take(_ endpoint: String, besides busy: Set<String>, atMost count: Int) -> [Delivery] {
    guard count > 0, var queue = queues.removeValue(forKey: endpoint) else { return [] }
    var busy = busy
    let taken = queue.take(atMost: count) { [byID] id in
      byID[id].flatMap { $0.state == .pending ? busy.insert($0.subject).inserted : nil }
    }
    if !queue.isEmpty { queues[endpoint] = queue }
    return taken.compactMap { byID[$0] }
  }

  /// Another try, at `due`.
  package mutating func retry(_ id: String, after attempt: Delivery.Attempt, due: Int) {
    guard byID[id]?.state == .pending else { return }
    change(id) {
      $0.attempts.append(attempt)
      $0.due = due
    }
    wait(until: due, id)
  }

  private mutating func wait(until due: Int, _ id: String) {
    var low = 0
    var high = retries.count
    while low < high {
      let middle = (low + high) / 2
      if retries[middle].due <= due { low = middle + 1 } else { high = middle }
    }
    retries.insert((due, id), at: low)
  }

  /// It arrived, or it never will.
  package mutating func finish(_ id: String, _ attempt: Delivery.Attempt) {
    // It may have been given up while it was under way.
    guard byID[id]?.state == .pending else { return }
    change(id) {
      $0.attempts.append(attempt)
      $0.state = attempt.isSuccess ? .succeeded : .failed
      $0.due = nil
    }
    forget()
  }

  /// Puts what is due for another try back at the head of its queue.
  package mutating func wake(now: Int) {
    guard let first = retries.first, first.due <= now else { return }
    let due = retries.prefix { $0.due <= now }.map(\.id)
    retries.removeFirst(due.count)
    var waiting: [String: [String]] = [:]
    for id in due {
      if let endpoint = byID[id]?.endpoint { waiting[endpoint, default: []].append(id) }
    }
    for (endpoint, ids) in waiting { queues[endpoint, default: DeliveryQueue()].prepend(ids) }
  }

  /// Sends one again, however it ended.
  package mutating func resend(_ id: String) -> Bool {
    guard let delivery = byID[id], delivery.state != .pending else { return false }
    change(id) { $0.state = .pending }
    queues[delivery.endpoint, default: DeliveryQueue()].append(id)
    return true
  }

  /// The endpoint is gone: what it was not sent it will not be.
  mutating func drop(endpoint: String) {
    queues[endpoint] = nil
    retries.removeAll { byID[$0.id]?.endpoint == endpoint }
    for id in order {
      guard let delivery = byID[id], delivery.endpoint == endpoint, delivery.state == .pending else { continue }
      change(id) {
        $0.state = .failed
        $0.due = nil
      }
    }
    forget()
  }

  /// Forgets the oldest that are over, once there are twice as many as are kept.
  private mutating func forget() {
    guard over > 2 * Self.kept else { return }
    let ended = order.filter { byID[$0]?.state != .pending }
    let forgotten = Set(ended.prefix(over - Self.kept))
    for id in forgotten { set(nil, id) }
    order.removeAll { forgotten.contains($0) }
  }
}
