import Coding
import Journal
import StripeSandbox
import Wire

/// Writes down every change before any client is told of it: one turn of the journal for all that happened in a turn of the
/// loop.
///
/// On failure, memory is restored from the journal.
package final class Bookkeeper {
  let file: JournalFile
  let stripe: StripeAPI
  let applications: (any StatefulApplications)?
  let complain: (String) -> Void
  private let rewriter: Rewriter
  private var sandboxes: [String: Sandbox] = [:]
  /// Names of sandboxes in which applications may have changed something.
  private var touched: Set<String> = []
  private var dropped: Set<String> = []
  /// Work that waits until all changes so far are in the journal.
  private var jobs: [() -> Void] = []
  /// The contents before the turn, while writing to the file fails: then there are many turns to undo.
  private var lastGood: Memory?
  /// Whether the file was new, or as good as new.
  package let wasEmpty: Bool

  /// Brings back what the file holds.
  ///
  /// - Parameters:
  ///   - recovers: goes on with what is whole in a damaged file, and keeps that file beside the new one.
  ///   - loop: where rewriting the file goes on beside other things.
  ///   - complain: gets a line about what could not be done but does not matter much.
  package init(
    _ file: JournalFile, _ stripe: StripeAPI, _ applications: (any StatefulApplications)?, recovers: Bool = false,
    loop: Loop? = nil, complain: @escaping (String) -> Void
  ) throws {
    self.file = file
    self.stripe = stripe
    self.applications = applications
    self.complain = complain
    rewriter = Rewriter(file, loop)
    var loader = JournalLoader(file, applications)
    let replay = try loader.load(recovers: recovers)
    wasEmpty = replay.turns == 0
    takeOver(loader)
    if replay.unfinished > 0 {
      complain("\(file.path): dropped \(replay.unfinished) bytes of a change that was never acknowledged")
    }
    rewriter.later = { [unowned self] in jobs.append($0) }
    if file.isReadOnly || !replay.damages.isEmpty { try rewriteNow(replay) }
    stripe.watch { [unowned self] in sandboxes[$0.name] = $0 }
    stripe.watchDrops { [unowned self] in
      dropped.insert($0)
      sandboxes[$0] = nil
    }
    applications?.watch { [unowned self] in touched.insert($0) }
    if file.hasGrown { compact() }
  }

  /// Whether something has changed that is not written down yet, or something waits for that.
  package var isBehind: Bool { hasChanges || !jobs.isEmpty }

  private var hasChanges: Bool { !sandboxes.isEmpty || !touched.isEmpty || !dropped.isEmpty }

  package func isBehind(_ sandbox: Sandbox) -> Bool { sandboxes[sandbox.name] != nil }

  /// Writes down what has changed.
  package func commit() throws(JournalError) {
    defer { runJobs() }
    guard hasChanges else { return }
    let entries = takeEntries()
    forgetChanges()
    guard !entries.isEmpty else { return }
    do throws(JournalError) {
      try file.append(try Self.encode(entries))
    } catch {
      if lastGood == nil { complain("\(error); changes are refused") }
      undo(Set(entries.map(\.name)))
      throw error
    }
    lastGood = nil
    if file.hasGrown { compact() }
  }

  private func takeEntries() -> [SandboxEntry] {
    let gone = dropped.sorted().map { SandboxEntry(name: $0, isDropped: true) }
    let changed = Set(sandboxes.keys).union(touched).sorted().compactMap { name -> SandboxEntry? in
      let entry = SandboxEntry(
        name: name, stripe: sandboxes[name]?.takeEntry(),
        applications: touched.contains(name) ? applications?.takeChanges(in: name) : nil)
      return entry.isEmpty ? nil : entry
    }
    return gone + changed
  }

  private func forgetChanges() {
    sandboxes = [:]
    touched = []
    dropped = []
  }

  private static func encode(_ entries: [SandboxEntry]) throws(JournalError) -> [[UInt8]] {
    do {
      return try entries.map { try StateEncoder.encode($0) }
    } catch {
      throw JournalError("A change cannot be written down: \(error)")
    }
  }

  private func runJobs() {
    let waiting = jobs
    jobs = []
    for job in waiting { job() }
  }

  // MARK: The file

  private func takeOver(_ loader: JournalLoader) {
    for (name, contents) in loader.contents { stripe.sandbox(named: name).revert(to: contents, isInJournal: true) }
    for name in applications?.sandboxes ?? [] { applications?.begin(name) }
  }

  private func images(without names: Set<String> = []) -> [SandboxImage] {
    stripe.sandboxNames.union(applications?.sandboxes ?? []).subtracting(names).sorted().map { name in
      SandboxImage(
        name: name, contents: stripe.sandbox(named: name).contents, applications: applications?.written(name))
    }
  }

  /// Before anything else: the file is of an earlier version, or damaged.
  private func rewriteNow(_ replay: Replay) throws {
    var draft = try file.draft()
    do {
      for image in images() {
        try image.forEachEntry { try draft.add([try StateEncoder.encode($0)]) }
      }
      try draft.settle()
      try draft.verify()
      let kept = try file.adopt(draft, keepsOld: !replay.damages.isEmpty)
      if let kept { complain("\(file.path) was \(replay.loss). It goes on with these; the damaged file is \(kept)") }
    } catch {
      draft.discard()
      throw error
    }
    for image in images() { stripe.sandbox(named: image.name).begin() }
  }

  /// Writes the file anew with what there is, which takes less room than how it came about.
  private func compact() {
    rewriter.run({ [unowned self] in images() }) { [unowned self] error in
      if let error { complain("\(error); the file keeps growing") }
    }
  }
}

