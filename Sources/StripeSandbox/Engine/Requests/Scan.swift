import Wire

/// Looks through the rows of a table for those that an answer shows. Among a million of which none fits, that takes a
/// second: it can be done a slice at a time, and others are served in between.
protocol Scan: AnyObject {
  /// Goes on until all is found, or for about so long.
  ///
  /// - Returns: Whether all is found.
  func goOn(for seconds: Double) -> Bool
}

/// The first rows of a table that pass a test, one more than fit on a page, to know whether there are more.
final class PageScan<T: Resource>: Scan {
  /// So many rows are looked at in any case, and so many between two looks at the clock.
  private static var least: Int { 2_000 }
  private static var step: Int { 64 }

  private let sandbox: Sandbox
  private let limit: Int
  private let positions: Postings?
  private let isForward: Bool
  /// Whether all are counted, those behind the page as well.
  private let isCounting: Bool
  private let test: ((T) -> Bool)?
  private var position: Int
  /// Where those stand that were found, in the order in which they were.
  private var found: [Int] = []
  private(set) var count = 0

  /// - Parameters:
  ///   - position: the rows before it are looked at, the newest first; or those behind it, the oldest first.
  ///   - positions: the only ones to look at.
  ///   - test: nil: all rows pass.
  init(
    _ sandbox: Sandbox, from position: Int, among positions: Postings? = nil, isForward: Bool = false,
    limit: Int, isCounting: Bool = false, _ test: ((T) -> Bool)?
  ) {
    self.sandbox = sandbox
    self.position = position
    self.positions = positions
    self.isForward = isForward
    self.limit = limit
    self.isCounting = isCounting
    self.test = test
    found.reserveCapacity(limit + 1)
  }

  var hasMore: Bool { found.count > limit }

  /// The page as it is shown, the newest first.
  var page: [Int] { isForward ? found.prefix(limit).reversed() : Array(found.prefix(limit)) }

  func goOn(for seconds: Double) -> Bool {
    var (position, found, count) = (position, self.found, count)
    self.found = []
    var looks = 0
    var deadline = Double.infinity
    var isDone = true
    func look(_ place: Int, _ row: Row<T>) -> Bool {
      position = place
      if test?(row.value) ?? true {
        count += 1
        if found.count <= limit { found.append(place) }
      }
      guard isCounting || found.count <= limit else { return false }
      looks += 1
      guard looks >= Self.least, looks % Self.step == 0 else { return true }
      if deadline == .infinity { deadline = Loop.clock() + seconds }
      isDone = Loop.clock() < deadline
      return isDone
    }
    let table = sandbox.store[T.self]
    if isForward {
      table.walkForward(from: position, among: positions, look)
    } else {
      table.walkBack(from: position, among: positions, look)
    }
    (self.position, self.found, self.count) = (position, found, count)
    return isDone
  }
}

extension Call {
  /// Begins a scan. What it does not find at once is found before the answer is written.
  func begin(_ scan: some Scan) {
    if !scan.goOn(for: Scans.firstSlice) { sandbox.scans.append(scan) }
  }
}

extension Sandbox {
  /// For an answer that has to be there at once.
  func finishScans() {
    while let scan = scans.popLast() { _ = scan.goOn(for: .infinity) }
  }
}

extension StripeAPI {
  /// Runs a scan, in slices between which others are served.
  ///
  /// - Parameter done: whether the sandbox still has what was looked through.
  func run(_ scan: any Scan, in sandbox: Sandbox, done: @escaping (Bool) -> Void) {
    if scan.goOn(for: scans == nil ? .infinity : Scans.firstSlice) { return done(true) }
    scans?.add(Scans.Waiting(sandbox, [scan]), done: done)
  }
}

/// What waits for scans: one of them gets a slice of time in each turn of the loop.
final class Scans {
  /// The scans that one answer waits for.
  struct Waiting {
    private let sandbox: Sandbox
    private var scans: [any Scan]
    /// Which contents of the sandbox they look at.
    private let contents: Int

    init(_ sandbox: Sandbox, _ scans: [any Scan]) {
      self.sandbox = sandbox
      self.scans = scans
      contents = sandbox.replacements
    }

    /// Whether the sandbox still has what was looked through.
    var isValid: Bool { contents == sandbox.replacements }

    /// Whether there is nothing more to look through.
    mutating func goOn(for seconds: Double) -> Bool {
      while let scan = scans.last {
        guard scan.goOn(for: seconds) else { return false }
        scans.removeLast()
      }
      return true
    }
  }

  /// Seconds.
  static let firstSlice = 0.002
  private static let slice = 0.008

  private let loop: Loop
  private var waiting: [(Waiting, done: (Bool) -> Void)] = []

  init(_ loop: Loop) { self.loop = loop }

  /// - Parameter done: is called with true when all is found, or with false when the sandbox got other contents.
  func add(_ scans: Waiting, done: @escaping (Bool) -> Void) {
    waiting.append((scans, done))
    if waiting.count == 1 { schedule() }
  }

  private func schedule() { loop.after(0) { [weak self] in self?.turn() } }

  private func turn() {
    var (scans, done) = waiting.removeFirst()
    let isOver = !scans.isValid || scans.goOn(for: Self.slice)
    if !isOver { waiting.append((scans, done)) }
    if !waiting.isEmpty { schedule() }
    if isOver { done(scans.isValid) }
  }
}
