import Coding
import Journal
import StripeSandbox
import Wire

/// Writes down every change before anybody is told of it: one record for all that happened in a turn of the loop.
///
/// Where that fails, what happened has not happened: memory goes back to what the file says.
package final class Bookkeeper {
  private let file: JournalFile
  private let stripe: StripeAPI
  private let applications: (any StatefulApplications)?
  private let complain: (String) -> Void
  private var sandboxes: [String: Sandbox] = [:]
  /// Names of sandboxes in which applications may have changed something.
  private var touched: Set<String> = []
  /// What was there before the turn, while the file takes nothing: then there are many turns to undo.
  private var lastGood: Memory?
  /// Whether the file was new, or as good as new.
  package private(set) var wasEmpty = false

  /// Brings back what the file holds.
  ///
  /// - Parameter complain: gets a line about what could not be done but does not matter much.
  package init(
    _ file: JournalFile, _ stripe: StripeAPI, _ applications: (any StatefulApplications)?,
    complain: @escaping (String) -> Void
  ) throws {
    self.file = file
    self.stripe = stripe
    self.applications = applications
    self.complain = complain
    let lost = try load()
    wasEmpty = file.isEmpty
    if lost > 0 {
      complain("\(file.path): dropped an unfinished record of \(lost) bytes, of which nobody had been told")
    }
    stripe.watch { [unowned self] in sandboxes[$0.name] = $0 }
    applications?.watch { [unowned self] in touched.insert($0) }
    compact()
  }

  /// Whether something has changed that is not written down yet.
  package var isBehind: Bool { !sandboxes.isEmpty || !touched.isEmpty }

  package func isBehind(_ sandbox: Sandbox) -> Bool { sandboxes[sandbox.name] != nil }

  /// Writes down what has changed.
  package func commit() throws(JournalError) {
    guard isBehind else { return }
    let entries = takeEntries()
    sandboxes = [:]
    touched = []
    guard !entries.isEmpty else { return }
    do throws(JournalError) {
      try file.append(try Self.encode(entries))
    } catch {
      if lastGood == nil { complain("\(error); changes are refused") }
      undo(entries.map(\.name))
      throw error
    }
    lastGood = nil
    if file.hasGrown { compact() }
  }

  private func takeEntries() -> [SandboxEntry] {
    Set(sandboxes.keys).union(touched).sorted().compactMap { name in
      let entry = SandboxEntry(
        name: name, stripe: sandboxes[name]?.takeEntry(),
        applications: touched.contains(name) ? applications?.takeChanges(in: name) : nil)
      return entry.isEmpty ? nil : entry
    }
  }

  private static func encode(_ entries: [SandboxEntry]) throws(JournalError) -> [UInt8] {
    do {
      return try StateEncoder.encode(entries)
    } catch {
      throw JournalError("A change cannot be written down: \(error)")
    }
  }

  // MARK: The file

  private func load() throws -> Int {
    var contents: [String: Sandbox.Contents] = [:]
    let lost = try file.replay { payload in
      for json in try JSONParser.parse(payload).array ?? [] {
        let written = try WrittenSandbox(json, applications)
        if let (state, isWhole) = written.stripe {
          if isWhole {
            contents[written.name] = Sandbox.Contents(state)
          } else {
            guard contents[written.name] != nil else {
              throw JournalError("\(file.path) tells of changes to “\(written.name)”, and not of what was changed")
            }
            contents[written.name]?.apply(state)
          }
        }
        if let (state, isWhole) = written.applications {
          applications?.apply(state, isWhole: isWhole, to: written.name)
        }
      }
    }
    for (name, contents) in contents { stripe.sandbox(named: name).revert(to: contents, isInBook: true) }
    return lost
  }

  /// Writes the file anew with what there is, which takes less room than how it came about.
  private func compact() {
    let names = Set(stripe.allSandboxes.map(\.name)).union(applications?.sandboxes ?? []).sorted()
    do {
      try file.replace { add in
        for name in names {
          let entry = SandboxEntry(
            name: name, stripe: (stripe.sandbox(named: name).state, true),
            applications: applications.map { ($0.written(name), true) })
          try add(try StateEncoder.encode([entry]))
        }
      }
      for name in names {
        stripe.sandbox(named: name).begin()
        applications?.begin(name)
      }
    } catch {
      complain("\(error); the file keeps growing")
    }
    sandboxes = [:]
    touched = []
  }
}

// MARK: - Undoing

extension Bookkeeper {
  /// What was there before a turn.
  struct Memory {
    fileprivate var sandboxes: [String: Sandbox.Contents] = [:]
    fileprivate var known: Set<String> = []
    fileprivate var applications: [String: any Sendable] = [:]
  }

  /// Memory is what the file says again. The first time the file tells; while it goes on failing, which may be many
  /// times, memory does.
  private func undo(_ names: [String]) {
    if let lastGood { restore(lastGood, names) } else { reload() }
    lastGood = remember()
    sandboxes = [:]
    touched = []
  }

  private func restore(_ memory: Memory, _ names: [String]) {
    for name in names {
      stripe.sandbox(named: name).revert(
        to: memory.sandboxes[name] ?? stripe.pristine(name), isInBook: memory.known.contains(name))
      applications?.reset(name)
      if let held = memory.applications[name] { applications?.restore(held, of: name) }
    }
  }

  private func reload() {
    for sandbox in stripe.allSandboxes { sandbox.revert(to: stripe.pristine(sandbox.name), isInBook: false) }
    for name in applications?.sandboxes ?? [] { applications?.reset(name) }
    do { _ = try load() } catch { complain("\(error)") }
  }

  private func remember() -> Memory {
    var memory = Memory()
    for sandbox in stripe.allSandboxes {
      memory.sandboxes[sandbox.name] = sandbox.contents
      if sandbox.isInBook { memory.known.insert(sandbox.name) }
    }
    for name in applications?.sandboxes ?? [] { memory.applications[name] = applications?.snapshot(of: name) }
    return memory
  }
}
