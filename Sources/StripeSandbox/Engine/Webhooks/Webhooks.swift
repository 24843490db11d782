import Platform
import Wire

/// Sends deliveries off the loop's thread, a few at a time to each endpoint, and again later when they fail.
package final class Webhooks {
  package struct Options: Sendable {
    /// Seconds between a failed attempt and the next. When they are used up the delivery has failed.
    package var backOff = [1, 5, 30, 300, 3600, 21_600, 43_200]
    package var patience = 10.0
    package var concurrency = 8

    package init() {}
  }

  /// How many attempts may be under way at once, and how many of one sandbox. The last ones are for sandboxes that have
  /// none under way, so that receivers which do not answer hold up no other sandbox.
  private static let slots = 64
  private static let slotsOfSandbox = 16
  private static let slotsForNewcomers = 16

  private struct Lane: Hashable {
    let sandbox: String
    let endpoint: String
  }

  package var options: Options
  private let loop: Loop
  /// Objects of which an event is under way.
  private var busy: [Lane: Set<String>] = [:]
  private var alarms: [String: Timer] = [:]
  /// How many attempts are under way, by sandbox.
  private var underWay: [String: Int] = [:]
  private var usedSlots = 0
  /// Sandboxes with more to send than there were free slots, in order of arrival.
  private var queuing: [Sandbox] = []
  /// Counts the bytes of pending deliveries.
  package var budget: MemoryBudget?
  private var waitingBytes: [String: Int] = [:]
  private var isHeld: ((Sandbox) -> Bool)?
  private var waiting: [String: Sandbox] = [:]
  /// Called after each attempt.
  package let attempts = Hooks<(sandbox: Sandbox, delivery: String)>()
  /// Called after each attempt to forward an event to where `forward(to:)` said.
  package let forwards = Hooks<(delivery: Delivery, attempt: Delivery.Attempt)>()

  package init(_ loop: Loop, _ options: Options = Options()) {
    self.loop = loop
    self.options = options
  }

  /// Holds a sandbox's deliveries while `isHeld` is true, such as until the journal has committed. Call `pumpWaiting`
  /// afterwards.
  package func hold(while isHeld: @escaping (Sandbox) -> Bool) -> Hook {
    self.isHeld = isHeld
    return Hook { [weak self] in self?.isHeld = nil }
  }

  /// Sends a sandbox's pending deliveries. Called after every change and whenever a clock moves.
  package func pump(_ sandbox: Sandbox) {
    account(sandbox)
    guard !sandbox.store.deliveries.isIdle else { return }
    if let isHeld, isHeld(sandbox) {
      waiting[sandbox.name] = sandbox
      return
    }
    guard sandbox.plan.mode != .pause else { return }
    sandbox.store.deliveries.wake(now: sandbox.now)
    for endpoint in sandbox.store.deliveries.endpoints {
      let lane = Lane(sandbox: sandbox.name, endpoint: endpoint)
      let under = busy[lane] ?? []
      let free = freeSlots(sandbox.name)
      if free == 0 { queue(sandbox) }
      if sandbox.plan.shuffles(endpoint) {
        guard under.isEmpty, free > 0 else { continue }
        if let delivery = sandbox.takeAnyDelivery(to: endpoint) {
          busy[lane] = [delivery.subject]
          send(delivery, lane, sandbox)
        }
        continue
      }
      let next = sandbox.store.deliveries.take(
        endpoint, besides: under, atMost: min(options.concurrency - under.count, free))
      for delivery in next {
        busy[lane, default: []].insert(delivery.subject)
        send(delivery, lane, sandbox)
      }
    }
    setAlarm(sandbox)
  }

  private func freeSlots(_ sandbox: String) -> Int {
    let own = underWay[sandbox] ?? 0
    let free = Self.slots - usedSlots
    if own == 0, free > 0 { return min(max(free - Self.slotsForNewcomers, 1), Self.slotsOfSandbox) }
    return max(min(free - Self.slotsForNewcomers, Self.slotsOfSandbox - own), 0)
  }

  private func queue(_ sandbox: Sandbox) {
    if !queuing.contains(where: { $0 === sandbox }) { queuing.append(sandbox) }
  }

  /// Tells the budget what waits. Where all together hold too much, a sandbox that has much gives up its oldest.
  private func account(_ sandbox: Sandbox) {
    guard let budget else { return }
    let bytes = sandbox.store.deliveries.waitingBytes
    guard bytes > 0 || !waitingBytes.isEmpty else { return }
    let before = waitingBytes[sandbox.name] ?? 0
    guard bytes != before else { return }
    budget.change(from: before, to: bytes)
    waitingBytes[sandbox.name] = bytes == 0 ? nil : bytes
    guard bytes > before, budget.isExceeded, bytes > 1 << 20 else { return }
    sandbox.store.deliveries.giveUpOldest(now: sandbox.now)
    account(sandbox)
  }

  /// The sandbox is emptied or gone.
  package func forget(_ sandbox: String) {
    if let bytes = waitingBytes.removeValue(forKey: sandbox) { budget?.change(from: bytes, to: 0) }
    alarms.removeValue(forKey: sandbox)?.cancel()
    queuing.removeAll { $0.name == sandbox }
  }

  /// Sends what was held.
  package func pumpWaiting() {
    let sandboxes = waiting
    waiting = [:]
    for sandbox in sandboxes.values { pump(sandbox) }
  }

  private func setAlarm(_ sandbox: Sandbox) {
    alarms[sandbox.name]?.cancel()
    guard let due = sandbox.store.deliveries.nextRetry else { return }
    let wait = Double(max(due - sandbox.now, 0))
    alarms[sandbox.name] = loop.after(wait + 0.01) { [weak self] in self?.pump(sandbox) }
  }

  private func send(_ delivery: Delivery, _ lane: Lane, _ sandbox: Sandbox) {
    let patience = options.patience
    usedSlots += 1
    underWay[lane.sandbox, default: 0] += 1
    let attempt = Attempt()
    let conclude = { [weak self] (result: Result) in
      guard !attempt.isOver else { return }
      attempt.isOver = true
      attempt.alarm?.cancel()
      self?.finish(delivery, lane, sandbox, result)
    }
    loop.offload {
      Self.attempt(delivery, patience: patience)
    } then: {
      conclude($0)
    }
    // Looking a name up knows no deadline.
    attempt.alarm = loop.after(patience + 1) {
      let problem = "\(delivery.url) did not answer in time"
      conclude(Result(status: nil, problem: problem, milliseconds: Int(patience * 1000)))
    }
  }

  /// One that is under way.
  private final class Attempt {
    var isOver = false
    var alarm: Timer?
  }

  private struct Result: Sendable {
    let status: Int?
    let problem: String?
    let milliseconds: Int
    var answer: String?
    var signature: String?
  }

  private static func attempt(_ delivery: Delivery, patience: Double) -> Result {
    let start = Loop.clock()
    var options = HTTPClient.Options()
    options.patience = patience
    options.bodyLimit = 1 << 20
    let signature = signature(delivery.body, secret: delivery.secret, at: time(nil))
    func result(_ status: Int?, _ problem: String?, _ answer: [UInt8] = []) -> Result {
      let text = String(decoding: answer.prefix(Delivery.Attempt.answerLimit), as: UTF8.self)
      return Result(
        status: status, problem: problem, milliseconds: Int((Loop.clock() - start) * 1000),
        answer: text.isEmpty ? nil : text, signature: signature)
    }
    guard let url = HTTPURL(delivery.url) else { return result(nil, "The URL is not valid") }
    let headers: Headers = [
      "Accept": "*/*; q=0.5, application/xml", "Cache-Control": "no-cache",
      "Content-Type": "application/json; charset=utf-8", "Connection": "close",
      "Stripe-Signature": signature,
      "User-Agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
    ]
    do {
      let response = try HTTPClient(options).send(.post, url, headers: headers, body: delivery.body)
      return result(response.status, nil, response.body)
    } catch {
      return result(nil, error.description)
    }
  }

  /// `t=…,v1=…`: receivers compare the time with their own clock, so it is the real one whatever the sandbox's says.
  package static func signature(_ body: [UInt8], secret: String, at moment: Int) -> String {
    let signed = Array("\(moment).".utf8) + body
    let digest = HMAC(key: Array(secret.utf8)).authenticate(signed)
    return "t=\(moment),v1=\(hexadecimal(digest))"
  }

  private func finish(_ delivery: Delivery, _ lane: Lane, _ sandbox: Sandbox, _ result: Result) {
    usedSlots -= 1
    underWay[lane.sandbox] = underWay[lane.sandbox].flatMap { $0 > 1 ? $0 - 1 : nil }
    busy[lane]?.remove(delivery.subject)
    if busy[lane]?.isEmpty == true { busy[lane] = nil }
    let attempt = Delivery.Attempt(
      at: sandbox.now, milliseconds: result.milliseconds, status: result.status, problem: result.problem,
      answer: result.answer, signature: result.signature)
    let tries = sandbox.store.deliveries[delivery.id]?.attempts.count ?? 0
    if !attempt.isSuccess, tries < options.backOff.count {
      let due = sandbox.now.addingReportingOverflow(options.backOff[tries]).partialValue
      sandbox.store.deliveries.retry(delivery.id, after: attempt, due: due)
    } else {
      sandbox.store.deliveries.finish(delivery.id, attempt)
    }
    if attempt.isSuccess {
      sandbox.store[Event.self].update(Event.snapshotID(of: delivery.event)) {
        $0.pendingWebhooks = max($0.pendingWebhooks - 1, 0)
      }
    }
    if delivery.endpoint == WebhookEndpoint.forwarding { forwards((delivery, attempt)) }
    attempts((sandbox, delivery.id))
    pump(sandbox)
    let next = queuing
    queuing = []
    for sandbox in next { pump(sandbox) }
  }
}
