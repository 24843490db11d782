import AppSandbox
import Coding
import Control
import Wire

extension Applications {
  /// - Parameter gate: stands before each of them.
  func services(behind gate: (any Handler, @escaping Gate.Failure) -> any Handler) -> [Service] {
    let register = { (origin: String) in
      """
      curl \(origin)/user/register \
      --json '{"userName":"Alan Turing","email":"aturing@gmail.com","password":"password"}'
      """
    }
    return [
      Service(
        title: "Nest Payments", prefixes: ["/user", "/payment", "/api", "/api-json"],
        examples: [("Nest Payments", register), ("described at", { "\($0)/api" })],
        failure: Self.failure, handler: gate(nest, Self.failure)),
      Service(
        title: "Ship Payments", prefixes: ["/payments"], shownPaths: "/payments/…", failure: Self.failure,
        handler: gate(ship, Self.failure)),
      Service(
        title: "Rechat", prefixes: ["/payments/stripe"], shownPaths: "/payments/stripe/customers",
        failure: Self.failure, handler: gate(rechat, Self.failure)),
      Service(
        title: "Application users", prefixes: ["/_sandbox/apps"], failure: ControlAPI.failure, handler: users),
    ]
  }
}

extension Applications: StatefulApplications {
  package func snapshot(of sandbox: String) -> any Sendable { state(of: sandbox) }

  package func restore(_ snapshot: any Sendable, of sandbox: String) {
    if let state = snapshot as? State { restore(state, in: sandbox) }
  }

  package func written(_ sandbox: String) -> any Encodable & Sendable { whole(of: sandbox) }

  package func written(snapshot: any Sendable) -> (any Encodable & Sendable)? { (snapshot as? State)?.whole }

  package var read: @Sendable (StateReader) throws -> any Encodable & Sendable { { try $0.value(Entry.self) } }

  package func apply(_ state: any Sendable, isWhole: Bool, to sandbox: String) {
    if let entry = state as? Entry { apply(entry, isWhole: isWhole, to: sandbox) }
  }

  package func takeChanges(in sandbox: String) -> (state: any Encodable & Sendable, isWhole: Bool)? {
    takeEntry(of: sandbox).map { ($0.entry, $0.isWhole) }
  }

  package func begin(_ sandbox: String) { follow(sandbox, true) }
}
