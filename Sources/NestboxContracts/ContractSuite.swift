import ContractRunner
import Wire

/// Contracts for a package's own tests.
///
/// ```swift
/// import NestboxContracts
/// import Testing
///
/// @Test(arguments: try ContractSuite("Contracts").contracts)
/// func theServiceKeepsTheContract(_ contract: ContractSuite.Contract) throws {
///   try contract.check(["my-api": "http://localhost:8080"])
/// }
/// ```
public struct ContractSuite: Sendable {
  public let contracts: [Contract]

  /// The contracts of files and folders, as `nestbox verify` takes them. Throws all that is wrong with any file.
  public init(_ paths: String...) throws(ContractFailure) { try self.init(paths: paths) }

  public init(paths: [String]) throws(ContractFailure) {
    let catalog = Catalog(paths: paths)
    if !catalog.diagnostics.isEmpty {
      throw ContractFailure(description: catalog.diagnostics.map(\.description).joined(separator: "\n"))
    }
    contracts = catalog.contracts.indices.map { Contract(catalog, $0) }
  }

  /// One story about an API.
  public struct Contract: Sendable, CustomStringConvertible {
    private let catalog: Catalog
    private let story: ContractRunner.Contract

    fileprivate init(_ catalog: Catalog, _ index: Int) {
      self.catalog = catalog
      story = catalog.contracts[index]
    }

    public var name: String { story.name }
    public var api: String { story.api }
    public var file: String { story.path }
    public var tags: [String] { story.tags }
    public var description: String { "\(api): \(name)" }

    /// The result of the story on these services, each API with its address.
    ///
    /// - Parameter environment: the values of `${env NAME}`.
    public func run(
      _ services: [String: String], headers: [(name: String, value: String)] = [], environment: [String: String] = [:],
      timeout: Double = 10
    ) -> Outcome {
      var targets: [String: Target] = [:]
      for (api, address) in services {
        guard let url = HTTPURL(address) else { return .broken("“\(address)” is no URL") }
        do throws(TransportFailure) {
          targets[api] = try HTTPTransport.target(url, headers: headers, patience: timeout)
        } catch {
          if case .refused(let reason) = error { return .broken(reason) }
          return .unreachable(error.description)
        }
      }
      var run = Story(story, catalog.apis, Targets(targets), environment: environment)
      return Outcome(run.run())
    }

    /// The same, as a test wants it: throws unless the service keeps the contract.
    public func check(
      _ services: [String: String], headers: [(name: String, value: String)] = [], environment: [String: String] = [:],
      timeout: Double = 10
    ) throws(ContractFailure) {
      let outcome = run(services, headers: headers, environment: environment, timeout: timeout)
      if case .passed = outcome { return }
      throw ContractFailure(description: outcome.description)
    }
  }

  public enum Outcome: Sendable, Equatable, CustomStringConvertible {
    case passed(assertions: Int)
    /// With the place in the file, what was expected, what was there, and the request as a curl line.
    case failed(String)
    case skipped(String)
    /// The contract, or how it was run, is at fault.
    case broken(String)
    case unreachable(String)

    fileprivate init(_ result: ContractResult) {
      switch result.outcome {
      case .passed: self = .passed(assertions: result.assertions)
      case .failed: self = .failed(TextReport(colour: false).failure(result))
      case .skipped(let reason): self = .skipped(result.secrets.masked(reason))
      case .broken(let diagnostic): self = .broken(result.secrets.masked(diagnostic.description))
      case .unreachable(let reason): self = .unreachable(result.secrets.masked(reason))
      }
    }

    public var description: String {
      switch self {
      case .passed(let assertions): "passed with \(assertions) assertions"
      case .failed(let text), .broken(let text): text
      case .skipped(let reason): "skipped: \(reason)"
      case .unreachable(let reason): "unreachable: \(reason)"
      }
    }
  }
}

/// Why a contract does not hold, or cannot be run.
public struct ContractFailure: Error, Sendable, Equatable, CustomStringConvertible {
  public let description: String
}
