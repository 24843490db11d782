import Wire

/// `pause_schedules`: when a schedule's subscription is to pause, and to go on.
struct PauseSchedule: Codable, Sendable {
  enum Progress: String, Codable, Sendable {
    case scheduled, succeeded, error
    /// It goes on once an invoice is paid.
    case pending
  }

  struct Pause: Codable, Sendable {
    var at: Int
    var unusedTime = "pause_at"
    var usage = "pause_at"
    var invoicing = "pending_invoice_item"
    var progress = Progress.scheduled
  }

  struct Resume: Codable, Sendable {
    var at: Int
    var anchor = "resume_at"
    var payment = "resume_on_payment_success"
    var proration = "create_prorations"
    var progress = Progress.scheduled
  }

  let key: String
  var pause: Pause?
  var resume: Resume?

  /// When the next thing of it happens.
  var next: Int? {
    if let pause, pause.progress == .scheduled { return pause.at }
    return resume?.progress == .scheduled ? resume?.at : nil
  }

  static func parameters(isUpdate: Bool) -> String {
    """
    pause_schedules: [{
      key: id
      pause: {
        pause_at: {timestamp: timestamp, type: now|timestamp!}\(isUpdate ? "" : "!")
        settings: {
          bill_for: {
            outstanding_usage_through: {type: none|pause_at}
            unused_time_from: {type: item_current_period_start|none|pause_at}
          }
          invoicing_behavior: invoice|pending_invoice_item
          type: subscription
        }
      }
      resume: {
        resume_at: {
          duration: \(BillingParameters.interval), timestamp: timestamp, type: duration|now|timestamp!
        }\(isUpdate ? "" : "!")
        settings: {
          billing_cycle_anchor: resume_at|unchanged
          payment_behavior: resume_on_payment_attempt|resume_on_payment_success
          \(BillingParameters.proration)
        }
      }\(isUpdate ? "?" : "")
    }]\(isUpdate ? "?" : "")
    """
  }

  func write(_ w: inout ObjectWriter) {
    w.field("key", key)
    w.object("pause", pause) { w, pause in
      w.field("pause_at", pause.at)
      w.object("settings") { w in
        w.object("bill_for") { w in
          w.object("outstanding_usage_through") { $0.field("type", pause.usage) }
          w.object("unused_time_from") { $0.field("type", pause.unusedTime) }
        }
        w.field("invoicing_behavior", pause.invoicing)
        w.field("type", "subscription")
      }
      w.object("status") { pause.progress.write(&$0, "The subscription could not be paused.") }
    }
    w.object("resume", resume) { w, resume in
      w.field("resume_at", resume.at)
      w.object("settings") { w in
        w.field("billing_cycle_anchor", resume.anchor)
        w.field("payment_behavior", resume.payment)
        w.field("proration_behavior", resume.proration)
      }
      w.object("status") { resume.progress.write(&$0, "The subscription is not paused.") }
    }
  }
}

extension PauseSchedule.Progress {
  fileprivate func write(_ w: inout ObjectWriter, _ message: String) {
    w.object("error", self == .error ? message : nil) { w, message in
      w.null("code")
      w.field("message", message)
    }
    w.field("type", rawValue)
  }
}

extension SubscriptionSchedule {
  /// Takes up what a request says of pauses.
  mutating func applyPause(_ call: Call) throws(StripeError) {
    let name = "pause_schedules"
    guard call.arguments.has(name) else { return }
    let entries = call.arguments.objects(name) ?? []
    guard entries.count <= 1 else { throw StripeError("You can provide only one pause schedule.", param: name) }
    guard let data = entries.first else {
      pause = nil
      return
    }
    guard mode.isFlexible, defaults.collection == .automatic, !phases.contains(where: { $0.collection == .sent }) else {
      throw StripeError(
        "`\(name)` can only be used with `billing_mode[type]=flexible` and `collection_method=charge_automatically`.",
        param: name)
    }
    var entry =
      pause.flatMap { data.string("key") == $0.key ? $0 : nil }
      ?? PauseSchedule(key: data.string("key") ?? call.sandbox.identifiers.random("pausesched_", 14))
    let path = "\(name)[0]"
    if let fields = data.object("pause") { try entry.apply(pause: fields, at: "\(path)[pause]", call) }
    if let fields = data.object("resume") {
      try entry.apply(resume: fields, at: "\(path)[resume]", call)
    } else if data.has("resume") {
      entry.resume = nil
    }
    if let pause = entry.pause, let resume = entry.resume, resume.at <= pause.at {
      throw StripeError("A subscription can only resume after it has paused.", param: "\(path)[resume][resume_at]")
    }
    pause = entry
  }
}

