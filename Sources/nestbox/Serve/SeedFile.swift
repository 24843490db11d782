import Control
import Platform

/// Seed files on disk, and the environment that they may refer to.
enum SeedFile {
  static func read(_ path: String) throws -> Fixtures {
    let bytes = try File(path: path).read()
    do {
      return try Fixtures(bytes)
    } catch {
      throw Failure(exit: .wrongUsage, description: "\(path): \(error)")
    }
  }

  static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
