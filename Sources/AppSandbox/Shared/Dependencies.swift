import Wire

/// The parts that application fakes share.
struct Dependencies {
  /// Answers as Stripe does.
  let stripe: any Handler
  /// Whether Stripe is elsewhere, so that its events do not arrive here.
  let isStripeRemote: Bool
  /// The time in a sandbox, in seconds with a fraction.
  let clock: (_ sandbox: String) -> Double
  /// The seed of ids, tokens and salts.
  let seed: [UInt8]

  func now(in sandbox: String) -> Int { Int(exactly: clock(sandbox).rounded(.down)) ?? .max }
}

/// The state of an application in each sandbox, made when first touched.
struct SandboxStates<State: Sendable> {
  private var states: [String: State] = [:]
  private let make: (_ sandbox: String) -> State
  /// Told of every sandbox whose state may change.
  var watcher: ((_ sandbox: String) -> Void)?

  init(_ make: @escaping (_ sandbox: String) -> State) { self.make = make }

  var names: [String] { Array(states.keys) }

  /// Changes a state without telling.
  mutating func updateWithoutNotice<R>(_ sandbox: String, _ change: (inout State) -> R) -> R {
    change(&states[sandbox, default: make(sandbox)])
  }

  subscript(sandbox: String) -> State {
    get { states[sandbox] ?? make(sandbox) }
    _modify {
      watcher?(sandbox)
      yield &states[sandbox, default: make(sandbox)]
    }
  }

  mutating func forget(_ sandbox: String) {
    watcher?(sandbox)
    states[sandbox] = nil
  }
}