extension PauseSchedule {
  fileprivate mutating func apply(pause fields: Arguments, at path: String, _ call: Call) throws(StripeError) {
    if let moment = fields.object("pause_at") {
      pause = Pause(at: try Self.moment(moment, at: "\(path)[pause_at]", from: call.now, call))
    }
    guard pause != nil else { throw .missing("\(path)[pause_at]") }
    let settings = fields.object("settings")
    let billed = settings?.object("bill_for")
    if let usage = billed?.object("outstanding_usage_through")?.string("type") { pause?.usage = usage }
    if let unused = billed?.object("unused_time_from")?.string("type") { pause?.unusedTime = unused }
    if let invoicing = settings?.string("invoicing_behavior") { pause?.invoicing = invoicing }
  }

  fileprivate mutating func apply(resume fields: Arguments, at path: String, _ call: Call) throws(StripeError) {
    if let moment = fields.object("resume_at") {
      resume = Resume(
        at: try Self.moment(moment, at: "\(path)[resume_at]", from: pause?.at ?? call.now, call))
    }
    guard resume != nil else { throw .missing("\(path)[resume_at]") }
    let settings = fields.object("settings")
    if let anchor = settings?.string("billing_cycle_anchor") { resume?.anchor = anchor }
    if let payment = settings?.string("payment_behavior") { resume?.payment = payment }
    if let proration = settings?.string("proration_behavior") { resume?.proration = proration }
  }

  /// A moment of a request: now, a timestamp in the future, or a duration from some other moment.
  private static func moment(
    _ fields: Arguments, at path: String, from start: Int, _ call: Call
  ) throws(StripeError) -> Int {
    let type = fields.string("type") ?? "timestamp"
    let param = "\(path)[\(type)]"
    switch type {
    case "now": return call.now
    case "duration":
      guard let duration = fields["duration"].flatMap({ BillingInterval($0) }) else { throw .missing(param) }
      return duration.boundary(1, from: start)
    default:
      guard let moment = fields["timestamp"] else { throw .missing(param) }
      try call.checkFuture(moment, param)
      guard let moment = moment.integer, SandboxClock.reach.contains(moment) else {
        throw StripeError("Invalid timestamp: must be an integer Unix timestamp", param: param)
      }
      return moment
    }
  }
}

extension Call {
  /// Pauses or resumes a schedule's subscription as far as it is time for that.
  func runPauseSchedule(of id: String) {
    while let schedule = sandbox.store[SubscriptionSchedule.self][id], let next = schedule.nextPause, next <= now {
      runNext(of: schedule)
    }
  }

  private func runNext(of schedule: SubscriptionSchedule) {
    guard var entry = schedule.pause else { return }
    let subscription = schedule.subscription.flatMap { sandbox.store[Subscription.self][$0] }
    if let pause = entry.pause, pause.progress == .scheduled {
      entry.pause?.progress = self.pause(subscription, as: pause)
    } else if let resume = entry.resume {
      entry.resume?.progress = self.resume(subscription, as: resume)
    }
    let kept = entry
    update(SubscriptionSchedule.self, schedule.id, announcing: "subscription_schedule.updated") { $0.pause = kept }
  }

  private func pause(_ subscription: Subscription?, as pause: PauseSchedule.Pause) -> PauseSchedule.Progress {
    guard let subscription, subscription.status == .active || subscription.status == .pastDue else { return .error }
    self.pause(
      subscription, PauseTerms(unusedTime: pause.unusedTime, usage: pause.usage, invoicing: pause.invoicing))
    return .succeeded
  }

  private func resume(_ subscription: Subscription?, as resume: PauseSchedule.Resume) -> PauseSchedule.Progress {
    guard let subscription, subscription.status == .paused else { return .error }
    self.resume(
      subscription, fromNow: resume.anchor != "unchanged", oncePaid: resume.payment == "resume_on_payment_success")
    return sandbox.store[Subscription.self][subscription.id]?.status == .paused ? .pending : .succeeded
  }

  /// The invoice that a resumption waited for is paid.
  func noteResumption(ofSchedule id: String) {
    sandbox.store[SubscriptionSchedule.self].update(id) {
      if $0.pause?.resume?.progress == .pending { $0.pause?.resume?.progress = .succeeded }
    }
  }
}
