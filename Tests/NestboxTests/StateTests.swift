import Platform
import Testing
import Wire

/// States that leave a server and come to another: a file, or what `--data` left behind.
@Suite struct StateTests {
  private static let seedFile =
    "/" + #filePath.split(separator: "/").dropLast(2).joined(separator: "/") + "/Seeds/rich.json"

  @Test func twoRunsOfASeedExportTheSameBytes() throws {
    let states = try (0..<2).map { _ in
      try SandboxUnderTest("--deterministic", "--seed", Self.seedFile).bytes("/_sandbox/state?all=true")
    }
    #expect(states[0].count > 50_000)
    #expect(states[0] == states[1])
  }

  @Test func anImportedStateAnswersAsTheOriginal() throws {
    let original = try SandboxUnderTest("--deterministic", "--seed", Self.seedFile)
    let copy = try SandboxUnderTest("--deterministic=7", "--jwt-secret", "x")
    _ = try copy.json(.post, "/v1/customers", "name=forgotten")
    let state = try original.bytes("/_sandbox/state")
    #expect(try copy.send(.put, "/_sandbox/state", state).status == 200)
    #expect(try copy.bytes("/_sandbox/state") == state)
    let expected = try original.tour()
    let found = try copy.tour()
    #expect(expected.count > 150, "the seed is rich")
    for (path, answer) in expected { #expect(found[path] == answer, "\(path)") }
    // It goes on like the original, too.
    #expect(
      try original.json(.post, "/v1/customers", "name=next") == copy.json(.post, "/v1/customers", "name=next"))
  }

  @Test func aStateMayGoToAnotherSandboxAndAllStatesTogether() throws {
    let server = try SandboxUnderTest()
    _ = try server.json(.post, "/v1/customers", "name=one", key: "sk_test_one")
    let one = try server.bytes("/s/one/_sandbox/state")
    #expect(try server.send(.put, "/s/two/_sandbox/state", one).status == 200)
    #expect(try server.json(.get, "/s/two/v1/customers")["data"]?[0]?["name"] == "one")
    let all = try server.bytes("/_sandbox/state?all=true")
    _ = try server.json(.post, "/v1/customers", "name=more", key: "sk_test_three")
    _ = try server.json(.post, "/v1/customers", "name=more", key: "sk_test_one")
    #expect(try server.send(.put, "/_sandbox/state", all).status == 200)
    #expect(try server.json(.get, "/s/three/v1/customers")["data"] == [])
    #expect(try server.json(.get, "/s/one/v1/customers")["data"]?.array?.count == 1)
  }

