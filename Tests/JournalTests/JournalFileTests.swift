import Glibc
import Testing

@testable import Journal

/// A folder of its own for every test.
private final class Folder {
  let path: String

  init() throws {
    var name = Array("/tmp/nestbox-journal-XXXXXX".utf8CString)
    path = try #require(mkdtemp(&name).map { String(cString: $0) })
  }

  deinit {
    for name in ["data", "data.new"] { unlink(path + "/" + name) }
    rmdir(path)
  }

  var data: String { path + "/data" }

  func bytes() throws -> [UInt8] {
    let descriptor = open(data, O_RDONLY)
    defer { close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    let count = read(descriptor, &buffer, buffer.count)
    return Array(buffer.prefix(max(count, 0)))
  }

  func write(_ bytes: [UInt8]) {
    let descriptor = open(data, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    _ = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    close(descriptor)
  }
}

@Suite struct JournalFileTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  private func fill(_ texts: String...) throws {
    let file = try JournalFile(folder.data)
    _ = try file.replay { _ in }
    for text in texts { try file.append(Array(text.utf8)) }
  }

  private func content() throws -> (texts: [String], lost: Int) {
    var texts: [String] = []
    let lost = try JournalFile(folder.data).replay { texts.append(String(decoding: $0, as: UTF8.self)) }
    return (texts, lost)
  }

  @Test func theChecksumIsTheUsualOne() {
    #expect(Checksum.of(Array("123456789".utf8)) == 0xCBF4_3926)
  }

  @Test func recordsComeBackInTheirOrder() throws {
    #expect(try content() == ([], 0))
    try fill("one", "", "three")
    #expect(try content() == (["one", "", "three"], 0))
    try fill("four")
    #expect(try content().texts == ["one", "", "three", "four"])
  }

  @Test func aRecordThatWasCutOffAnywhereIsDropped() throws {
    try fill("one", "two")
    let whole = try folder.bytes()
    let lastStart = whole.count - Record.headSize - 3
    for length in lastStart + 1..<whole.count {
      folder.write(Array(whole[..<length]))
      #expect(try content() == (["one"], length - lastStart))
    }
    try fill("three")
    #expect(try content() == (["one", "three"], 0))
  }

  @Test func zerosBehindTheLastRecordAreDropped() throws {
    try fill("one")
    folder.write(try folder.bytes() + [UInt8](repeating: 0, count: 100))
    #expect(try content() == (["one"], 100))
  }

  @Test func aDamagedRecordBeforeGoodOnesIsAnError() throws {
    try fill("one", "two", "three")
    let whole = try folder.bytes()
    let first = whole.count - 3 * Record.headSize - 11
    for offset in first..<first + Record.headSize + 3 {
      var bytes = whole
      bytes[offset] ^= 0x41
      folder.write(bytes)
      let error = #expect(throws: JournalError.self) { try content() }
      #expect(error?.description.contains("is damaged at byte \(first)") == true)
    }
  }

  @Test func anotherFileIsLeftAlone() throws {
    folder.write(Array("my diary, which is dear to me".utf8))
    #expect(throws: JournalError.self) { try JournalFile(folder.data) }
    #expect(try folder.bytes() == Array("my diary, which is dear to me".utf8))
  }

  @Test func twoCannotShareAFile() throws {
    let first = try JournalFile(folder.data)
    let error = #expect(throws: JournalError.self) { try JournalFile(folder.data) }
    #expect(error?.description.hasSuffix("is in use by another server") == true)
    _ = first.isEmpty
  }

  @Test(arguments: ["/dev/full", "/nowhere/data", "/tmp"])
  func whatIsNoPlainFileIsRefused(path: String) {
    #expect(throws: JournalError.self) { try JournalFile(path) }
  }

  @Test func aFileWrittenAnewHoldsOnlyWhatItIsGiven() throws {
    let file = try JournalFile(folder.data)
    for number in 0..<200 { try file.append([UInt8](repeating: UInt8(number), count: 8192)) }
    #expect(file.hasGrown)
    try file.replace { add in try add(Array("all".utf8)) }
    #expect(!file.hasGrown)
    try file.append(Array("more".utf8))
    #expect(throws: JournalError.self) { try JournalFile(folder.data) }
    var texts: [String] = []
    _ = try file.replay { texts.append(String(decoding: $0, as: UTF8.self)) }
    #expect(texts == ["all", "more"])
    #expect(access(folder.data + ".new", F_OK) != 0)
  }
}
