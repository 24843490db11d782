import Control
import FoundationEssentials
import Glibc

/// Seed files on disk, and the environment that they may refer to.
enum SeedFile {
  static func read(_ path: String) throws -> Fixtures {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Failure(exit: .wrongUsage, description: "\(path) cannot be read")
    }
    do {
      return try Fixtures(Array(data))
    } catch {
      throw Failure(exit: .wrongUsage, description: "\(path): \(error)")
    }
  }

  static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
