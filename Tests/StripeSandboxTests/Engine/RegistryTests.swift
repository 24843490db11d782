import Platform
import Testing
import Wire

@testable import StripeSandbox

@Suite struct RegistryTests {
  /// The names of types in the sources that conform to `Resource` or `Declaration`.
  private static let declared: [String] = {
    let sources = #filePath.split(separator: "/").dropLast(4).reduce("") { $0 + "/" + $1 } + "/Sources/StripeSandbox"
    return swiftFiles(in: sources).flatMap { path in
      String(decoding: Disk.read(path) ?? [], as: UTF8.self).split(separator: "\n").compactMap { line -> String? in
        let words = line.split { " :,{".contains($0) }.map(String.init)
        guard let kind = words.firstIndex(where: ["struct", "enum"].contains), words.indices.contains(kind + 2),
          line.contains(":"), !line.hasPrefix(" "),
          words[(kind + 2)...].contains("Resource") || words[(kind + 2)...].contains("Declaration")
        else { return nil }
        return words[kind + 1]
      }
    }
  }()

  private static func swiftFiles(in folder: String) -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var files: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard !name.hasPrefix(".") else { continue }
      let path = folder + "/" + name
      if name.hasSuffix(".swift") { files.append(path) } else { files += swiftFiles(in: path) }
    }
    return files
  }

  @Test func everyDeclarationInTheSourcesIsRegistered() {
    let registered = Set(Registry.declarations.map { "\($0)" })
    #expect(Self.declared.count > 15)
    #expect(Self.declared.filter { !registered.contains($0) } == [])
    #expect(registered.count == Registry.declarations.count, "each stands in the registry once")
  }

  @Test func theLongestPrefixTellsTheKindOfAnID() {
    #expect(Registry.shared.kinds(ofID: "re_1").map { "\($0)" } == ["Refund"])
    #expect(Registry.shared.kinds(ofID: "card_1").map { "\($0)" } == ["PaymentSource", "PaymentMethod"])
    #expect(Registry.shared.kinds(ofID: "cvctok_1").map { "\($0)" } == ["Token"])
    #expect(Registry.shared.kinds(ofID: "nonsense").isEmpty && Registry.shared.kinds(ofID: "").isEmpty)
  }

  @Test func aReferenceToAKindThatIsNotThereIsAbsent() {
    #expect(Expandable.one("nonsense").types.isEmpty)
    #expect(Expandable.one("charge").types.map { "\($0)" } == ["Charge"])
  }

  @Test func everyFollowUpHasAName() {
    let names = Registry.declarations.flatMap { $0.followUps.map(\.name) }
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { Registry.shared.followUp($0) != nil })
  }

  @Test func aScriptNamesItsAnswers() throws {
    let script: Script = "a: POST customers name=Jenny Rosen; POST customers/{a} description={a.name}"
    #expect(script.references == ["a", "a"])
    let request = script.steps[1].request(with: ["a": ["id": "cus_1", "name": "Jenny"]], headers: Headers())
    #expect(request.path == "/v1/customers/cus_1")
    #expect(request.body == Array("description=Jenny".utf8))
    #expect(script.steps[0].form == "name=Jenny+Rosen")
  }
}
