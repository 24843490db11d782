import AppSandbox
import StripeSandbox
import Wire

@testable import ContractRunner

/// All fakes of the project behind one handler, as the server has them.
final class Fakes: Handler {
  static let contracts = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined() + "/Contracts"

  private let stripe = StripeAPI()
  private let applications: Applications

  init() { applications = Applications(stripe, asked: stripe) }

  func handle(_ request: Request, _ reply: Reply) {
    let handler: any Handler
    switch request.path.dropFirst().prefix(while: { $0 != "/" }) {
    case "v1", "v2", "oauth": handler = stripe
    case "_sandbox": handler = applications.users
    case "payments": handler = request.path.hasPrefix("/payments/stripe") ? applications.rechat : applications.ship
    default: handler = applications.nest
    }
    handler.handle(request, reply)
  }
}

/// The fakes behind somebody who changes what passes.
final class Tampered: Handler {
  /// Asks the fakes themselves.
  typealias Ask = (Request) -> Response
  typealias Tamper = (Request, Ask) -> Response

  private static let contracts = Catalog(paths: [Fakes.contracts + "/nest-payments"])

  private let fakes = Fakes()
  private let tamper: Tamper

  init(_ tamper: @escaping Tamper) { self.tamper = tamper }

  func handle(_ request: Request, _ reply: Reply) {
    reply(
      tamper(request) { request in
        var answer = Response(500)
        fakes.handle(request, Reply { answer = $0 })
        return answer
      })
  }

  /// What becomes of the contracts of Nest Payments.
  static func verify(_ tamper: @escaping Tamper) -> SuiteResult {
    let target = HandlerTransport.target(Tampered(tamper))
    return Suite(contracts, Targets([:], rest: target), environment: [:], jobs: 1).run()
  }
}

extension Response {
  var json: JSON? { try? JSONParser.parse(body) }

  /// With another body, or the same if it had none.
  func changing(_ change: (JSON) -> JSON) -> Response {
    guard let json else { return self }
    var response = self
    response.body = change(json).bytes
    return response
  }

  func setting(_ name: String, _ value: JSON?) -> Response {
    changing { json in
      guard case .object(var object) = json else { return json }
      object[name] = value
      return .object(object)
    }
  }

  func with(status: Int) -> Response {
    var response = self
    response.status = status
    return response
  }
}
