import Platform
import Wire

extension StripeAPI {
  /// The sandbox of a request that carries neither a key nor `/s/NAME/`.
  package static let commonSandbox = "nestbox"

  /// Which sandbox a request is for: `/s/NAME/`, else its key's, else the common one.
  package static func sandboxName(of request: Request) -> String {
    let name = request.sandbox ?? (try? APIKey.of(request, parameter: nil))?.name ?? commonSandbox
    guard let account = request.headers["Stripe-Account"], !account.isEmpty else { return name }
    return name + "/" + account
  }

  /// In the order of their names.
  package var allSandboxes: [Sandbox] { sandboxes.values.sorted { $0.name < $1.name } }

  package var sandboxNames: Set<String> { Set(sandboxes.keys) }

  /// Empties a sandbox: it is as new, with the ids that it would have had then.
  package func reset(_ name: String) {
    guard let sandbox = sandboxes[name] else { return }
    for account in sandbox.accountSandboxes { drop(account.name) }
    sandbox.contents = makeSandbox(name).contents
  }

  /// Empties a sandbox with its connected accounts and forgets that there was one.
  package func drop(_ name: String) {
    guard let sandbox = sandboxes[name] else { return }
    for account in sandbox.accountSandboxes { drop(account.name) }
    sandboxes[name] = nil
    sandbox.watcher = nil
    sandbox.contents = Sandbox.Contents()
    dropWatcher?(name)
  }

  /// Forgets all sandboxes. To empty thousands takes a while: a thread of its own does it.
  package func dropAll() {
    let dropped = Array(sandboxes.values)
    for name in sandboxes.keys { dropWatcher?(name) }
    sandboxes = [:]
    freeOnThread((dropped, deliveries: dropped.map { $0.abandon() }))
  }

  /// Has every sandbox named that is dropped.
  package func watchDrops(_ watcher: @escaping (_ name: String) -> Void) { dropWatcher = watcher }

  /// Has every sandbox tell of its first change since it was last taken note of.
  package func watch(_ watcher: @escaping (Sandbox) -> Void) {
    self.watcher = watcher
    for sandbox in sandboxes.values { sandbox.watcher = watcher }
  }

  /// The contents of a new sandbox of that name.
  package func pristine(_ name: String) -> Sandbox.Contents { makeSandbox(name).contents }

  /// Has every sandbox send all its events to one address, too.
  package func forward(to url: String, secret: String) {
    listener = WebhookEndpoint(
      id: WebhookEndpoint.forwarding, created: 0, secret: secret, version: nil, enabledEvents: ["*"], url: url)
    for sandbox in sandboxes.values { sandbox.listener = listener }
  }

  /// Does what has come due by itself. Called every now and then.
  package func settle() {
    for sandbox in sandboxes.values { sandbox.settle() }
  }
}
