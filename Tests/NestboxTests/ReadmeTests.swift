import Testing
import Wire

@testable import nestbox

/// What the README and the documents say to type has to be understood.
@Suite struct ReadmeTests {
  private static let commands: [String] = {
    let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let folder = root + "/Sources/WebAssets/Files/docs"
    let pages = (Disk.names(in: folder) ?? []).filter { $0.hasSuffix(".md") }.map { "\(folder)/\($0)" }.sorted()
    let texts = ([root + "/README.md"] + pages).map { String(decoding: Disk.read($0) ?? [], as: UTF8.self) }
    return texts.flatMap { $0.split(separator: "\n").compactMap(command) }
  }()

  /// `nestbox …`, also behind `swift run`, without a comment and without what only the shell understands.
  private static func command(_ line: Substring) -> String? {
    let start = ["swift run -c release nestbox ", "nestbox "].first { line.hasPrefix($0) }
    guard let start else { return nil }
    // A typing error on purpose, with what follows from it.
    if line.contains("||") || line.hasSuffix("\\") { return nil }
    let end = line.firstIndex { "#&|>".contains($0) } ?? line.endIndex
    return line[..<end].dropFirst(start.count).trimmingPrefix(" ").split(separator: " ").joined(separator: " ")
  }

  @Test func thereAreCommandsToCheck() {
    #expect(Self.commands.contains("serve"))
    #expect(Self.commands.count > 80)
  }

  @Test(arguments: commands)
  func theCommandsOfTheReadmeAreUnderstood(line: String) throws {
    _ = try Invocation.parse(line.split(separator: " ").map(String.init), Environment([:]))
  }
}
