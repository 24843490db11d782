import Coding
import Journal
import Platform
import StripeSandbox
import Wire

/// Reads sandboxes out of a journal.
struct JournalLoader {
  private let file: JournalFile
  private let applications: (any StatefulApplications)?
  private(set) var contents: [String: Sandbox.Contents] = [:]

  init(_ file: JournalFile, _ applications: (any StatefulApplications)?) {
    self.file = file
    self.applications = applications
  }

  /// - Parameter recovers: goes on with what is whole in a damaged file.
  mutating func load(recovers: Bool) throws -> Replay {
    let threads = min(processorCount(), 8)
    return try file.replay(recovers: recovers) { turn in
      for payload in turn { try read(StateReader(payload, threads: threads), recovers) }
    }
  }

  /// An entry, or several in an array as earlier versions wrote them.
  private mutating func read(_ reader: StateReader, _ recovers: Bool) throws {
    do {
      if try reader.isAtObject {
        try readEntry(reader, recovers)
      } else {
        try reader.items { try readEntry(reader, recovers) }
      }
      try reader.finish()
    } catch let error as StateError {
      throw JournalError("\(file.path) cannot be read: \(error)")
    }
  }

  private mutating func readEntry(_ reader: StateReader, _ recovers: Bool) throws {
    var name = ""
    try reader.members { part in
      switch SandboxEntry.Part(rawValue: part) {
      case .name: name = try reader.value(String.self)
      case .dropped:
        contents[name] = nil
        applications?.reset(name)
      case .stripe:
        contents[name] = Sandbox.Contents()
        try contents[name]?.read(reader)
      case .stripeChanges:
        // The entries that these change may be lost.
        if contents[name] == nil, recovers { contents[name] = Sandbox.Contents() }
        guard contents[name] != nil else {
          throw JournalError("\(file.path) tells of changes to “\(name)”, and not of what was changed")
        }
        try contents[name]?.read(reader)
      case .applications: try readApplications(reader, name, isWhole: true)
      case .applicationsChanges: try readApplications(reader, name, isWhole: false)
      case nil: break
      }
    }
  }

  private func readApplications(_ reader: StateReader, _ name: String, isWhole: Bool) throws {
    guard let applications else { return }
    applications.apply(try applications.read(reader), isWhole: isWhole, to: name)
  }
}