// MARK: - Replacing

extension Bookkeeper {
  /// Puts other contents in the place of sandboxes. Much of it is written with the whole file, on another thread; until
  /// that is done the sandboxes are what they were.
  ///
  /// - Parameters:
  ///   - images: as they are to become.
  ///   - isAll: whether all other sandboxes go.
  ///   - change: makes the change in memory.
  ///   - done: is told why nothing has changed, if so.
  func replace(
    _ images: [SandboxImage], isAll: Bool, _ change: @escaping () -> Void, done: @escaping (JournalError?) -> Void
  ) {
    guard images.contains(where: \.contents.isLarge) else {
      change()
      return done(nil)
    }
    let names = Set(images.map(\.name))
    jobs.append { [unowned self] in
      let others = isAll ? stripe.sandboxNames.union(applications?.sandboxes ?? []) : []
      rewriter.run(
        { [unowned self] in images + (isAll ? [] : self.images(without: names)) }, replacing: names.union(others)
      ) { [unowned self] error in
        guard error == nil else { return done(error) }
        change()
        for name in names {
          stripe.sandbox(named: name).begin()
          applications?.begin(name)
          sandboxes[name] = nil
          touched.remove(name)
        }
        done(nil)
      }
    }
  }
}

// MARK: - Undoing

extension Bookkeeper {
  /// The contents before a turn.
  struct Memory {
    fileprivate var sandboxes: [String: Sandbox.Contents] = [:]
    fileprivate var known: Set<String> = []
    fileprivate var applications: [String: any Sendable] = [:]
  }

  /// Memory is what the file says again. The first time the file tells; while it goes on failing, which may be many
  /// times, memory does.
  private func undo(_ names: Set<String>) {
    if let lastGood { restore(lastGood, names) } else { reload() }
    lastGood = remember()
    forgetChanges()
  }

  private func restore(_ memory: Memory, _ names: Set<String>) {
    for name in names {
      stripe.sandbox(named: name).revert(
        to: memory.sandboxes[name] ?? stripe.pristine(name), isInJournal: memory.known.contains(name))
      applications?.reset(name)
      if let held = memory.applications[name] { applications?.restore(held, of: name) }
    }
  }

  private func reload() {
    var loader = JournalLoader(file, applications)
    let held = remember()
    for name in applications?.sandboxes ?? [] { applications?.reset(name) }
    do {
      _ = try loader.load(recovers: false)
    } catch {
      complain("\(error); what was refused may still be seen")
      return restore(held, Set(held.sandboxes.keys).union(held.applications.keys))
    }
    for sandbox in stripe.allSandboxes where loader.contents[sandbox.name] == nil {
      sandbox.revert(to: stripe.pristine(sandbox.name), isInJournal: false)
    }
    takeOver(loader)
  }

  private func remember() -> Memory {
    var memory = Memory()
    for sandbox in stripe.allSandboxes {
      memory.sandboxes[sandbox.name] = sandbox.contents
      if sandbox.isInJournal { memory.known.insert(sandbox.name) }
    }
    for name in applications?.sandboxes ?? [] { memory.applications[name] = applications?.snapshot(of: name) }
    return memory
  }
}
