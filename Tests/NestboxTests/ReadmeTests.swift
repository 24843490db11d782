import FoundationEssentials
import Testing

@testable import nestbox

/// What the README says to type has to be understood.
@Suite struct ReadmeTests {
  private static let commands: [String] = {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let text = (try? String(contentsOfFile: "/\(root)/README.md", encoding: .utf8)) ?? ""
    return text.split(separator: "\n").compactMap(command)
  }()

  /// `nestbox …`, also behind `swift run`, without a comment and without what only the shell understands.
  private static func command(_ line: Substring) -> String? {
    let start = ["swift run -c release nestbox ", "nestbox "].first { line.hasPrefix($0) }
    guard let start else { return nil }
    let end = line.firstIndex { "#&|>".contains($0) } ?? line.endIndex
    return line[..<end].dropFirst(start.count).trimmingPrefix(" ").split(separator: " ").joined(separator: " ")
  }

  @Test func thereAreCommandsToCheck() {
    #expect(Self.commands.contains("serve"))
  }

  @Test(arguments: commands)
  func theCommandsOfTheReadmeAreUnderstood(line: String) throws {
    _ = try Invocation.parse(line.split(separator: " ").map(String.init), Environment([:]))
  }
}
