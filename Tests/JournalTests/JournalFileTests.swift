import Platform
import Testing

@testable import Journal

@Suite struct JournalFileTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  @Test func turnsComeBackInTheirOrder() throws {
    #expect(try folder.content().turns == [])
    try folder.fill(["one"], ["", "two", ""], ["three"])
    #expect(try folder.content().turns == [["one"], ["", "two", ""], ["three"]])
    try folder.fill(["four"])
    #expect(try folder.content().turns == [["one"], ["", "two", ""], ["three"], ["four"]])
  }

  @Test func aPayloadMayBeLargerThanARecord() throws {
    let large = String(repeating: "0123456789abcdef", count: Record.limit / 8)
    try folder.fill(["before", large, large + "!"], ["after"])
    #expect(try folder.content().turns == [["before", large, large + "!"], ["after"]])
  }

  /// As a SIGKILL leaves it: the turn was written in part, and not acknowledged.
  @Test func aTurnThatWasNotFinishedIsDropped() throws {
    let marked = try bytes(["one"])
    let written = try bytes(["two", "three"])
    for length in marked.count + 1..<written.count {
      folder.write(Array(marked + written[marked.count..<length]))
      let (turns, replay) = try folder.content()
      #expect(turns == [["one"]] && replay.unfinished == length - marked.count)
    }
    folder.write(marked + [UInt8](repeating: 0, count: 100))
    #expect(try folder.content().replay.unfinished == 100)
    try folder.fill(["four"])
    #expect(try folder.content().turns == [["one"], ["four"]])
  }

  /// As a SIGKILL between the sync and the mark leaves it.
  @Test func aTurnThatIsWholeButNotAcknowledgedIsKept() throws {
    let marked = try bytes(["one"])
    folder.write(marked + (try bytes(["two"]))[marked.count...])
    #expect(try folder.content().turns == [["one"], ["two"]])
    try folder.fill(["three"])
    #expect(try folder.content().turns == [["one"], ["two"], ["three"]])
  }

  /// What the file is with one more turn.
  private func bytes(_ turn: [String]) throws -> [UInt8] {
    try folder.fill(turn)
    return try folder.bytes()
  }

  @Test func anotherFileIsLeftAlone() throws {
    let diary = Array("my diary, which is dear to me".utf8)
    folder.write(diary)
    #expect(throws: JournalError.self) { try folder.content() }
    #expect(throws: JournalError.self) { try folder.content(recovers: true) }
    #expect(try folder.bytes() == diary && folder.names == ["data"])
  }

  @Test func twoCannotShareAFile() throws {
    let first = try JournalFile(folder.data)
    symlink("data", folder.path + "/link")
    for name in ["data", "link"] {
      let error = #expect(throws: JournalError.self) { try JournalFile(folder.path + "/" + name) }
      #expect(error?.description.hasSuffix("is in use by another server") == true)
    }
    _ = first.isEmpty
  }

  @Test(arguments: ["/dev/full", "/nowhere/data", "/tmp"])
  func whatIsNoPlainFileIsRefused(path: String) {
    #expect(throws: JournalError.self) { try JournalFile(path) }
  }

  @Test func aLinkThatLeadsToItselfIsRefused() {
    symlink("data", folder.data)
    let error = #expect(throws: JournalError.self) { try JournalFile(folder.data) }
    #expect(error?.description.contains("leads to itself") == true)
  }

  /// Something happened to the file while it was open: the next turn is refused, and says why.
  @Test(arguments: [
    ("rm", "was removed or replaced"), ("mv", "was removed or replaced"), ("cp", "was removed or replaced"),
    ("truncate", "was cut off at byte 4097"),
  ])
  func aFileThatIsNotInItsPlaceTakesNothing(what: String, complaint: String) throws {
    let file = try folder.fill(["one"])
    switch what {
    case "rm": unlink(folder.data)
    case "mv": rename(folder.data, folder.data + ".moved")
    case "cp":
      folder.write(try folder.bytes(), "copy")
      rename(folder.path + "/copy", folder.data)
    default: truncate(folder.data, 4097)
    }
    let error = #expect(throws: JournalError.self) { try file.append([[1]]) }
    #expect(error?.description.contains(complaint) == true, "\(error?.description ?? "")")
    if what != "truncate" { #expect(try file.content().turns == [["one"]]) }
  }

  @Test func whatAFailureLeftBehindIsCutOff() throws {
    let file = try folder.fill(["one"])
    let whole = try folder.bytes()
    folder.append([UInt8](repeating: 7, count: 50))
    try file.append([Array("two".utf8)])
    #expect(try folder.bytes().count > whole.count)
    #expect(try file.content().turns == [["one"], ["two"]])
  }
}

extension Folder {
  fileprivate func append(_ bytes: [UInt8]) {
    let descriptor = open(data, O_WRONLY | O_APPEND)
    _ = bytes.withUnsafeBytes { Platform.write(descriptor, $0.baseAddress, $0.count) }
    close(descriptor)
  }
}
