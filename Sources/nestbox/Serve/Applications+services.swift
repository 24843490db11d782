import AppSandbox
import Control

extension Applications {
  var services: [Service] {
    let register = """
      curl ORIGIN/user/register --json '{"userName":"Alan Turing","email":"aturing@gmail.com","password":"password"}'
      """
    return [
      Service(
        title: "Nest Payments", prefixes: ["/user", "/payment", "/api", "/api-json"],
        examples: [("Nest Payments", register), ("described at", "ORIGIN/api")], handler: nest),
      Service(title: "Ship Payments", prefixes: ["/payments"], handler: ship),
      Service(title: "Rechat", prefixes: ["/payments/stripe"], handler: rechat),
      Service(title: "Application users", prefixes: ["/_sandbox/apps"], handler: users),
    ]
  }
}

extension Applications: StatefulApplications {
  package func snapshot(of sandbox: String) -> any Sendable { state(of: sandbox) }

  package func restore(_ snapshot: any Sendable, of sandbox: String) {
    if let state = snapshot as? State { restore(state, in: sandbox) }
  }
}
