import Coding
import StripeSandbox
import Wire

/// A sandbox as it is written down: whole, or what of it has changed.
struct SandboxEntry: Encodable {
  enum Part: String, CodingKey {
    case name, stripe, applications
    case stripeChanges = "stripe_changes"
    case applicationsChanges = "applications_changes"
  }

  let name: String
  var stripe: (state: SandboxState, isWhole: Bool)?
  var applications: (state: any Encodable, isWhole: Bool)?

  var isEmpty: Bool { stripe == nil && applications == nil }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Part.self)
    try container.encode(name, forKey: .name)
    if let (state, isWhole) = stripe { try container.encode(state, forKey: isWhole ? .stripe : .stripeChanges) }
    if let (state, isWhole) = applications {
      try container.encode(state, forKey: isWhole ? .applications : .applicationsChanges)
    }
  }
}

/// The same, read again.
struct WrittenSandbox {
  let name: String
  let stripe: (state: SandboxState, isWhole: Bool)?
  let applications: (state: any Sendable, isWhole: Bool)?

  init(_ json: JSON, _ holder: (any StatefulApplications)?) throws(StateError) {
    func part<T>(
      _ whole: SandboxEntry.Part, _ changes: SandboxEntry.Part, _ read: (JSON) throws(StateError) -> T
    ) throws(StateError) -> (T, Bool)? {
      if let state = json[whole.rawValue] { return (try read(state), true) }
      if let state = json[changes.rawValue] { return (try read(state), false) }
      return nil
    }
    guard let name = json[SandboxEntry.Part.name.rawValue]?.string else { throw StateError("“name” is missing") }
    self.name = name
    stripe = try part(.stripe, .stripeChanges) { json throws(StateError) in
      try StateDecoder.decode(SandboxState.self, from: json)
    }
    guard let holder else {
      applications = nil
      return
    }
    applications = try part(.applications, .applicationsChanges) { json throws(StateError) in try holder.read(json) }
  }
}
