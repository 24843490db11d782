import Coding
import StripeSandbox
import Wire

/// A sandbox as it is written down: whole, or what of it has changed, or that it is gone.
struct SandboxEntry: Encodable {
  enum Part: String, CodingKey {
    case name, stripe, applications, dropped
    case stripeChanges = "stripe_changes"
    case applicationsChanges = "applications_changes"
  }

  let name: String
  var stripe: (state: SandboxState, isWhole: Bool)?
  var applications: (state: any Encodable & Sendable, isWhole: Bool)?
  var isDropped = false

  var isEmpty: Bool { stripe == nil && applications == nil && !isDropped }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Part.self)
    try container.encode(name, forKey: .name)
    if isDropped { try container.encode(true, forKey: .dropped) }
    if let (state, isWhole) = stripe { try container.encode(state, forKey: isWhole ? .stripe : .stripeChanges) }
    if let (state, isWhole) = applications {
      try container.encode(state, forKey: isWhole ? .applications : .applicationsChanges)
    }
  }

  /// The bytes that every entry of that name begins with.
  static func prefix(_ name: String) throws -> [UInt8] {
    try StateEncoder.encode(["name": name]).dropLast() + [UInt8(ascii: ",")]
  }
}

/// A whole sandbox: as it was at some moment, or as it is to become.
struct SandboxImage: Sendable {
  let name: String
  let contents: Sandbox.Contents
  let applications: (any Encodable & Sendable)?

  /// Its entries for a journal, each small.
  func forEachEntry(_ body: (SandboxEntry) throws -> Void) throws {
    var isFirst = true
    for state in StatePieces(contents) {
      try body(
        SandboxEntry(
          name: name, stripe: (state, isFirst), applications: isFirst ? applications.map { ($0, true) } : nil))
      isFirst = false
    }
  }
}

/// A whole sandbox out of an export.
struct WrittenSandbox: Sendable {
  var name: String?
  var contents: Sandbox.Contents?
  var applications: (any Encodable & Sendable)?

  init(_ reader: StateReader, _ readApplications: ((StateReader) throws -> any Encodable & Sendable)?) throws {
    try reader.members { part in
      switch SandboxEntry.Part(rawValue: part) {
      case .name: name = try reader.value(String.self)
      case .stripe:
        var contents = Sandbox.Contents()
        try contents.read(reader)
        self.contents = contents
      case .applications: applications = try readApplications?(reader)
      default: break
      }
    }
    guard name != nil else { throw StateError("“name” is missing") }
    guard contents != nil else { throw StateError("“stripe” is missing") }
  }

  /// Whether it is the world of an account that is connected to a platform.
  func isAccount(of platform: String) -> Bool { name?.hasPrefix(platform + "/acct_") == true }
}
