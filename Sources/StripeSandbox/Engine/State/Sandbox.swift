import Wire

/// One account: its objects, its clock, its ids. Sandboxes share nothing.
package final class Sandbox {
  package let name: String
  /// Whether this is an account that a platform speaks for with `Stripe-Account`.
  let isConnected: Bool
  package private(set) var accountID: String {
    didSet {
      paymentMethodConfiguration = Self.configuration(of: accountID)
      magicCard = nil
    }
  }
  /// The id of the account's one payment method configuration.
  private(set) var paymentMethodConfiguration: String
  package var store = Store() { didSet { notice() } }
  package var clock: SandboxClock { didSet { notice() } }
  var identifiers: Identifiers
  var idempotency = Idempotency() { didSet { notice() } }
  /// Where every id names something: what that is.
  let stock: Stock?
  /// How many requests there have been.
  var requests = 0
  /// Gets every event, besides the webhook endpoints.
  var listener: WebhookEndpoint?
  /// Where this is a connected account: the platform that it is connected to.
  let parent: Sandbox?
  /// Accounts in which something happened by a request for their platform, or for another of its accounts.
  var touchedAccounts: [Sandbox] = []
  /// Finds the sandbox of a connected account by its name.
  var neighbour: ((String) -> Sandbox)?
  /// Told of every change, once the request that made it is done.
  var observers: [Observer] = []
  /// The last card of a magic payment method.
  var magicCard: MagicCard?
  /// Where it was reached last, for the links in what it answers.
  private(set) var origin = Call.origin(host: nil, isSecure: false)
  private var host = ""
  private var wasSecure = false
  private(set) var receipts: String?
  /// How its webhooks are sent. It ends with the process.
  package var plan = DeliveryPlan()
  /// For the next answer to be written with.
  var spareWriter: JSONWriter?
  /// Scans that the answer under way still waits for.
  var scans: [any Scan] = []
  /// How often it got other contents.
  private(set) var replacements = 0
  /// Changes that the observers have not been told yet.
  var untoldChanges: [Announcement] = []
  /// The time of a due job or of a test clock, while it is the one that counts.
  private(set) var timeOverride: Int?

  /// Called at the first change after `takeEntry()`, where a journal is kept.
  var watcher: ((Sandbox) -> Void)?
  private var hasChanged = false
  /// When the first job is due: looked up anew when a table of jobs may have changed.
  private var knownDue: (due: Int?, timedChanges: Int)?
  /// The contents were replaced since the last journal entry: the next one has to be whole.
  private var isReplaced = true
  private var latestFrame: (clock: SandboxClock, followUps: [PendingFollowUp], dunning: Dunning)?

  package typealias Observer = (Sandbox, [Announcement]) -> Void

  init(name: String, seed: UInt64, clock: SandboxClock, stock: Stock? = nil, parent: Sandbox? = nil) {
    self.name = name
    self.clock = clock
    self.stock = stock
    self.parent = parent
    let slash = name.lastIndex(of: "/")
    isConnected = slash != nil
    if let slash {
      // A connected account's sandbox is named for it.
      accountID = String(name[name.index(after: slash)...])
      identifiers = Identifiers(seed: seed, account: accountID)
    } else {
      identifiers = Identifiers(seed: seed)
      accountID = "acct_1" + identifiers.random("", 5) + identifiers.account
    }
    paymentMethodConfiguration = Self.configuration(of: accountID)
  }

  /// All that a sandbox is. A copy is a snapshot.
  package struct Contents: Sendable {
    var accountID: String
    var store: Store
    var clock: SandboxClock
    var identifiers: Identifiers
    var idempotency: Idempotency
    var requests: Int
  }

  package var contents: Contents {
    get {
      Contents(
        accountID: accountID, store: store, clock: clock, identifiers: identifiers, idempotency: idempotency,
        requests: requests)
    }
    set {
      isReplaced = true
      assign(newValue)
    }
  }

  /// Makes it what it was since the last journal entry; the next one still holds changes only.
  func takeBack(to contents: Contents) { assign(contents) }

  private func assign(_ contents: Contents) {
    self.contents.discard()
    replacements += 1
    accountID = contents.accountID
    store = contents.store
    knownDue = nil
    clock = contents.clock
    identifiers = contents.identifiers
    idempotency = contents.idempotency
    requests = contents.requests
  }

  /// It is dropped. Nothing that happens to it is noted any more, answers that wait for it are made anew, and it has
  /// nothing to send.
  ///
  /// - Returns: What it had to send.
  func abandon() -> Deliveries {
    watcher = nil
    replacements += 1
    let deliveries = store.deliveries
    store.deliveries = Deliveries()
    return deliveries
  }

  private static func configuration(of account: String) -> String { "pmc_1" + account.dropFirst(6) + "Nestbox0" }

  /// Takes note of the name under which a request reached it. Mostly it is the same again.
  func note(host headers: Headers, isSecure: Bool) {
    guard isSecure != wasSecure || !headers.has("Host", host), let name = headers["Host"] else { return }
    host = name
    wasSecure = isSecure
    origin = Call.origin(host: name, isSecure: isSecure)
    receipts = url(of: "/receipts/payment/")
  }

  /// Where a page of this sandbox is.
  func url(of page: String) -> String { "\(origin)/s/\(percentEncoded(name))\(page)" }

  /// Seconds since 1970, as Stripe stamps objects.
  package var now: Int { timeOverride ?? parent?.now ?? clock.now }

  /// When the first job on its own clock is due.
  var firstDue: Int? {
    let timedChanges = store.timedChanges
    if let knownDue, knownDue.timedChanges == timedChanges { return knownDue.due }
    let due = Store.firstDue(in: store.tables, onTestClock: nil)?.due
    knownDue = (due, timedChanges)
    return due
  }

  /// Has another time than the clock's count, until nil is given: that of a due job or of a test clock.
  func setTime(_ moment: Int?) { timeOverride = moment }
}

// MARK: Keeping book

extension Sandbox {
  private func notice() {
    guard !hasChanged, let watcher else { return }
    hasChanged = true
    watcher(self)
  }

  /// The changes since the last journal entry, if any; the whole sandbox where it was replaced.
  package func takeEntry() -> (state: SandboxState, isWhole: Bool)? {
    if isReplaced {
      begin()
      return (state, true)
    }
    let changes = takeChanges()
    hasChanged = false
    let frame = (changes.frame.clock, changes.frame.followUps, store.dunning)
    if let latestFrame, latestFrame == frame, !changes.hasEntries { return nil }
    latestFrame = frame
    return (changes, false)
  }

  /// The present contents are in the journal; the next entry holds changes to them.
  package func begin() {
    follow()
    isReplaced = false
    hasChanged = false
    latestFrame = (clock, store.followUps, store.dunning)
  }

  /// Whether changes to it can be written down as such.
  package var isInJournal: Bool { !isReplaced }

  /// Makes it what was written down last, or what it was before anything was.
  package func revert(to contents: Contents, isInJournal: Bool) {
    assign(contents)
    begin()
    isReplaced = !isInJournal
  }
}