  @Test func whatWasAnsweredOutlivesTheProcess() throws {
    let folder = try TemporaryFolder()
    let data = folder.path + "/data"
    var first: SandboxUnderTest? = try SandboxUnderTest("--deterministic", "--seed", Self.seedFile, "--data", data)
    let expected = try #require(try first?.tour())
    let kept: Headers = ["Idempotency-Key": "once"]
    let answer = try first?.json(.post, "/v1/customers", "name=kept", headers: kept)
    _ = try first?.json(.post, "/_sandbox/clock", #"{"advance": 60}"#)
    first?.kill()
    first = nil
    let second = try SandboxUnderTest("--deterministic", "--data", data)
    #expect(try second.json(.post, "/v1/customers", "name=kept", headers: kept) == answer)
    #expect(try second.json(.get, "/_sandbox/clock")["now"] == 1_767_225_660)
    _ = try second.json(.delete, "/v1/customers/\(answer?["id"]?.string ?? "")")
    _ = try second.json(.post, "/_sandbox/clock", #"{"advance": -60}"#)
    let found = try second.tour()
    for (path, answer) in expected where !path.hasPrefix("/v1/events") && !path.hasPrefix("/v1/charges") {
      #expect(found[path] == answer, "\(path)")
    }
  }

  @Test func resetsImportsAndRestoredSnapshotsOutliveTheProcess() throws {
    let folder = try TemporaryFolder()
    var server = try SandboxUnderTest("--data", folder.path + "/data")
    func restart() throws {
      server.kill()
      server = try SandboxUnderTest("--data", folder.path + "/data")
    }
    func names() throws -> [JSON] {
      try server.json(.get, "/v1/customers")["data"]?.array?.compactMap { $0["name"] } ?? []
    }
    _ = try server.json(.post, "/v1/customers", "name=a")
    let snapshot = try server.json(.post, "/_sandbox/snapshots", "{}")["id"]?.string ?? ""
    let state = try server.bytes("/_sandbox/state")
    _ = try server.json(.post, "/v1/customers", "name=b")
    _ = try server.json(.post, "/_sandbox/snapshots/\(snapshot)/restore")
    _ = try server.json(.post, "/v1/customers", "name=c")
    try restart()
    #expect(try names() == ["c", "a"])
    _ = try server.json(.post, "/_sandbox/reset", "{}")
    try restart()
    #expect(try names() == [])
    #expect(try server.send(.put, "/_sandbox/state", state).status == 200)
    try restart()
    #expect(try names() == ["a"])
  }

  @Test func aChangeWritesWhatItChangesAndReadingWritesNothing() throws {
    let folder = try TemporaryFolder()
    let data = folder.path + "/data"
    let server = try SandboxUnderTest("--data", data)
    var id = ""
    for number in 0..<100 { id = try server.json(.post, "/v1/customers", "name=\(number)")["id"]?.string ?? "" }
    let before = try fileBytes(data).count
    _ = try server.json(.get, "/v1/customers")
    _ = try server.json(.get, "/v1/customers/none")
    #expect(try fileBytes(data).count == before)
    _ = try server.json(.post, "/v1/customers/\(id)", "name=changed")
    #expect((1..<4096).contains(try fileBytes(data).count - before))
  }

  @Test func aDataFileIsDefended() throws {
    let folder = try TemporaryFolder()
    let data = folder.path + "/data"
    let server = try SandboxUnderTest("--data", data)
    for number in 0..<3 { _ = try server.json(.post, "/v1/customers", "name=\(number)") }
    let second = try RunningCommand(["serve", "--port", "0", "--data", data]).finish()
    #expect(second.code == 2)
    #expect(second.errors.contains("is in use by another server"))
    server.kill()
    let bytes = try fileBytes(data)
    for damaged in [bytes.dropLast(5), bytes[..<5000] + [bytes[5000] ^ 1] + bytes[5001...], bytes[..<0]] {
      write(damaged, to: data)
      let refused = try RunningCommand(["serve", "--port", "0", "--data", data]).finish()
      #expect(refused.code == 2)
      #expect(refused.errors.contains("is damaged at byte") && refused.errors.contains("--data-recover"))
      #expect(try fileBytes(data) == Array(damaged))
    }
    write(bytes.dropLast(5), to: data)
    let recovered = try RunningCommand(["serve", "--port", "0", "--data", data, "--data-recover"])
    _ = try recovered.waitForPort()
    recovered.send(SIGTERM)
    let ended = try recovered.finish()
    #expect(ended.code == 0 && ended.errors.contains("the damaged file is \(data).damaged"))
    #expect(try fileBytes(data + ".damaged") == Array(bytes.dropLast(5)))
    #expect(try RunningCommand(["serve", "--port", "0", "--data", folder.path]).finish().code == 2)
  }

  private func fileBytes(_ path: String) throws -> [UInt8] {
    let descriptor = open(path, O_RDONLY)
    defer { close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    let count = read(descriptor, &buffer, buffer.count)
    return Array(buffer.prefix(max(count, 0)))
  }

  private func write(_ bytes: ArraySlice<UInt8>, to path: String) {
    let descriptor = open(path, O_WRONLY | O_TRUNC)
    _ = bytes.withUnsafeBytes { Platform.write(descriptor, $0.baseAddress, $0.count) }
    close(descriptor)
  }
}
