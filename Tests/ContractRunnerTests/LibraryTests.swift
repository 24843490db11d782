import NestboxContracts
import Testing
import Wire

/// What another package's tests see.
@Suite struct LibraryTests {
  private final class Service: Handler {
    func handle(_ request: Request, _ reply: Reply) {
      reply(request.path == "/good" ? .json(200, ["id": 1]) : .json(404, ["error": "none"]))
    }
  }

  private func suite(_ path: String) throws -> ContractSuite {
    let folder = try TemporaryFiles()
    let step = #"{"request": {"method": "GET", "path": "\#(path)"}, "expect": {"status": 200, "body": {"id": 1}}}"#
    try folder.write("a.json", #"{"name": "a", "api": "mine", "source": {"document": "x"}, "steps": [\#(step)]}"#)
    return try ContractSuite(folder.path)
  }

  @Test func aPackageRunsItsContracts() throws {
    let server = try RunningServer.start { _ in Service() }
    let services = ["mine": "http://127.0.0.1:\(server.port)"]
    let good = try suite("/good").contracts
    #expect(good.map(\.description) == ["mine: a"])
    #expect(good[0].run(services) == .passed(assertions: 3))
    let bad = try suite("/bad").contracts[0]
    let failure = #expect(throws: ContractFailure.self) { try bad.check(services) }
    #expect(failure?.description.contains("actual    404") == true)
  }

  @Test func whatCannotBeRunSaysWhy() throws {
    let contract = try suite("/good").contracts[0]
    #expect(contract.run([:]) == .skipped("there is no target for mine (--target mine=URL)"))
    #expect(contract.run(["mine": "nonsense"]) == .broken("“nonsense” is no URL"))
    guard case .unreachable = contract.run(["mine": "http://127.0.0.1:1"]) else {
      Issue.record("somebody is there")
      return
    }
    #expect(throws: ContractFailure.self) { try ContractSuite("/none/such") }
  }
}
