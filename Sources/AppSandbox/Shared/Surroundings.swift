import Wire

/// What an application fake stands on.
struct Surroundings {
  /// Answers as Stripe does.
  let stripe: any Handler
  /// Whether Stripe is elsewhere, so that nobody tells of what happens there.
  let isStripeRemote: Bool
  /// The time in a sandbox, in seconds with a fraction.
  let clock: (_ sandbox: String) -> Double
  /// What ids, tokens and salts are made from.
  let seed: [UInt8]

  func now(in sandbox: String) -> Int { Int(exactly: clock(sandbox).rounded(.down)) ?? .max }
}

/// The state of an application in each sandbox, made when first touched.
struct SandboxStates<State: Sendable> {
  private var states: [String: State] = [:]
  private let make: (_ sandbox: String) -> State

  init(_ make: @escaping (_ sandbox: String) -> State) { self.make = make }

  subscript(sandbox: String) -> State {
    get { states[sandbox] ?? make(sandbox) }
    _modify { yield &states[sandbox, default: make(sandbox)] }
  }

  mutating func forget(_ sandbox: String) { states[sandbox] = nil }
}
